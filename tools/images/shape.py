"""Whether an image is one that Fargate and Lambda take: one manifest for linux/amd64, no index with attestations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tools.images.errors import ImageError

PLATFORM = "linux/amd64"
# What Lambda accepts; an index of manifests is not among them, even if it holds only one for a platform.
MANIFESTS = (
    "application/vnd.docker.distribution.manifest.v2+json",
    "application/vnd.oci.image.manifest.v1+json",
)


def check(name: str, described: Mapping[str, Any]) -> None:
    """`described` is what `docker image inspect` says. Engines that store manifests say of which media type; older ones
    store none, and push a plain manifest. Raises ImageError."""
    platform = f"{described['Os']}/{described['Architecture']}"
    if platform != PLATFORM:
        raise ImageError(f"{name} is for {platform}; runners and functions need {PLATFORM}")
    check_media_type(name, (described.get("Descriptor") or {}).get("mediaType", MANIFESTS[0]))


def check_media_type(name: str, media_type: str) -> None:
    """Raises ImageError."""
    if media_type not in MANIFESTS:
        raise ImageError(f"{name} is stored as {media_type}, which Lambda refuses: build it with --provenance=false")
