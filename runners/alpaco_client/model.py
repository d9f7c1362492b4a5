"""What the service says, as values. Fields that a newer service adds are ignored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]

DONE, FAILED, ERROR = "done", "failed", "error"
TERMINAL = frozenset({DONE, FAILED, ERROR})


@dataclass(frozen=True)
class Frame:
    """One WebSocket message; `seq` counts from 1 per job, and is 0 for frames that belong to no job."""

    job_id: str
    seq: int
    type: str
    stage: str
    data: Json

    @classmethod
    def from_json(cls, raw: Json) -> Frame:
        return cls(raw.get("job_id") or "", int(raw["seq"]), str(raw["type"]), raw.get("stage") or "", raw["data"])

    def to_json(self) -> dict[str, object]:
        stage = {"stage": self.stage} if self.stage else {}
        return {"job_id": self.job_id, "seq": self.seq, "type": self.type, **stage, "data": self.data}

    @property
    def is_terminal(self) -> bool:
        return self.type in TERMINAL


@dataclass(frozen=True)
class ProblemSummary:
    """A line of the catalogue; `names` by language tag."""

    problem_id: str
    names: Mapping[str, str]
    keywords: Sequence[str]
    difficulty: str
    time_limit_s: float | None
    memory_mib: int | None
    origin: str
    making: Json | None = None

    @classmethod
    def from_json(cls, raw: Json) -> ProblemSummary:
        limits = raw.get("limits") or {}
        return cls(
            problem_id=raw["problem_id"],
            names=raw.get("names") or {},
            keywords=tuple(raw.get("keywords") or ()),
            difficulty=raw.get("difficulty") or "",
            time_limit_s=limits.get("time_limit_s"),
            memory_mib=limits.get("memory_mib"),
            origin=raw.get("origin") or "",
            making=raw.get("making"),
        )

    @property
    def is_generated(self) -> bool:
        """Whether a gate report says how it was made."""
        return self.making is not None

    def name(self, language: str = "en") -> str:
        return self.names.get(language) or next(iter(self.names.values()), self.problem_id)


@dataclass(frozen=True)
class Sample:
    name: str
    input: str
    answer: str


@dataclass(frozen=True)
class Problem:
    """A problem as its solver sees it; `statement` is Markdown, or TeX if `format` says so."""

    summary: ProblemSummary
    name: str
    language: str
    languages: Sequence[str]
    statement: str
    format: str
    samples: Sequence[Sample]

    @classmethod
    def from_json(cls, raw: Json) -> Problem:
        return cls(
            summary=ProblemSummary.from_json(raw),
            name=raw["name"],
            language=raw["language"],
            languages=tuple(raw["languages"]),
            statement=raw["statement"]["text"],
            format=raw["statement"]["format"],
            samples=tuple(Sample(item["name"], item["input"], item["answer"]) for item in raw["samples"]),
        )


@dataclass(frozen=True)
class Run:
    """One test case judged."""

    test: str
    verdict: str
    cpu_s: float
    wall_s: float
    memory_mib: float
    message: str = ""

    @classmethod
    def from_json(cls, raw: Json) -> Run:
        return cls(
            raw["test"], raw["verdict"], raw["cpu_s"], raw["wall_s"], raw["memory_mib"], str(raw.get("message") or "")
        )


@dataclass(frozen=True)
class Submission:
    """`verdict` is empty while it is pending; `runs` has one entry per test case judged, in order."""

    submission_id: str
    problem_id: str
    language: str
    verdict: str
    tests_judged: int
    tests_total: int | None
    compile_output: str
    runs: Sequence[Run]
    raw: Json = field(repr=False)

    @classmethod
    def from_json(cls, raw: Json) -> Submission:
        return cls(
            submission_id=raw["submission_id"],
            problem_id=raw["problem_id"],
            language=raw["language"],
            verdict=raw.get("verdict") or "",
            tests_judged=raw.get("tests_judged") or 0,
            tests_total=raw.get("tests_total"),
            compile_output=(raw.get("compile") or {}).get("output") or "",
            runs=tuple(Run.from_json(run) for run in raw.get("runs") or ()),
            raw=raw,
        )

    @property
    def is_judged(self) -> bool:
        return bool(self.verdict)
