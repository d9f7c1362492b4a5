"""Which images Fargate and Lambda take."""

from __future__ import annotations

from typing import Any

import pytest

from tools.images import shape
from tools.images.errors import ImageError


def _described(architecture: str = "amd64", media_type: str | None = None) -> dict[str, Any]:
    stored = {"Descriptor": {"mediaType": media_type}} if media_type else {}
    return {"Os": "linux", "Architecture": architecture, **stored}


@pytest.mark.parametrize("media_type", [None, *shape.MANIFESTS])
def test_plain_image_for_our_platform_is_taken(media_type: str | None) -> None:
    shape.check("alpaco/main:1", _described(media_type=media_type))


@pytest.mark.parametrize(
    "media_type",
    ["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"],
)
def test_image_with_attestations_is_refused_with_the_remedy(media_type: str) -> None:
    with pytest.raises(ImageError, match=r"alpaco/main:1 is stored as .*--provenance=false"):
        shape.check("alpaco/main:1", _described(media_type=media_type))


def test_image_of_another_architecture_is_refused() -> None:
    with pytest.raises(ImageError, match="is for linux/arm64; runners and functions need linux/amd64"):
        shape.check("alpaco/main:1", _described(architecture="arm64"))
