"""A package without a time limit gets one, the same for every worker."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from chalicelib.protocol import JobLimits, ObjectRef
from judge.package import Package, load
from judge.ports import SandboxPort
from worker.calibration import Calibration

from tests.unit.worker.fakes_worker import JOB, FakeStore

PARTS = replace(JOB, package=ObjectRef("packages/p.zip", "p"), tests=ObjectRef("tests/t.zip", "t"))


@pytest.fixture
def package(tmp_path: Path) -> Package:
    (tmp_path / "problem.yaml").write_text("problem_format_version: 2025-09\nname: Sum\nuuid: 1\n")
    (tmp_path / "data/sample").mkdir(parents=True)
    return load(tmp_path)


class Measuring(Calibration):
    """Measures what the test says, as a worker on a machine of its own would."""

    seconds = 0.0

    def _measured(self, package: Package) -> float:
        return self.seconds


def calibration(store: FakeStore, seconds: float) -> Measuring:
    made = Measuring(store, cast("SandboxPort", None))
    object.__setattr__(made, "seconds", seconds)
    return made


def test_the_first_measurement_counts_for_every_worker(package: Package) -> None:
    store = FakeStore()
    limits = [calibration(store, seconds).limits(PARTS, package) for seconds in (2.0, 7.0)]
    assert limits == [JobLimits(time_limit_s=2.0)] * 2


def test_other_tests_are_measured_anew(package: Package) -> None:
    store = FakeStore()
    calibration(store, 2.0).limits(PARTS, package)
    other = replace(PARTS, tests=ObjectRef("tests/u.zip", "u"))
    assert calibration(store, 7.0).limits(other, package).time_limit_s == 7.0


def test_a_stated_limit_is_not_measured(package: Package) -> None:
    store = FakeStore()
    stated = replace(package, limits=replace(package.limits, time_limit_s=3.0))
    asked = replace(PARTS, limits=JobLimits(time_limit_s=1.5))
    assert calibration(store, 9.0).limits(PARTS, stated) == JobLimits()
    assert calibration(store, 9.0).limits(asked, package) == JobLimits(time_limit_s=1.5)
    assert store.objects == {}
