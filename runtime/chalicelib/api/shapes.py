"""Bodies of answers, as pydantic models: the OpenAPI document and the tests read them, no request does."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from chalicelib.protocol import Verdict

SubmissionStatus = Literal["pending", "judged"]
RunStatus = Literal["pending", "finished"]
Time = Annotated[str, Field(description="ISO 8601, UTC")]
TraceId = Annotated[
    str | None, Field(description="of the request that it follows from; null if that was before there were any")
]


class Shape(BaseModel):
    """What is not described is not sent."""

    model_config = ConfigDict(extra="forbid")


class ProblemDetails(Shape):
    """RFC 9457; `field` names what is at fault."""

    type: str
    title: str
    status: int
    detail: str
    field: str | None = None
    job_id: Annotated[str | None, Field(description="With `busy`: the generation that is under way")] = None


class Health(Shape):
    status: Literal["ok"]


class Ticket(Shape):
    ticket: str
    expires_s: int


class WebhookSecret(Shape):
    secret: Annotated[str, Field(description="Told once; the one before signs nothing any more")]


class KnownLanguage(Shape):
    id: str
    name: str
    aliases: list[str]
    version: str | None


class Languages(Shape):
    languages: list[KnownLanguage]


class ProblemLimits(Shape):
    time_limit_s: float | None
    memory_mib: int | None


class ProblemMaking(Shape):
    """`job_id` is the generation, which only its owner sees; `report` is where anybody reads what the gates said."""

    job_id: str
    report: str


class ProblemSummary(Shape):
    problem_id: str
    version: int
    names: dict[str, str]
    keywords: list[str]
    difficulty: str | None
    types: list[str]
    limits: ProblemLimits
    origin: str
    making: Annotated[ProblemMaking | None, Field(description="null unless it was generated")]
    created_at: Time


class ProblemPage(Shape):
    problems: list[ProblemSummary]
    cursor: str | None


class StatementText(Shape):
    format: Literal["md", "tex"]
    text: str


class SampleCase(Shape):
    name: str
    input: str
    answer: str


class Problem(ProblemSummary):
    name: str
    language: str
    languages: list[str]
    statement: StatementText
    samples: list[SampleCase]


class Upload(Shape):
    upload_id: str
    url: str
    expires_s: int


class Withdrawn(Shape):
    problem_id: str
    withdrawn: Literal[True]


class Download(Shape):
    url: str


class SubmissionAccepted(Shape):
    submission_id: str
    status: SubmissionStatus
    status_url: str


class AttemptAccepted(SubmissionAccepted):
    attempt: int


class BatchAccepted(Shape):
    submissions: list[SubmissionAccepted]


class Rejudged(Shape):
    """`skipped` gives a reason by submission; repeat the request with `cursor` until it is null."""

    begun: list[str]
    skipped: dict[str, str]
    cursor: str | None


class PastVerdict(Shape):
    attempt: int
    problem_version: int
    verdict: Verdict
    verdict_code: str
    finished_at: Time


class Compilation(Shape):
    ok: bool
    output: str
    wall_s: float


class TestRun(Shape):
    test: str
    verdict: Verdict
    verdict_code: str
    cpu_s: float
    wall_s: float
    memory_mib: float
    message: str


class SubmissionSummary(Shape):
    submission_id: str
    problem_id: str
    problem_version: int
    language: str
    attempt: int
    status: SubmissionStatus
    verdict: Verdict | None
    verdict_code: str | None
    created_at: Time
    finished_at: Time | None
    trace_id: TraceId


class SubmissionPage(Shape):
    submissions: list[SubmissionSummary]
    cursor: str | None


class Submission(SubmissionSummary):
    """While it is pending, `tests_judged` is all that is known of its tests."""

    history: list[PastVerdict]
    tests_judged: int
    tests_passed: int | None = None
    tests_total: int | None = None
    cpu_s: float | None = None
    wall_s: float | None = None
    memory_mib: float | None = None
    score: float | None = None
    compile: Compilation | None = None
    runs: list[TestRun] | None = None
    compiler_version: str | None = None
    runner_version: str | None = None
    error: str | None = None


class RunAccepted(Shape):
    run_id: str
    status: RunStatus
    status_url: str


class Run(Shape):
    """Everything below `finished_at` is there when it is finished."""

    run_id: str
    language: str
    status: RunStatus
    verdict: Verdict | None
    verdict_code: str | None
    created_at: Time
    finished_at: Time | None
    trace_id: TraceId
    cpu_s: float | None = None
    wall_s: float | None = None
    memory_mib: float | None = None
    compile: Compilation | None = None
    message: str | None = None
    stdout: str | None = None
    stdout_truncated: bool | None = None
    stderr: str | None = None
    stderr_truncated: bool | None = None
    compiler_version: str | None = None
    runner_version: str | None = None
    error: str | None = None


class GenerationEcho(Shape):
    prompt: str
    difficulty: str
    language: str
    seed: int | None
    request_id: str
    near_wait_s: int | None = None


class GenerationRemake(Shape):
    parent: str
    stage: str
    instruction: str


class GenerationUsage(Shape):
    """`cost` is in the currency of the prices that are set; 0 without prices."""

    prompt_tokens: int
    completion_tokens: int
    is_estimated: bool
    cost: float


DraftState = Literal["open", "kept", "discarded"]


class Generation(Shape):
    job_id: str
    model: str
    request: GenerationEcho
    ended: bool
    stages_finished: list[str]
    draft: DraftState
    remake: GenerationRemake | None
    usage: GenerationUsage
    url: str
    trace_id: TraceId


class DraftDecision(Shape):
    job_id: str
    draft: DraftState
    problem_id: str | None


class FrameShown(Shape):
    """As over WebSocket; `data` depends on `type`."""

    v: int
    job_id: str | None
    seq: int
    type: str
    stage: str | None = None
    data: dict[str, Any]


class GenerationWithFrames(Generation):
    frames: list[FrameShown]


class Report(BaseModel):
    """What `alpaco verify --json` prints."""

    model_config = ConfigDict(extra="allow")


class OpenApi(BaseModel):
    model_config = ConfigDict(extra="allow")
