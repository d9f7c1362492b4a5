"""The Lambda functions of the Chalice app: what each gets of memory and time, and which variables it reads.

`runtime/app.py` declares them; one that is missing here, or is here only, ends the synthesis with its name.
"""

from __future__ import annotations

from dataclasses import dataclass

# An API Gateway integration is cut after 29 s, so an answer that takes longer reaches nobody.
API_TIMEOUT_S = 29

# What adding a frame to the log of a job takes: the log, and the connections of those who watch.
FRAMES = "JOBS_TABLE WEBSOCKET_ENDPOINT"
VERDICTS = f"SUBMISSIONS_TABLE {FRAMES}"
GRADING = "PROBLEMS_TABLE SUBMISSIONS_TABLE BUCKET GRADER_ARN"
GENERATIONS = f"{FRAMES} CONNECTIONS_TABLE GENERATOR_ARN"
DISPATCH = "JOB_QUEUE_URLS TASK_DEFINITIONS DISPATCH_MODE"


@dataclass(frozen=True)
class FunctionSettings:
    """`variables` are names, separated by spaces; the stack knows their values."""

    variables: str
    memory_mib: int = 512
    timeout_s: int = 30


FUNCTIONS = {
    "APIHandler": FunctionSettings(f"{GRADING} {GENERATIONS}", memory_mib=1024, timeout_s=API_TIMEOUT_S),
    "WebsocketConnect": FunctionSettings("CONNECTIONS_TABLE", timeout_s=API_TIMEOUT_S),
    "WebsocketMessage": FunctionSettings(f"{GRADING} {GENERATIONS}", memory_mib=1024, timeout_s=API_TIMEOUT_S),
    "WebsocketDisconnect": FunctionSettings(f"CONNECTIONS_TABLE {FRAMES}", timeout_s=API_TIMEOUT_S),
    "LoadProblem": FunctionSettings(f"PROBLEMS_TABLE SUBMISSIONS_TABLE {DISPATCH}"),
    "FreezeTests": FunctionSettings("PROBLEMS_TABLE"),
    "RecordVerdict": FunctionSettings(f"BUCKET {VERDICTS}"),
    "MarkJudgeError": FunctionSettings(VERDICTS),
    "Reaper": FunctionSettings(f"GRADER_ARN {VERDICTS}", timeout_s=120),
    "DeadLetter": FunctionSettings(""),
    "TaskStopped": FunctionSettings(""),
    "Progress": FunctionSettings(FRAMES),
    "GenerationStage": FunctionSettings(f"PROBLEMS_TABLE BUCKET {FRAMES}", memory_mib=1024, timeout_s=900),
    "AssemblePackage": FunctionSettings(f"BUCKET JOBS_TABLE {DISPATCH}", memory_mib=1024, timeout_s=120),
    "StoreProblem": FunctionSettings(f"PROBLEMS_TABLE BUCKET {FRAMES}", memory_mib=1024, timeout_s=120),
    "MarkGenerationFailed": FunctionSettings(FRAMES),
}
