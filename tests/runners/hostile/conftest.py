"""Runs the collection once per setting, when the first of its tests asks; every test then reads its own report."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.runners.containers.fixtures import base_image, docker_engine
from tests.runners.hostile import settings
from tests.runners.hostile.collection import HostileProgram
from tests.runners.hostile.settings import Campaign, Setting

__all__ = ["base_image", "docker_engine"]

Field = Callable[[Setting], Campaign]


@pytest.fixture(scope="session")
def checkout_copy() -> Iterator[Path]:
    """Not below pytest's own directory, which every session of pytest closes to other users."""
    with tempfile.TemporaryDirectory(prefix="hostile-checkout-") as place, settings.prepared_copy(Path(place)) as copy:
        yield copy


@pytest.fixture(scope="session")
def campaign(request: pytest.FixtureRequest, checkout_copy: Path) -> Field:
    """The campaign of a setting, run when it is first asked for."""
    done: dict[Setting, Campaign] = {}

    def of(setting: Setting) -> Campaign:
        if setting not in done:
            command = _command(setting, checkout_copy, request)
            done[setting] = settings.run_campaign(command, checkout_copy, _selected(request.session, setting))
        return done[setting]

    return of


def _command(setting: Setting, copy: Path, request: pytest.FixtureRequest) -> settings.Command:
    if setting is Setting.CONTAINER:
        return settings.in_container(
            copy, request.getfixturevalue("docker_engine"), request.getfixturevalue("base_image")
        )
    if setting is Setting.USER:
        return settings.as_user(copy)
    if os.geteuid() != 0:
        pytest.fail(f"the setting {setting} needs root", pytrace=False)
    return settings.as_on_fargate(copy) if setting is Setting.FARGATE_SET else settings.on_host(copy)


def _selected(session: pytest.Session, setting: Setting) -> list[str]:
    """The programs whose tests are wanted in this setting, in order."""
    calls = [
        item.callspec.params
        for item in session.items
        if isinstance(item, pytest.Function) and hasattr(item, "callspec")
    ]
    programs = [params["program"] for params in calls if params.get("setting") is setting]
    return [program.id for program in programs if isinstance(program, HostileProgram)]
