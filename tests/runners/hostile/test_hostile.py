"""Every hostile program in every setting: it gets a right status, and nothing is read, reached, changed or left."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.runners.containers.fixtures import SKIP_VARIABLE
from tests.runners.hostile.collection import HostileProgram, load
from tests.runners.hostile.conftest import Field
from tests.runners.hostile.settings import Setting


def _cases() -> Iterator[object]:
    for setting in Setting:
        docker = setting is Setting.CONTAINER
        marks = [pytest.mark.docker if docker else pytest.mark.sandbox, pytest.mark.xdist_group(f"hostile-{setting}")]
        for program in load().values():
            yield pytest.param(setting, program, marks=marks, id=f"{setting}-{program.id}")


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
