"""Messages out of JSON: every function raises ProtocolError, which names the field at fault."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.protocol.messages import (
    SCHEMA_VERSION,
    CompileReport,
    Job,
    JobKind,
    JobLimits,
    ObjectRef,
    Progress,
    ProgressMessage,
    Result,
    RunReport,
)
from chalicelib.protocol.reading import ProtocolError, Reader
from chalicelib.protocol.verdicts import Verdict


def _check_version(reader: Reader) -> None:
    version = reader.integer("schema_version")
    if version != SCHEMA_VERSION:
        raise ProtocolError(reader.name("schema_version"), f"is {version}, this side speaks {SCHEMA_VERSION}")


def object_ref_from_json(raw: object, where: str = "") -> ObjectRef:
    reader = Reader(raw, where)
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
    reader = Reader(raw, where)
    return JobLimits(
        time_limit_s=reader.optional("time_limit_s", _number),
        memory_mib=reader.optional("memory_mib", _integer),
        output_mib=reader.optional("output_mib", _integer),
        processes=reader.optional("processes", _integer),
    )


def _refs_from_json(raw: object, where: str) -> dict[str, ObjectRef]:
    reader = Reader(raw, where)
    return {name: object_ref_from_json(ref, reader.name(name)) for name, ref in reader.raw.items()}


def job_from_json(raw: object) -> Job:
    """Parses a job message. Raises ProtocolError: unknown schema version, missing or mistyped field."""
    reader = Reader(raw, "")
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
        stored=reader.optional("stored", _refs_from_json) or {},
        limits=reader.optional("limits", _limits_from_json) or JobLimits(),
        stop_on_first_failure=reader.flag("stop_on_first_failure", True),
        trace_id=reader.text("trace_id", ""),
    )


def run_report_from_json(raw: object, where: str = "") -> RunReport:
    reader = Reader(raw, where)
    return RunReport(
        test=reader.text("test"),
        verdict=reader.member("verdict", Verdict),
        cpu_s=reader.number("cpu_s"),
        wall_s=reader.number("wall_s"),
        memory_mib=reader.number("memory_mib"),
        message=reader.text("message", ""),
    )


def _compile_from_json(raw: object, where: str) -> CompileReport:
    reader = Reader(raw, where)
    return CompileReport(ok=reader.flag("ok", False), output=reader.text("output", ""), wall_s=reader.number("wall_s"))


def result_from_json(raw: object) -> Result:
    """Parses a result. Raises ProtocolError: unknown schema version, missing or mistyped field."""
    reader = Reader(raw, "")
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
        outputs=reader.optional("outputs", _refs_from_json) or {},
        runner_version=reader.text("runner_version", ""),
        compiler_version=reader.text("compiler_version", ""),
        error=reader.text("error", ""),
    )


def _mapping(raw: object, where: str) -> Mapping[str, object]:
    return Reader(raw, where).raw


def progress_from_json(raw: object) -> ProgressMessage:
    """Parses a progress message, also one that is a single report, as workers of 0.1 send it.

    Raises ProtocolError: unknown schema version, missing or mistyped field.
    """
    reader = Reader(raw, "")
    _check_version(reader)
    if "reports" not in reader.raw:
        return ProgressMessage((_progress_from_json(raw, ""),))
    return ProgressMessage(reader.items("reports", _progress_from_json))


def _progress_from_json(raw: object, where: str) -> Progress:
    reader = Reader(raw, where)
    _check_version(reader)
    return Progress(
        job_id=reader.text("job_id"),
        attempt=reader.integer("attempt"),
        index=reader.integer("index"),
        type=reader.text("type"),
        data=reader.optional("data", _mapping) or {},
        stage=reader.text("stage", ""),
    )
