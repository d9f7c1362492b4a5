"""The Lambda functions of the Chalice app: what each gets of memory and time, and which variables it reads.

`runtime/app.py` declares them; one that is missing here, or is here only, ends the synthesis with its name.
"""

from __future__ import annotations

from dataclasses import dataclass

# An API Gateway integration is cut after 29 s, so an answer that takes longer reaches nobody.
API_TIMEOUT_S = 29

# What adding a frame to the log of a job takes: the log, and the connections of those who watch.
FRAMES = "JOBS_TABLE WEBSOCKET_ENDPOINT"
VERDICTS = f"SUBMISSIONS_TABLE WEBHOOK_QUEUE_URL {FRAMES}"
GRADING = "PROBLEMS_TABLE SUBMISSIONS_TABLE BUCKET GRADER_ARN"
GENERATIONS = f"{FRAMES} CONNECTIONS_TABLE GENERATOR_ARN"
BUDGET = "ACCESS_TABLE DAILY_TOKENS"
ACCESS = f"{BUDGET} AUTH_MODE LIMITS"
DISPATCH = "JOB_QUEUE_URLS REJUDGE_QUEUE_URLS TASK_DEFINITIONS DISPATCH_MODE"


@dataclass(frozen=True)
class FunctionSettings:
    """`variables` are names, separated by spaces; the stack knows their values.

    `share` is the function's part of the invocations at one time that are set aside for a stage, beside those of the
    others. None at all would let the function starve when another one is called very often.
    """

    variables: str
    memory_mib: int = 512
    timeout_s: int = 30
    share: int = 2


FUNCTIONS = {
    "APIHandler": FunctionSettings(
        f"{GRADING} {GENERATIONS} {ACCESS}", memory_mib=1024, timeout_s=API_TIMEOUT_S, share=25
    ),
    "WebsocketConnect": FunctionSettings(f"CONNECTIONS_TABLE {ACCESS}", timeout_s=API_TIMEOUT_S, share=6),
    "WebsocketMessage": FunctionSettings(
        f"{GRADING} {GENERATIONS} {ACCESS}", memory_mib=1024, timeout_s=API_TIMEOUT_S, share=12
    ),
    "WebsocketDisconnect": FunctionSettings(f"CONNECTIONS_TABLE {FRAMES}", timeout_s=API_TIMEOUT_S, share=6),
    "LoadProblem": FunctionSettings(f"PROBLEMS_TABLE SUBMISSIONS_TABLE BUCKET {DISPATCH}", share=8),
    "FreezeTests": FunctionSettings("PROBLEMS_TABLE"),
    "RecordVerdict": FunctionSettings(f"BUCKET {VERDICTS}", share=8),
    "MarkJudgeError": FunctionSettings(VERDICTS),
    "Reaper": FunctionSettings(f"GRADER_ARN GENERATOR_ARN {VERDICTS}", timeout_s=120),
    "DeadLetter": FunctionSettings(""),
    "TaskStopped": FunctionSettings(""),
    "DeliverWebhook": FunctionSettings("ACCESS_TABLE WEBHOOK_QUEUE_URL", share=4),
    "Progress": FunctionSettings(FRAMES, share=8),
    "GenerationStage": FunctionSettings(
        f"PROBLEMS_TABLE BUCKET {FRAMES} {BUDGET}", memory_mib=1024, timeout_s=900, share=10
    ),
    "AssemblePackage": FunctionSettings(f"PROBLEMS_TABLE BUCKET {FRAMES} {DISPATCH}", memory_mib=1024, timeout_s=120),
    "DecideRepair": FunctionSettings(f"BUCKET {FRAMES}", memory_mib=1024, timeout_s=120),
    "StoreProblem": FunctionSettings(f"PROBLEMS_TABLE BUCKET {FRAMES}", memory_mib=1024, timeout_s=120),
    "MarkGenerationFailed": FunctionSettings(FRAMES),
}


def reserved(concurrency: int) -> dict[str, int]:
    """How many invocations at one time each function gets of those set aside; empty if none are."""
    whole = sum(function.share for function in FUNCTIONS.values())
    shares = {name: max(1, concurrency * function.share // whole) for name, function in FUNCTIONS.items()}
    return shares if concurrency else {}
