"""Every hostile program in every setting: it gets a right status, and nothing is read, reached, changed or left."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.runners.containers.fixtures import SKIP_VARIABLE
from tests.runners.hostile.collection import HostileProgram, load
from tests.runners.hostile.conftest import Field
from tests.runners.hostile.settings import Setting, can_have_private_places

# Without landlock and namespaces, where /tmp or /dev/shm is open to all, a program cannot be let make files safely:
# docs/security.md ("What is not claimed"). It concerns only machines on which the tests may not close those places.
_OPEN_PLACES = "needs landlock, namespaces, or a container in which nothing is open to all"
KNOWN_GAPS = {"files/null_device", "memory/unlinked_files_writing", "memory/shm_files_writing"}


def _cases() -> Iterator[object]:
    for setting in Setting:
        docker = setting is Setting.CONTAINER
        marks = [pytest.mark.docker if docker else pytest.mark.sandbox, pytest.mark.xdist_group("hostile")]
        bare = setting is Setting.FARGATE_SET and not can_have_private_places()
        for program in load().values():
            gap = [pytest.mark.xfail(reason=_OPEN_PLACES, strict=False)] if bare and program.id in KNOWN_GAPS else []
            yield pytest.param(setting, program, marks=[*marks, *gap], id=f"{setting}-{program.id}")


@pytest.mark.parametrize(("setting", "program"), list(_cases()))
def test_hostile_program_is_contained(setting: Setting, program: HostileProgram, campaign: Field) -> None:
    if setting is Setting.CONTAINER and os.environ.get(SKIP_VARIABLE):
        pytest.skip(f"{SKIP_VARIABLE} is set")
    result = campaign(setting)
    report = result.reports.get(program.id)
    if report is None:
        pytest.fail(f"no report from the agent: {result.complaint}", pytrace=False)
    if report.findings:
        pytest.fail(f"{program.about}\n{report}", pytrace=False)
