"""The stages of drafting a problem, in order, and which files of a package each one makes."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from enum import StrEnum


class Stage(StrEnum):
    """Solution first, statement last: the prose is written when the rules are already code."""

    SPEC = "spec"
    REFERENCE = "reference"
    BRUTE = "brute"
    VALIDATOR = "validator"
    GENERATOR = "generator"
    CHECKER = "checker"
    WRONG = "wrong"
    STATEMENT = "statement"


# A third solution, asked for after the checker. A draft may do without it, so it is no stage of the order above.
SOLVER = "solver"
# Shown like a stage, though nothing is drafted in it: a runner makes the tests and asks the gates.
VERIFY = "verify"
# Everything that a draft can consist of, in the order in which its files are put together.
PARTS = (*Stage, SOLVER)

SPEC_PATH = ".alpaco/spec.json"
SOLVER_PATH = ".alpaco/solver.py"

_PATTERNS: Mapping[str, tuple[str, ...]] = {
    Stage.SPEC: (SPEC_PATH,),
    Stage.REFERENCE: ("submissions/accepted/reference.py",),
    # A brute force that is quick enough for every test stands among the accepted submissions.
    Stage.BRUTE: ("submissions/brute_force/*", "submissions/accepted/brute.*"),
    Stage.VALIDATOR: ("input_validators/*",),
    Stage.GENERATOR: ("generators/generate.py",),
    Stage.CHECKER: ("output_validator/*",),
    Stage.WRONG: (
        "submissions/wrong_answer/*",
        "submissions/time_limit_exceeded/*",
        "submissions/run_time_error/*",
    ),
    Stage.STATEMENT: ("statement/problem.{language}.md",),
    SOLVER: (SOLVER_PATH,),
}


def files_of(stage: str, files: Mapping[str, bytes], language: str) -> dict[str, bytes]:
    """The files of a package that the stage is responsible for, by path, sorted; none if it has none of them.

    `language` is that of the statement.
    """
    patterns = [pattern.format(language=language) for pattern in _PATTERNS[stage]]
    paths = sorted(path for path in files if any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns))
    return {path: files[path] for path in paths}


def artefact_name(stage: str, path: str) -> str:
    """The name under which an artefact is shown: its stage, and for a stage of many programs the program's too."""
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return f"{stage}/{stem}" if stage == Stage.WRONG else str(stage)
