"""Session fixtures: an engine and the base image. A test that needs them carries the marker `docker`."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tools.containers import base_image as image
from tools.containers.engine import Engine, EngineUnavailable, engine

SKIP_VARIABLE = "ALPACO_SKIP_DOCKER"


@pytest.fixture(scope="session")
def docker_engine() -> Iterator[Engine]:
    """An engine; the test fails if there is none, or is skipped if the environment asks for that."""
    if os.environ.get(SKIP_VARIABLE):
        pytest.skip(f"{SKIP_VARIABLE} is set")
    try:
        with engine() as started:
            yield started
    except EngineUnavailable as exc:
        pytest.fail(f"{exc} (set {SKIP_VARIABLE} to go without)", pytrace=False)


@pytest.fixture(scope="session")
def base_image(docker_engine: Engine) -> str:
    """The tag of the base image, made on the first use."""
    try:
        return image.ensure(docker_engine)
    except EngineUnavailable as exc:
        pytest.fail(f"{exc} (set {SKIP_VARIABLE} to go without)", pytrace=False)
