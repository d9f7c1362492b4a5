"""What the service costs, and how many submissions a second it takes: `python -m tools.cost_model`.

Three designs are compared: the warm pool, one Fargate task per submission (both are settings of the stack), and one
Fargate task per test case, which is how the first version of this service judged. What is counted here (functions'
memory, endpoints, alarms, tasks) is held against the synthesized template by a test.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tools.cost_prices import AS_OF, PARTS, PRICES_USD, QUOTAS, RAISABLE, REGION

HOURS_PER_MONTH = 730
S_PER_H = 3600
# By name of number: uses of one unit of `PRICES_USD`, for instance {"transition": 5}.
Bill = Counter[str]


class Design(StrEnum):
    WARM = "warm pool"
    PER_SUBMISSION = "one task per submission"
    PER_TEST = "one task per test case (first version)"


@dataclass(frozen=True)
class Task:
    """A Fargate task. It is billed from the pull of its image on, for a minute at least."""

    vcpu: float
    memory_gib: float
    start_s: float = 30.0

    def alone(self, work_s: float) -> Bill:
        """Started for this work and ended after it."""
        return self.running(max(60.0, self.start_s + work_s))

    def running(self, seconds: float) -> Bill:
        hours = seconds / S_PER_H
        return Counter({"fargate_vcpu_h": self.vcpu * hours, "fargate_gib_h": self.memory_gib * hours})


# Of a pool of the stack; of the first version's tasks, which took one test case each.
RUNNER = Task(vcpu=1, memory_gib=4)
FIRST_RUNNER = Task(vcpu=0.5, memory_gib=1)

MEMORY_MIB: Mapping[str, int] = {
    "APIHandler": 1024,
    "WebsocketMessage": 1024,
    "LoadProblem": 512,
    "RecordVerdict": 512,
    "Progress": 512,
    "Reaper": 512,
    "GenerationStage": 1024,
    "AssemblePackage": 1024,
    "DecideRepair": 1024,
    "StoreProblem": 1024,
}


@dataclass(frozen=True)
class Submission:
    """A usual one. `looks`: how often its status is asked for; `busy`: part of the time that a warm task has work."""

    tests: int = 20
    cpu_s: float = 2.0
    looks: int = 3
    busy: float = 0.5


@dataclass(frozen=True)
class Generation:
    """A usual one with a model, one repair round included. Frames are pieces of text as they stream."""

    model_s: float = 240.0
    frames: int = 6000
    verify_s: float = 60.0
    rounds: int = 2
    prompt_tokens: int = 40_000
    completion_tokens: int = 12_000


@dataclass(frozen=True)
class Stage:
    """What a deployed stage has whether or not anybody uses it. `tasks` are those that are never scaled in."""

    endpoint_zones: int
    tasks: int
    services: int
    alarm_metrics: int
    endpoints: int = 5
    dashboards: int = 1


STAGES: Mapping[str, Stage] = {
    "dev": Stage(endpoint_zones=1, tasks=1, services=1, alarm_metrics=49),
    "prod": Stage(endpoint_zones=2, tasks=3, services=2, alarm_metrics=50),
}


def cost_usd(bill: Bill) -> float:
    return sum(PRICES_USD[unit] * number for unit, number in bill.items())


def by_part(bill: Bill) -> dict[str, float]:
    """In US dollars, in the order of `PARTS`."""
    return {part: cost_usd(Counter({unit: bill[unit] for unit in units})) for part, units in PARTS.items()}


def calls(function: str, seconds: float, times: float = 1) -> Bill:
    """Invocations of a Lambda function that take so long each; one in twenty is traced."""
    gib_s = MEMORY_MIB[function] / 1024 * seconds * times
    return Counter({"lambda_request": times, "lambda_gib_s": gib_s, "trace": times / 20, "log_gib": times * 1e-6})


def submission(design: Design, work: Submission = Submission()) -> Bill:
    """One submission, from its request to its verdict."""
    return _asking(work) + _JUDGING[design](work)


def _asking(work: Submission) -> Bill:
    """What every design needs: the request and its row, the verdict, the client's looks at it."""
    requests = 1 + work.looks
    rows = Counter({"table_write": 3 + 10.0, "table_read": 3.0 + work.looks, "object_write": 2.0, "object_read": 2.0})
    api = calls("APIHandler", 0.06, requests)
    return Counter({"rest_request": float(requests)}) + rows + api + calls("RecordVerdict", 0.1)


def _frames(number: int, *, marked: bool) -> Bill:
    """Each is one transaction (which writes twice) of the frame, the job's counter, and a mark if it may repeat."""
    items = 3 if marked else 2
    return Counter({"table_write": 2.0 * items * number, "table_read": 1.0 * number})


def _one_job(work: Submission) -> Bill:
    """Progress of all tests, by one queue and one function; the states LoadProblem to Judged."""
    progress = Counter({"queue_request": 3.0 * work.tests}) + calls("Progress", 0.15, math.ceil(work.tests / 5))
    return Counter({"transition": 5.0}) + calls("LoadProblem", 0.05) + progress + _frames(work.tests + 1, marked=True)


def _warm(work: Submission) -> Bill:
    message = Counter({"queue_request": 4.0})
    return _one_job(work) + message + RUNNER.running(work.cpu_s / work.busy)


def _per_submission(work: Submission) -> Bill:
    # The image (0.3 GiB, compressed) passes the endpoint only for its manifest: the layers come through S3's gateway.
    return _one_job(work) + RUNNER.alone(work.cpu_s)


