"""Ports of this machine."""

import socket

from tools.dev.errors import DevError

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def ensure_free(port: int) -> None:
    """Raises DevError if something listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as exc:
            raise DevError(
                f"Port {port} is in use: end what listens there, or choose another: make dev PORT=4577"
            ) from exc
