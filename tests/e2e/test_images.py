"""All container images are built here, on a base made without a registry, and import what they hold."""

from __future__ import annotations

import re
import tarfile
from pathlib import Path

import pytest

from tests.e2e.proof import Proof
from tools.containers import base_image
from tools.containers.engine import Engine
from tools.images.build import Builder, Built
from tools.images.push import repositories, signed_in
from tools.images.recipe import STREAMING, recipes

pytestmark = pytest.mark.docker


def test_every_image_is_built_small_and_imports_everything_inside(docker: Engine) -> None:
    """`Builder.build` raises if a module does not import, or if the image is not one that Fargate and Lambda take."""
    base = base_image.ensure(docker)
    builder = Builder(docker, base)
    built = {recipe.name: builder.build(recipe) for recipe in recipes()}
    assert STREAMING in built
    base_mib = int(docker.docker("image", "inspect", "--format", "{{.Size}}", base).stdout) >> 20
    assert all(image.size_mib < base_mib + 150 for image in built.values()), built


def test_pushed_image_is_confirmed_by_the_registry_and_named_by_digest(proof: Proof, tmp_path: Path) -> None:
    """A small one, to the registry of the embedded AWS, signed in as for AWS's own."""
    uris = repositories(proof.client("ssm"), "local")
    (main,) = recipes(("main",))
    small = _small_image(proof.docker, tmp_path)
    host = f"127.0.0.1:{proof.service.platform.emulator.port}"
    with signed_in(proof.docker, proof.client("ecr"), host) as registry:
        digest = registry.push(Built(main, small, 1), uris["main"])
    assert re.fullmatch("sha256:[0-9a-f]{64}", digest)


def _small_image(docker: Engine, place: Path) -> str:
    """The tag of an image that holds one file."""
    (place / "file").write_text("content")
    with tarfile.open(place / "root.tar", "w") as root:
        root.add(place / "file", "file")
    docker.docker("import", str(place / "root.tar"), "alpaco/main:small")
    return "alpaco/main:small"
