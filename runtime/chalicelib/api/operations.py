"""Every HTTP operation of the service, as the OpenAPI document and the tests read it."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.identity import Scope


@dataclass(frozen=True)
class Operation:
    """`body` names a model of `models`, `answers` those of `shapes` by status; an empty name is a body without one.

    `query` holds names of `PARAMETERS`, `headers` those of `HEADERS`.
    """

    method: str
    path: str
    name: str
    summary: str
    scope: Scope
    answers: dict[int, str]
    body: str = ""
    query: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


PAGE = ("limit", "cursor")
GRADED = {200: "Submission", 202: "SubmissionAccepted"}
TAKING = ("Idempotency-Key", "Prefer")
KEYED = ("Idempotency-Key",)

OPERATIONS = (
    Operation("GET", "/health", "get_health", "Whether the service answers", Scope.PUBLIC, {200: "Health"}),
    Operation("GET", "/openapi.json", "get_openapi", "This document", Scope.PUBLIC, {200: "OpenApi"}),
    Operation("GET", "/languages", "get_languages", "What can be submitted", Scope.PUBLIC, {200: "Languages"}),
    Operation(
        "POST",
        "/tickets",
        "buy_ticket",
        "A ticket that lets one WebSocket connection in",
        Scope.KNOWN,
        {201: "Ticket"},
    ),
    Operation(
        "POST",
        "/webhook-secret",
        "renew_webhook_secret",
        "A new secret that the caller's webhooks are signed with",
        Scope.GRADE,
        {201: "WebhookSecret"},
    ),
    Operation("GET", "/problems", "list_problems", "Problems", Scope.KNOWN, {200: "ProblemPage"}, query=PAGE),
    Operation(
        "POST",
        "/problems",
        "start_upload",
        "Announce a package: where to upload it",
        Scope.ADMIN,
        {201: "Upload"},
        body="UploadBody",
    ),
    Operation(
        "GET",
        "/problems/{problem_id}",
        "get_problem",
        "Statement and samples; never tests, answers, solutions",
        Scope.KNOWN,
        {200: "Problem"},
        query=("language",),
    ),
    Operation(
        "PUT",
        "/problems/{problem_id}",
        "put_problem",
        "Import what was uploaded as the next version",
        Scope.ADMIN,
        {200: "ProblemSummary", 201: "ProblemSummary"},
        body="ImportBody",
    ),
    Operation(
        "DELETE",
        "/problems/{problem_id}",
        "delete_problem",
        "Withdraw a problem; versions and verdicts stay",
        Scope.ADMIN,
        {200: "Withdrawn"},
    ),
    Operation(
        "GET",
        "/problems/{problem_id}/package",
        "get_package",
        "Redirects to a download of the package",
        Scope.ADMIN,
        {302: "Download"},
    ),
    Operation(
        "GET",
        "/problems/{problem_id}/report",
        "get_problem_report",
        "What the gates said when the problem was generated",
        Scope.KNOWN,
        {200: "Report"},
    ),
    Operation(
        "POST",
        "/problems/{problem_id}/grade",
        "grade_problem",
        "Take a submission",
        Scope.GRADE,
        GRADED,
        body="GradeBody",
        headers=TAKING,
    ),
    Operation(
        "POST",
        "/problems/{problem_id}/rejudge",
        "rejudge_problem",
        "Judge a page of the problem's submissions again",
        Scope.ADMIN,
        {202: "Rejudged"},
        body="RejudgeBody",
    ),
    Operation(
        "POST",
        "/grade",
        "grade",
        "Take a submission that names its problem",
        Scope.GRADE,
        GRADED,
        body="GradeAnyBody",
        headers=TAKING,
    ),
    Operation(
        "GET",
        "/submissions",
        "list_submissions",
        "Submissions of a problem, newest first",
        Scope.GRADE,
        {200: "SubmissionPage"},
        query=("problem_id", *PAGE),
    ),
    Operation(
        "POST",
        "/submissions",
        "submit_all",
        "Take up to 50 submissions, all or none",
        Scope.GRADE,
        {202: "BatchAccepted"},
        body="BatchBody",
        headers=KEYED,
    ),
    Operation(
        "GET",
        "/submissions/{submission_id}",
        "get_submission",
        "A submission with its verdict and runs",
        Scope.GRADE,
        {200: "Submission"},
    ),
    Operation(
        "POST",
        "/submissions/{submission_id}/rejudge",
        "rejudge",
        "Judge a submission again; the old verdict becomes history",
        Scope.GRADE,
        {202: "AttemptAccepted"},
    ),
    Operation(
        "POST",
        "/runs",
        "start_run",
        "Run code on one's own input",
        Scope.GRADE,
        {200: "Run", 202: "RunAccepted"},
        body="RunBody",
        headers=TAKING,
    ),
    Operation("GET", "/runs/{run_id}", "get_run", "A custom run with its output", Scope.GRADE, {200: "Run"}),
    Operation(
        "POST",
        "/generations",
        "start_generation",
        "Start a generation, for clients without WebSocket",
        Scope.GENERATE,
        {202: "Generation"},
        body="GenerateBody",
        headers=KEYED,
    ),
    Operation(
        "GET",
        "/generations/{job_id}",
        "get_generation",
        "A generation with its frames after a number, at most 300",
        Scope.GENERATE,
        {200: "GenerationWithFrames"},
        query=("after_seq",),
    ),
    Operation(
        "POST",
        "/generations/{job_id}/cancel",
        "cancel_generation",
        "End a generation; what was drafted stays",
        Scope.GENERATE,
        {200: "Generation"},
    ),
    Operation(
        "POST",
        "/generations/{job_id}/choose",
        "choose_near_problem",
        "Take a stored problem that was offered, or (null) have a new one made",
        Scope.GENERATE,
        {200: "Generation"},
        body="ChooseBody",
    ),
    Operation(
        "POST",
        "/generations/{job_id}/regenerate",
        "regenerate",
        "Make a stage of a draft anew, by an instruction, as a job of its own",
        Scope.GENERATE,
        {202: "Generation"},
        body="RegenerateBody",
        headers=KEYED,
    ),
    Operation(
        "POST",
        "/generations/{job_id}/keep",
        "keep_draft",
        "Keep what was made; takes a discard back",
        Scope.GENERATE,
        {200: "DraftDecision"},
    ),
    Operation(
        "POST",
        "/generations/{job_id}/discard",
        "discard_draft",
        "Discard what was made: its problem is withdrawn",
        Scope.GENERATE,
        {200: "DraftDecision"},
    ),
    Operation(
        "GET",
        "/generations/{job_id}/report",
        "get_generation_report",
        "What the gates said in the end, or in one check",
        Scope.GENERATE,
        {200: "Report"},
        query=("check",),
    ),
    Operation(
        "GET",
        "/generations/{job_id}/artefacts/{stage}",
        "get_artefact",
        "An artefact that a frame refers to, as text",
        Scope.GENERATE,
        {200: ""},
        query=("attempt",),
    ),
    Operation(
        "GET",
        "/generations/{job_id}/artefacts/{stage}/{program}",
        "get_program",
        "One of several programs of a stage, as text",
        Scope.GENERATE,
        {200: ""},
        query=("attempt",),
    ),
)
