"""What stops the local platform: always one line that says what to do."""


class DevError(Exception):
    """Shown to the developer as it is, without a traceback."""
