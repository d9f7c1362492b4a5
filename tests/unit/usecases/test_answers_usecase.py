"""Answers instead of a program: taken by the problems that want them, and by no other."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from chalicelib.domain.packages import Entries, Entry
from chalicelib.domain.problems import Metadata
from chalicelib.domain.statements import public
from chalicelib.errors import Invalid
from chalicelib.protocol import read_answers
from chalicelib.usecases.grading import Order
from chalicelib.usecases.verdicts import Dispatch, Planning

from tests.unit.usecases.fakes_service import PROBLEM
from tests.unit.usecases.test_grading_usecase import World

ANSWERS = json.dumps({"001-small": "3\n", "002-large": "7\n"})
WANTS_ANSWERS = replace(PROBLEM, metadata=Metadata({"en": "Sum"}, types=("pass-fail", "submit-answer")))


def test_answers_are_stored_and_judged_where_validators_run() -> None:
    world = World()
    world.problems.versions["sum", 1] = WANTS_ANSWERS
    submission = world.grading.submit(Order("sum", "answers", ANSWERS))
    planning = Planning(world.problems, world.submissions, Dispatch("warm", {"python": "queue"}, {}))
    plan = planning.plan(submission.submission_id, 1)
    assert (submission.language, plan.job.source_name, plan.pool) == ("answers", "answers.json", "python")
    assert read_answers(world.objects.stored[submission.source.key]) == {"001-small": "3\n", "002-large": "7\n"}


def test_answers_to_a_problem_that_takes_programs_are_refused() -> None:
    with pytest.raises(Invalid) as refused:
        World().grading.submit(Order("sum", "answers", ANSWERS))
    assert refused.value.field == "language"


@pytest.mark.parametrize(
    "code", ["3", "{}", '{"1": 3}', "[", "[" * 100_000], ids=["number", "none", "int", "cut", "deep"]
)
def test_answers_of_another_form_are_refused(code: str) -> None:
    world = World()
    world.problems.versions["sum", 1] = WANTS_ANSWERS
    with pytest.raises(Invalid) as refused:
        world.grading.submit(Order("sum", "answers", code))
    assert refused.value.field == "code"


@pytest.mark.parametrize(
    ("stated", "types"),
    [
        ("", ("pass-fail",)),
        ("type: [submit-answer, scoring]", ("scoring", "submit-answer")),
        ("validation: custom interactive score", ("interactive", "scoring")),
        ("type: multi-pass", ("multi-pass", "pass-fail")),
    ],
    ids=["none", "list", "legacy", "word"],
)
def test_types_of_a_problem_are_shown(stated: str, types: tuple[str, ...]) -> None:
    entries: Entries = {
        "problem.yaml": Entry(f"name: Sum\n{stated}\n".encode()),
        "statement/problem.en.md": Entry(b"Add."),
    }
    assert public(entries).metadata.types == types
