"""Runs a program on someone's own input: no package, no verdict on its output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.protocol import CompileReport, JobLimits, Verdict

from judge.compile import compile_source
from judge.execute import Executable, RunLimits, execute
from judge.languages import Language, LanguageError, by_name, detect, load, missing_tools
from judge.ports import SandboxPort
from judge.sandbox.outcome import Outcome
from judge.sandbox.usage import Usage
from judge.submission import Submission
from judge.verdict import verdict_of_run, why

DEFAULT_LIMITS = RunLimits(time_limit_s=10, memory_mib=2048)


@dataclass(frozen=True)
class SourceRun:
    """ACCEPTED means that the program ran to its end within the limits."""

    verdict: Verdict
    language: str
    compile: CompileReport
    stdout: bytes = b""
    stderr: bytes = b""
    exit_code: int | None = None
    message: str = ""
    usage: Usage = field(default_factory=Usage)

    def as_json(self) -> dict[str, object]:
        return {
            "verdict": self.verdict,
            "language": self.language,
            "compile": {
                "ok": self.compile.ok,
                "output": self.compile.output,
                "wall_s": round(self.compile.wall_s, 3),
            },
            "exit_code": self.exit_code,
            "message": self.message,
            "stdout": self.stdout.decode("utf-8", "replace"),
            "stderr": self.stderr.decode("utf-8", "replace"),
            "cpu_s": round(self.usage.cpu_s, 4),
            "wall_s": round(self.usage.wall_s, 4),
            "memory_mib": round(self.usage.memory_mib, 1),
        }


def run_source(
    submission: Submission,
    stdin: bytes,
    *,
    sandbox: SandboxPort,
    languages: Mapping[str, Language] | None = None,
    limits: JobLimits = JobLimits(),  # noqa: B008 - frozen
) -> SourceRun:
    """Raises LanguageError if the language is unknown or not installed."""
    language = language_of(submission, load() if languages is None else languages)
    run_limits = RunLimits(
        time_limit_s=limits.time_limit_s or DEFAULT_LIMITS.time_limit_s,
        memory_mib=limits.memory_mib or DEFAULT_LIMITS.memory_mib,
        output_mib=limits.output_mib or DEFAULT_LIMITS.output_mib,
        processes=limits.processes or DEFAULT_LIMITS.processes,
    )
    compiled = compile_source(
        sandbox, language, submission.files, memory_mib=run_limits.memory_mib, main=submission.main
    )
    if compiled.program is None:
        return SourceRun(Verdict.COMPILE_ERROR, language.code, compiled.report)
    try:
        outcome = execute(sandbox, Executable.of(compiled, run_limits), stdin)
    finally:
        sandbox.discard(compiled.program)
    return _source_run(language, compiled.report, outcome, run_limits)


def language_of(submission: Submission, languages: Mapping[str, Language]) -> Language:
    """Raises LanguageError if the language is unknown, cannot be told, or is not installed."""
    wanted = submission.language
    language = by_name(languages, wanted) if wanted else detect(languages, submission.files)
    missing = missing_tools(language)
    if missing:
        raise LanguageError(f"{language.name} is not available here: no {', '.join(missing)}")
    return language


def _source_run(language: Language, report: CompileReport, outcome: Outcome, limits: RunLimits) -> SourceRun:
    verdict = verdict_of_run(outcome, limits.time_limit_s) or Verdict.ACCEPTED
    return SourceRun(
        verdict=verdict,
        language=language.code,
        compile=report,
        stdout=outcome.stdout,
        stderr=outcome.stderr,
        exit_code=outcome.exit_code,
        message=why(outcome, verdict),
        usage=outcome.usage,
    )
