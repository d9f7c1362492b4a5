"""The contract between the service and its runners: verdicts, jobs, results, progress.

Standard library only: this is the one file that both sides import. Jobs, results and progress messages travel
as JSON; `to_json` makes it, the `*_from_json` functions parse it and raise `ProtocolError` naming the field.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar, cast

SCHEMA_VERSION = 1

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_TYPE_NAMES = {str: "a string", int: "an integer", float: "a number", bool: "true or false"}


class ProtocolError(ValueError):
    """A message does not fit the contract; `field` is the dotted name of the value at fault."""

    def __init__(self, field_name: str, problem: str) -> None:
        super().__init__(f"{field_name}: {problem}")
        self.field = field_name


class Verdict(StrEnum):
    """Outcome of a submission or of one run; the CLICS code is `code`."""

    ACCEPTED = "ACCEPTED"
    WRONG_ANSWER = "WRONG_ANSWER"
    TIME_LIMIT_EXCEEDED = "TIME_LIMIT_EXCEEDED"
    MEMORY_LIMIT_EXCEEDED = "MEMORY_LIMIT_EXCEEDED"
    OUTPUT_LIMIT_EXCEEDED = "OUTPUT_LIMIT_EXCEEDED"
    RUNTIME_ERROR = "RUNTIME_ERROR"
    COMPILE_ERROR = "COMPILE_ERROR"
    SECURITY_VIOLATION = "SECURITY_VIOLATION"
    JUDGE_ERROR = "JUDGE_ERROR"

    @property
    def code(self) -> str:
        """The short code of the CLICS contest API, e.g. `AC`."""
        return _CODES[self]


_CODES = {
    Verdict.ACCEPTED: "AC",
    Verdict.WRONG_ANSWER: "WA",
    Verdict.TIME_LIMIT_EXCEEDED: "TLE",
    Verdict.MEMORY_LIMIT_EXCEEDED: "MLE",
    Verdict.OUTPUT_LIMIT_EXCEEDED: "OLE",
    Verdict.RUNTIME_ERROR: "RTE",
    Verdict.COMPILE_ERROR: "CE",
    Verdict.SECURITY_VIOLATION: "SV",
    Verdict.JUDGE_ERROR: "JE",
}


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
    `source` the submitted file. `result_key` is where the full result is written, create-only.
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
    limits: JobLimits = field(default_factory=JobLimits)
    stop_on_first_failure: bool = True
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


class _Reader:
    """Reads typed fields of one JSON object; every complaint names the dotted field."""

    def __init__(self, raw: object, where: str) -> None:
        if not isinstance(raw, Mapping):
            raise ProtocolError(where or "message", "must be an object")
        self.raw: Mapping[str, object] = raw
        self.where = where

    def name(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def text(self, key: str, default: str | None = None) -> str:
        return cast("str", self._typed(key, str, default))

    def flag(self, key: str, default: bool) -> bool:
        return cast("bool", self._typed(key, bool, default))

    def integer(self, key: str, default: int | None = None) -> int:
        return cast("int", self._typed(key, int, default))

    def number(self, key: str, default: float | None = None) -> float:
        return float(cast("float", self._typed(key, float, default)))

    def optional(self, key: str, parse: Callable[[object, str], T]) -> T | None:
        value = self.raw.get(key)
        return None if value is None else parse(value, self.name(key))

    def items(self, key: str, parse: Callable[[object, str], T]) -> tuple[T, ...]:
        value = self.raw.get(key, ())
        if not isinstance(value, list | tuple):
            raise ProtocolError(self.name(key), "must be a list")
        return tuple(parse(item, f"{self.name(key)}[{i}]") for i, item in enumerate(value))

    def member(self, key: str, enum: type[E]) -> E:
        text = self.text(key)
        try:
            return enum(text)
        except ValueError as exc:
            raise ProtocolError(self.name(key), f"must be one of {', '.join(enum)}") from exc

    def _typed(self, key: str, kind: type, default: object) -> object:
        value = self.raw.get(key, default)
        if value is None:
            raise ProtocolError(self.name(key), "is missing")
        accepted = (int, float) if kind is float else (kind,)
        if not isinstance(value, accepted) or (kind is not bool and isinstance(value, bool)):
            raise ProtocolError(self.name(key), f"must be {_TYPE_NAMES[kind]}")
        return value


def _check_version(reader: _Reader) -> None:
    version = reader.integer("schema_version")
    if version != SCHEMA_VERSION:
        raise ProtocolError(reader.name("schema_version"), f"is {version}, this side speaks {SCHEMA_VERSION}")


def object_ref_from_json(raw: object, where: str = "") -> ObjectRef:
    reader = _Reader(raw, where)
    return ObjectRef(key=reader.text("key"), sha256=reader.text("sha256"))


def _number(raw: object, where: str) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise ProtocolError(where, "must be a number")
    return float(raw)


def _integer(raw: object, where: str) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise ProtocolError(where, "must be an integer")
    return raw


def _limits_from_json(raw: object, where: str) -> JobLimits:
    reader = _Reader(raw, where)
    return JobLimits(
        time_limit_s=reader.optional("time_limit_s", _number),
        memory_mib=reader.optional("memory_mib", _integer),
        output_mib=reader.optional("output_mib", _integer),
        processes=reader.optional("processes", _integer),
    )


def job_from_json(raw: object) -> Job:
    """Parses a job message. Raises ProtocolError: unknown schema version, missing or mistyped field."""
    reader = _Reader(raw, "")
    _check_version(reader)
    return Job(
        kind=reader.member("kind", JobKind),
        job_id=reader.text("job_id"),
        attempt=reader.integer("attempt"),
        result_key=reader.text("result_key"),
        language=reader.text("language", ""),
        source=reader.optional("source", object_ref_from_json),
        source_name=reader.text("source_name", ""),
        package=reader.optional("package", object_ref_from_json),
        tests=reader.optional("tests", object_ref_from_json),
        stdin=reader.optional("stdin", object_ref_from_json),
        limits=reader.optional("limits", _limits_from_json) or JobLimits(),
        stop_on_first_failure=reader.flag("stop_on_first_failure", True),
    )


def run_report_from_json(raw: object, where: str = "") -> RunReport:
    reader = _Reader(raw, where)
    return RunReport(
        test=reader.text("test"),
        verdict=reader.member("verdict", Verdict),
        cpu_s=reader.number("cpu_s"),
        wall_s=reader.number("wall_s"),
        memory_mib=reader.number("memory_mib"),
        message=reader.text("message", ""),
    )


def _compile_from_json(raw: object, where: str) -> CompileReport:
    reader = _Reader(raw, where)
    return CompileReport(ok=reader.flag("ok", False), output=reader.text("output", ""), wall_s=reader.number("wall_s"))


def _outputs_from_json(raw: object, where: str) -> dict[str, ObjectRef]:
    reader = _Reader(raw, where)
    return {name: object_ref_from_json(ref, reader.name(name)) for name, ref in reader.raw.items()}


def result_from_json(raw: object) -> Result:
    """Parses a result. Raises ProtocolError: unknown schema version, missing or mistyped field."""
    reader = _Reader(raw, "")
    _check_version(reader)
    return Result(
        job_id=reader.text("job_id"),
        attempt=reader.integer("attempt"),
        verdict=reader.member("verdict", Verdict),
        language=reader.text("language", ""),
        compile=reader.optional("compile", _compile_from_json),
        runs=reader.items("runs", run_report_from_json),
        wall_s=reader.number("wall_s", 0.0),
        tests_total=reader.integer("tests_total", 0),
        score=reader.optional("score", _number),
        outputs=reader.optional("outputs", _outputs_from_json) or {},
        runner_version=reader.text("runner_version", ""),
        compiler_version=reader.text("compiler_version", ""),
        error=reader.text("error", ""),
    )


def _mapping(raw: object, where: str) -> Mapping[str, object]:
    return _Reader(raw, where).raw


def progress_from_json(raw: object) -> ProgressMessage:
    """Parses a progress message, also one that is a single report, as workers of 0.1 send it.

    Raises ProtocolError: unknown schema version, missing or mistyped field.
    """
    reader = _Reader(raw, "")
    _check_version(reader)
    if "reports" not in reader.raw:
        return ProgressMessage((_progress_from_json(raw, ""),))
    return ProgressMessage(reader.items("reports", _progress_from_json))


def _progress_from_json(raw: object, where: str) -> Progress:
    reader = _Reader(raw, where)
    _check_version(reader)
    return Progress(
        job_id=reader.text("job_id"),
        attempt=reader.integer("attempt"),
        index=reader.integer("index"),
        type=reader.text("type"),
        data=reader.optional("data", _mapping) or {},
        stage=reader.text("stage", ""),
    )
