"""Which files of a package belong to which stage, and under which names they are shown."""

from __future__ import annotations

import pytest
from chalicelib.domain.stages import Stage, artefact_name, files_of

PACKAGE = dict.fromkeys(
    [
        ".alpaco/spec.json",
        "problem.yaml",
        "generators/generate.py",
        "input_validators/validate.py",
        "statement/problem.en.md",
        "statement/problem.ko.md",
        "submissions/accepted/brute.py",
        "submissions/accepted/reference.py",
        "submissions/time_limit_exceeded/pairs.py",
        "submissions/wrong_answer/greedy.py",
    ],
    b"",
)


@pytest.mark.parametrize(
    ("stage", "paths"),
    [
        (Stage.SPEC, [".alpaco/spec.json"]),
        (Stage.REFERENCE, ["submissions/accepted/reference.py"]),
        (Stage.BRUTE, ["submissions/accepted/brute.py"]),
        (Stage.VALIDATOR, ["input_validators/validate.py"]),
        (Stage.GENERATOR, ["generators/generate.py"]),
        (Stage.CHECKER, []),
        (Stage.WRONG, ["submissions/time_limit_exceeded/pairs.py", "submissions/wrong_answer/greedy.py"]),
        (Stage.STATEMENT, ["statement/problem.ko.md"]),
    ],
)
def test_files_of_a_stage(stage: Stage, paths: list[str]) -> None:
    assert list(files_of(stage, PACKAGE, "ko")) == paths


def test_stages_come_in_the_order_of_drafting() -> None:
    assert (next(iter(Stage)), list(Stage)[-1]) == (Stage.SPEC, Stage.STATEMENT)


def test_programs_of_the_wrong_stage_are_shown_by_name() -> None:
    assert artefact_name(Stage.WRONG, "submissions/wrong_answer/greedy.py") == "wrong/greedy"
    assert artefact_name(Stage.BRUTE, "submissions/brute_force/brute.py") == "brute"
