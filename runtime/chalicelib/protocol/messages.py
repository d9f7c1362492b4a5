"""Jobs, results and progress, and the JSON that they become."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast

from chalicelib.protocol.verdicts import Verdict

SCHEMA_VERSION = 1


class JobKind(StrEnum):
    GRADE = "grade"
    GENERATE_TESTS = "generate_tests"
    VERIFY = "verify"
    RUN = "run"


@dataclass(frozen=True)
class ObjectRef:
    """One object in the bucket and the SHA-256 (hex) that its bytes must have."""

    key: str
    sha256: str


@dataclass(frozen=True)
class JobLimits:
    """What a job may override; `None` means what the package says."""

    time_limit_s: float | None = None
    memory_mib: int | None = None
    output_mib: int | None = None
    processes: int | None = None


@dataclass(frozen=True)
class Job:
    """One unit of work for a runner.

    `job_id` is the submission's id for `grade`, the generation's id for `generate_tests` and `verify`.
    `package` is a zip of the problem package without its secret tests, `tests` a zip of its `data/` folder,
    `source` the submitted file. `stored` are packages of stored problems, by id, that a verified one must not be
    again. `result_key` is where the full result is written, create-only. `trace_id` is that of the request which the
    job follows from.
    """

    kind: JobKind
    job_id: str
    attempt: int
    result_key: str
    language: str = ""
    source: ObjectRef | None = None
    source_name: str = ""
    package: ObjectRef | None = None
    tests: ObjectRef | None = None
    stdin: ObjectRef | None = None
    stored: Mapping[str, ObjectRef] = field(default_factory=dict)
    limits: JobLimits = field(default_factory=JobLimits)
    stop_on_first_failure: bool = True
    trace_id: str = ""
    schema_version: int = SCHEMA_VERSION


@dataclass(frozen=True)
class RunReport:
    """One test case judged: `test` is its name without suffix, e.g. `secret/004-random-2`; times in seconds."""

    test: str
    verdict: Verdict
    cpu_s: float
    wall_s: float
    memory_mib: float
    message: str = ""


@dataclass(frozen=True)
class CompileReport:
    """`output` is what the compiler printed, cut to 16 KiB; `ok` is true for languages without a compiler."""

    ok: bool
    output: str
    wall_s: float


@dataclass(frozen=True)
class Result:
    """What a runner reports for a job.

    `runs` holds one entry per test case judged, in test order; it is empty if compiling failed. `score` is set
    only for scoring problems. `outputs` names objects that the job wrote (`tests`, `gates`, `stdout`, ...).
    `error` says what went wrong on our side if the verdict is JUDGE_ERROR.
    """

    job_id: str
    attempt: int
    verdict: Verdict
    language: str = ""
    compile: CompileReport | None = None
    runs: Sequence[RunReport] = ()
    wall_s: float = 0.0
    tests_total: int = 0
    score: float | None = None
    outputs: Mapping[str, ObjectRef] = field(default_factory=dict)
    runner_version: str = ""
    compiler_version: str = ""
    error: str = ""
    schema_version: int = SCHEMA_VERSION


@dataclass(frozen=True)
class Progress:
    """Something that happened while a job ran, in the words of the WebSocket frames (`test`, `gate`, ...).

    `index` counts from 1 within the attempt, so that a redelivered message is recognised.
    """

    job_id: str
    attempt: int
    index: int
    type: str
    data: Mapping[str, object]
    stage: str = ""
    schema_version: int = SCHEMA_VERSION


@dataclass(frozen=True)
class ProgressMessage:
    """What a runner has to report at one time, in order."""

    reports: Sequence[Progress]
    schema_version: int = SCHEMA_VERSION


def to_json(value: object) -> dict[str, object]:
    """The JSON object of a `Job`, `Result` or `ProgressMessage`; fields that are None are left out."""
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"not a protocol message: {value!r}")
    return cast("dict[str, object]", _plain(dataclasses.asdict(value)))


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value


def sha256_hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