def _per_test(work: Submission) -> Bill:
    """A Map over the tests: three states each, a task each, an object and a row each."""
    each = Counter({"transition": 3.0, "object_write": 1.0, "object_read": 2.0, "table_write": 1.0})
    tasks = FIRST_RUNNER.alone(work.cpu_s / work.tests / FIRST_RUNNER.vcpu)
    return Counter({"transition": 6.0}) + _times(each + tasks, work.tests)


def _times(bill: Bill, times: float) -> Bill:
    return Counter({unit: number * times for unit, number in bill.items()})


_JUDGING = {Design.WARM: _warm, Design.PER_SUBMISSION: _per_submission, Design.PER_TEST: _per_test}


def generation(work: Generation = Generation()) -> Bill:
    """One generation without what the model's own provider charges; its gates run in a warm pool."""
    streamed = Counter({"websocket_message": work.frames + 1.0}) + _frames(work.frames, marked=False)
    steps = calls("AssemblePackage", 2) + calls("DecideRepair", 2)
    rounds = _times(steps + RUNNER.running(work.verify_s / 0.5) + Counter({"queue_request": 100.0}), work.rounds)
    stages = calls("GenerationStage", work.model_s / 9, 9) + Counter({"object_write": 30.0, "object_read": 60.0})
    return streamed + rounds + stages + calls("StoreProblem", 5) + Counter({"transition": 9.0 + 4 * work.rounds})


def month(stage: Stage, design: Design = Design.WARM) -> Bill:
    """What a stage costs in a month in which nobody uses it."""
    hours = float(HOURS_PER_MONTH)
    warm = stage.tasks if design is Design.WARM else 0
    standing = Counter(
        {
            "endpoint_h": stage.endpoints * stage.endpoint_zones * hours,
            "alarm_metric_month": float(stage.alarm_metrics),
            "dashboard_month": float(stage.dashboards),
            # Container Insights: so many of a cluster and of each service.
            "metric_month": 8.0 + 10 * (stage.services if warm else 0),
            "queue_request": _polls(warm) * 60 * hours,
        }
    )
    return standing + calls("Reaper", 0.3, 60 * hours) + _times(RUNNER.running(S_PER_H * hours), warm)


def _polls(warm: int) -> float:
    """Requests a minute to empty queues: by Lambda five times for three queues, each of 20 s; by every worker, which
    looks into the queue of what may wait as well, three in 11 s.
    """
    return 3.0 * 5 * 3 + 16.4 * warm


def ceilings(design: Design, *, vcpus: float, work: Submission = Submission()) -> dict[str, float]:
    """Submissions a second at which each quota is used up, with so many vCPUs at one time."""
    bill = submission(design, work)
    tasks = {Design.WARM: 0, Design.PER_SUBMISSION: 1, Design.PER_TEST: work.tests}[design]
    use = {
        "API Gateway requests": bill["rest_request"],
        "Step Functions StartExecution": 1.0,
        "Step Functions transitions": bill["transition"],
        "ECS RunTask": float(tasks),
        RAISABLE: _vcpu_seconds(design, work),
    }
    quotas = {**QUOTAS, RAISABLE: vcpus}
    return {name: quotas[name] / used for name, used in use.items() if used}


def _vcpu_seconds(design: Design, work: Submission) -> float:
    """A task that starts occupies its vCPUs as well as one that works."""
    if design is Design.WARM:
        return work.cpu_s
    if design is Design.PER_SUBMISSION:
        return RUNNER.vcpu * (RUNNER.start_s + work.cpu_s)
    return work.tests * FIRST_RUNNER.vcpu * (FIRST_RUNNER.start_s + work.cpu_s / work.tests / FIRST_RUNNER.vcpu)


def lowest(found: Mapping[str, float]) -> tuple[str, float]:
    """The quota that is used up first, and the submissions a second at which it is."""
    return min(found.items(), key=lambda item: item[1])


def break_even(stage: Stage) -> int:
    """Submissions a month from which on keeping the stage's tasks warm costs less than starting one for each."""
    more = cost_usd(month(stage)) - cost_usd(month(stage, Design.PER_SUBMISSION))
    less = cost_usd(submission(Design.PER_SUBMISSION)) - cost_usd(submission(Design.WARM))
    return math.ceil(more / less)


def report() -> str:
    """All figures as text."""
    lines = [
        f"List prices of {REGION}, {AS_OF}, US dollars",
        "",
        "1,000 submissions of 20 tests, 2 CPU seconds in all:",
    ]
    for design in Design:
        parts = {name: 1000 * usd for name, usd in by_part(submission(design)).items()}
        detail = ", ".join(f"{name} {usd:.2f}" for name, usd in parts.items() if usd >= 0.005)
        lines.append(f"  {design}: {sum(parts.values()):.2f} ({detail})")
        for vcpus in (QUOTAS[RAISABLE], 1000):
            name, rate = lowest(ceilings(design, vcpus=vcpus))
            lines.append(f"    with {vcpus:g} vCPUs: {rate:.3g} a second, then {name}")
    lines += ["", f"100 generations, without the model's own price: {100 * cost_usd(generation()):.2f}"]
    for name, stage in STAGES.items():
        unused = f"{cost_usd(month(stage)):.0f}; without warm tasks {cost_usd(month(stage, Design.PER_SUBMISSION)):.0f}"
        lines.append(f"a month of {name}, unused: {unused}; even at {break_even(stage):,} submissions a month")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
