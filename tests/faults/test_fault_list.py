"""The list of faults and their tests are the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from chalicelib.domain.submissions import Judgement

from tests.faults.test_soak import soak
from tests.unit.usecases.fakes_service import FakeSubmissions

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs/reliability.md"


def ids_in(pattern: str) -> set[str]:
    """Of the faults that tests in these files show: a test's name begins with their ids."""
    text = "".join(path.read_text() for path in sorted(HERE.glob(pattern)))
    names = re.findall(r"^def test_((?:[wqsdcg]\d+_)+)", text, re.MULTILINE)
    return {id_.upper() for name in names for id_ in name.strip("_").split("_")}


def test_every_fault_has_a_test_of_its_id_and_every_test_is_listed() -> None:
    rows = re.findall(r"^\| ([WQSDCG]\d+) \|.*\| (yes )?\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    listed = [id_ for id_, _ in rows]
    in_memory, embedded = ids_in("test_*_faults.py"), ids_in("embedded/test_*.py")
    assert len(listed) == len(set(listed)) >= 30
    assert set(listed) == in_memory | embedded
    assert {id_ for id_, mark in rows if mark} == embedded


def soak_all(seeds: Iterable[int]) -> None:
    for seed in seeds:
        soak(seed)


def test_soak_finds_a_verdict_that_can_be_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted defect: the condition on writing a verdict is gone."""

    def finish(self: FakeSubmissions, submission_id: str, attempt: int, judgement: Judgement, finished_at: str) -> bool:
        row = self.rows[submission_id]
        self.rows[submission_id] = replace(row, judgement=judgement, finished_at=finished_at)
        return True

    monkeypatch.setattr(FakeSubmissions, "finish", finish)
    with pytest.raises(AssertionError, match=r"I\d"):
        soak_all(range(100))
