"""Problems as the service stores them: versions that never change, and which of them is current."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.protocol import ObjectRef

# The package format allows nothing else in the name of a package's folder, and an export is such a folder.
PROBLEM_ID = re.compile(r"[a-z0-9]{1,64}")
# Of a statement whose language nobody states, and for readers whose own language is not there.
DEFAULT_LANGUAGE = "en"
PASS_FAIL = "pass-fail"  # noqa: S105 - a type of problem
SCORING = "scoring"
SUBMIT_ANSWER = "submit-answer"


@dataclass(frozen=True)
class Metadata:
    """What a listing shows. `names` is title per language code; limits are None where the package has none.

    `types` are the format's: pass-fail, scoring, interactive, multi-pass, submit-answer.
    `topics` are those of a parametric package, by which template mode finds it; other problems have none.
    """

    names: Mapping[str, str]
    keywords: tuple[str, ...] = ()
    difficulty: str = ""
    time_limit_s: float | None = None
    memory_mib: int | None = None
    topics: tuple[str, ...] = ()
    types: tuple[str, ...] = (PASS_FAIL,)

    @property
    def takes_answers(self) -> bool:
        return SUBMIT_ANSWER in self.types


@dataclass(frozen=True)
class Making:
    """Where a version comes from that was generated: the job that made it, and what its gates said, for everybody."""

    job_id: str
    report: ObjectRef


@dataclass(frozen=True)
class ProblemVersion:
    """One imported state of a problem. `tests` is None until they have been generated and frozen.

    `making` is None if the version was imported, or made before makings were kept.
    """

    problem_id: str
    version: int
    package: ObjectRef
    tests: ObjectRef | None
    metadata: Metadata
    created_at: str
    origin: str = "import"
    making: Making | None = None
