"""What stops the making of images, as one clear message."""


class ImageError(Exception):
    """An image cannot be built, is not what it should be, or cannot be pushed."""
