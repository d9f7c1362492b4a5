"""A problem package as data: what the reader found, in the words of the format, nothing executed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from judge.package.errors import PackageWarning


class Format(StrEnum):
    LEGACY = "legacy"
    DRAFT_2023_07 = "2023-07-draft"
    V2025_09 = "2025-09"


class ProblemType(StrEnum):
    PASS_FAIL = "pass-fail"  # noqa: S105 - a problem type, no password
    SCORING = "scoring"
    MULTI_PASS = "multi-pass"  # noqa: S105
    INTERACTIVE = "interactive"
    SUBMIT_ANSWER = "submit-answer"


@dataclass(frozen=True)
class ProblemLimits:
    """Limits of the package; where it states none, what the format calls the typical system default.

    `time_limit_s` is None if the package states none: then it follows from the accepted submissions.
    """

    time_limit_s: float | None = None
    ac_to_time_limit: float = 2.0
    time_limit_to_tle: float = 1.5
    time_resolution_s: float = 1.0
    memory_mib: int = 2048
    output_mib: int = 8
    code_kib: int = 128
    compilation_time_s: int = 60
    compilation_memory_mib: int = 2048
    validation_time_s: int = 60
    validation_memory_mib: int = 2048
    validation_output_mib: int = 8
    validation_passes: int = 2


@dataclass(frozen=True)
class TestCase:
    """One test case. `name` is its path below `data` without `.in`; `files` are given to the submission by name."""

    __test__ = False

    name: str
    input: Path
    answer: Path | None
    args: tuple[str, ...] = ()
    input_validator_args: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    output_validator_args: tuple[str, ...] = ()
    files: Path | None = None
    output: Path | None = None
    full_feedback: bool = False
    hint: str = ""
    description: str = ""

    @property
    def is_sample(self) -> bool:
        return self.name.startswith("sample/")

    def answer_data(self) -> bytes:
        """Empty if there is no answer."""
        return b"" if self.answer is None else self.answer.read_bytes()

    def input_args(self, validator: str) -> tuple[str, ...]:
        """Arguments for the input validator of this name; the key "" stands for all of them."""
        everyone = self.input_validator_args.get("", ())
        return self.input_validator_args.get(validator, everyone)


class Aggregation(StrEnum):
    PASS_FAIL = "pass-fail"  # noqa: S105
    SUM = "sum"
    MIN = "min"


class OnReject(StrEnum):
    BREAK = "break"
    CONTINUE = "continue"


@dataclass(frozen=True)
class GroupScoring:
    """How the format of 2025-09 scores a group; `max_score` None means unbounded."""

    aggregation: Aggregation = Aggregation.PASS_FAIL
    max_score: float | None = None
    require_pass: tuple[str, ...] = ()
    static_score: float | None = None
    static_args: tuple[str, ...] = ()
    has_static_case: bool = False


@dataclass(frozen=True)
class LegacyGrading:
    """How the legacy format grades a group."""

    on_reject: OnReject = OnReject.BREAK
    grader_flags: tuple[str, ...] = ()
    accept_score: float = 1.0
    reject_score: float = 0.0
    range: tuple[float, float] = (float("-inf"), float("inf"))
    custom: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether a group is accepted exactly if all its parts are."""
        return not self.custom and not {"accept_if_any_accepted", "always_accept", "ignore_sample"} & {
            *self.grader_flags
        }


@dataclass(frozen=True)
class TestGroup:
    """A directory of test data; `name` is its path below `data`, empty for `data` itself."""

    __test__ = False

    name: str
    children: tuple[TestCase | TestGroup, ...]
    scoring: GroupScoring = GroupScoring()
    grading: LegacyGrading = LegacyGrading()
    is_scored: bool = False

    def cases(self) -> Iterator[TestCase]:
        """All test cases below, in order."""
        for child in self.children:
            if isinstance(child, TestCase):
                yield child
            else:
                yield from child.cases()

    def groups(self) -> Iterator[TestGroup]:
        """This group and all groups below, parents first."""
        yield self
        for child in self.children:
            if isinstance(child, TestGroup):
                yield from child.groups()


@dataclass(frozen=True)
class SourceProgram:
    """A validator, grader or submission of the package: one file or one directory; `beside` are headers next to it."""

    name: str
    path: Path
    beside: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Package:
    """A problem package. Tests are in judging order: samples first, then secret, each by name."""

    root: Path
    name: str
    format: Format
    titles: Mapping[str, str]
    types: frozenset[ProblemType]
    limits: ProblemLimits
    tests: TestGroup
    output_validators: tuple[SourceProgram, ...] = ()
    input_validators: tuple[SourceProgram, ...] = ()
    static_validator: SourceProgram | None = None
    grader: SourceProgram | None = None
    submissions: tuple[SourceProgram, ...] = ()
    uuid: str = ""
    languages: frozenset[str] = frozenset()
    keywords: tuple[str, ...] = ()
    license: str = "unknown"
    constants: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    validator_args: tuple[str, ...] = ()
    custom_score: bool = False
    minimise: bool = False
    allow_file_writing: bool = False
    statements: Mapping[str, Path] = field(default_factory=dict)
    raw: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[PackageWarning, ...] = ()

    @property
    def is_interactive(self) -> bool:
        return ProblemType.INTERACTIVE in self.types

    @property
    def is_multi_pass(self) -> bool:
        return ProblemType.MULTI_PASS in self.types

    @property
    def is_submit_answer(self) -> bool:
        return ProblemType.SUBMIT_ANSWER in self.types

    @property
    def is_scoring(self) -> bool:
        return ProblemType.SCORING in self.types

    @property
    def is_legacy(self) -> bool:
        return self.format is Format.LEGACY

    @property
    def grades_as_legacy(self) -> bool:
        """Whether groups are graded as the legacy format says. Drafts of the new one took that over for a while."""
        if self.format is Format.DRAFT_2023_07:
            return any(group.grading != LegacyGrading() for group in self.tests.groups())
        return self.is_legacy

    @property
    def has_custom_grading(self) -> bool:
        return any(group.grading.custom for group in self.tests.groups())

    def cases(self) -> tuple[TestCase, ...]:
        """Every test case that a submission runs on, in judging order."""
        return tuple(self.tests.cases())
