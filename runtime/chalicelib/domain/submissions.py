"""A submission from its arrival to its verdict, and what of its result may be shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chalicelib.protocol import CompileReport, ObjectRef, Result, RunReport, Verdict, sha256_hex, to_json

MAX_CODE_BYTES = 256 * 1024
MAX_SUMMARY_BYTES = 32 * 1024
MAX_SHOWN_RUNS = 200
MAX_SHOWN_TEXT = 2000
SAMPLE_PREFIX = "sample/"
# What a runner calls the one run of a custom run; tests of packages have a folder in their names.
CUSTOM_RUN = "run"


@dataclass(frozen=True)
class Totals:
    """Over all runs: how many were accepted, judged and there, the slowest and the biggest."""

    tests_passed: int
    tests_judged: int
    tests_total: int
    cpu_s: float
    wall_s: float
    memory_mib: float


@dataclass(frozen=True)
class Judgement:
    """The end of a submission: its result as far as it may be shown, and totals over all of its runs."""

    result: Result
    totals: Totals


@dataclass(frozen=True)
class PastVerdict:
    """A verdict that a rejudge has replaced."""

    attempt: int
    problem_version: int
    verdict: Verdict
    finished_at: str


@dataclass(frozen=True)
class Submission:
    """`request_sha256` recognises a repeated request; `judgement` is None until there is a verdict.

    `opened_at` is when its current attempt began. A custom run is a submission to no problem: its `problem_id` is
    empty, and it has `stdin`. `webhook_url` is told the verdict of every attempt; empty: nobody is.
    `trace_id` is that of the request which its current attempt follows from.
    """

    submission_id: str
    problem_id: str
    problem_version: int
    language: str
    source: ObjectRef
    request_sha256: str
    created_at: str
    attempt: int = 1
    judgement: Judgement | None = None
    finished_at: str = ""
    owner: str = ""
    opened_at: str = ""
    history: tuple[PastVerdict, ...] = ()
    stdin: ObjectRef | None = None
    webhook_url: str = ""
    trace_id: str = ""

    @property
    def is_custom_run(self) -> bool:
        return not self.problem_id

    @property
    def verdict(self) -> Verdict | None:
        return self.judgement.result.verdict if self.judgement else None


def request_sha256(*parts: str) -> str:
    """Equal for equal requests only."""
    return sha256_hex(json.dumps(parts).encode())


def past_verdict(submission: Submission) -> PastVerdict | None:
    """What a rejudge of the submission adds to its history; None while it has no verdict."""
    if submission.verdict is None:
        return None
    return PastVerdict(submission.attempt, submission.problem_version, submission.verdict, submission.finished_at)


def judge_error(submission_id: str, attempt: int, error: str) -> Result:
    """The result of a submission that we could not judge; `error` names the reason, without details."""
    return Result(job_id=submission_id, attempt=attempt, verdict=Verdict.JUDGE_ERROR, error=error)


def judgement(result: Result) -> Judgement:
    return Judgement(shown(result), totals(result))


def shown(result: Result) -> Result:
    """What of a result the submitter may see, at most `MAX_SUMMARY_BYTES` as JSON.

    Every run keeps its verdict and times. Messages stay with samples and custom runs only: a validator's message on a
    secret test can tell what is in it. Of a long suite the runs are cut after the first that was not accepted.
    """
    runs = tuple(_shown_run(run) for run in _interesting(result.runs))
    small = replace(result, runs=runs, compile=_shown_compile(result.compile), outputs={}, error=result.error[:200])
    while len(json.dumps(to_json(small)).encode()) > MAX_SUMMARY_BYTES:
        small = replace(small, runs=tuple(small.runs)[: len(small.runs) // 2])
    return small


def _interesting(runs: Sequence[RunReport]) -> Sequence[RunReport]:
    failed = next((index for index, run in enumerate(runs) if run.verdict is not Verdict.ACCEPTED), 0)
    if failed < MAX_SHOWN_RUNS:
        return runs[:MAX_SHOWN_RUNS]
    return [*runs[: MAX_SHOWN_RUNS - 1], runs[failed]]


def _shown_run(run: RunReport) -> RunReport:
    is_open = run.test.startswith(SAMPLE_PREFIX) or run.test == CUSTOM_RUN
    return replace(run, test=run.test[:200], message=run.message[:MAX_SHOWN_TEXT] if is_open else "")


def _shown_compile(report: CompileReport | None) -> CompileReport | None:
    return replace(report, output=report.output[: 2 * MAX_SHOWN_TEXT]) if report else None


def totals(result: Result) -> Totals:
    runs = result.runs
    return Totals(
        tests_passed=sum(run.verdict is Verdict.ACCEPTED for run in runs),
        tests_judged=len(runs),
        tests_total=max(result.tests_total, len(runs)),
        cpu_s=max((run.cpu_s for run in runs), default=0.0),
        wall_s=max((run.wall_s for run in runs), default=0.0),
        memory_mib=max((run.memory_mib for run in runs), default=0.0),
    )
