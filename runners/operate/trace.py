"""`alpaco trace ID --stage STAGE`: what happened to a submission, custom run or generation, and when.

With the trace id of a request: what happened to everything that followed from it.
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from operate.aws import OperatorError, client, is_code, told_plainly

if TYPE_CHECKING:
    from chalicelib.adapters.jobs import JobTable
    from chalicelib.domain.submissions import Submission

MAX_PAGES = 20


@dataclass(frozen=True)
class Moment:
    """`at_s` in seconds since the epoch; `where` is the part that it happened in."""

    at_s: float
    where: str
    what: str


@dataclass(frozen=True)
class Place:
    """The parts of a deployed stage: tables, and machines by what they do."""

    submissions: str
    jobs: str
    grader: str
    generator: str


def run(arguments: Namespace) -> int:
    """Raises OperatorError."""
    with told_plainly():
        moments = sorted(collected(arguments.id, place_of(arguments.stage), client), key=lambda item: item.at_s)
    if not moments:
        raise OperatorError(f"stage {arguments.stage} knows nothing of {arguments.id}")
    if arguments.json:
        print(json.dumps({"id": arguments.id, "moments": [asdict(item) for item in moments]}))
    else:
        print("\n".join(lines(moments)))
    return 0


def place_of(stage: str) -> Place:
    """Raises OperatorError if there is no such stage."""
    ssm = client("ssm")

    def output(name: str) -> str:
        try:
            with told_plainly():
                return str(ssm.get_parameter(Name=f"/alpaco/{stage}/{name}")["Parameter"]["Value"])
        except OperatorError as exc:
            if is_code(exc, "ParameterNotFound"):
                raise OperatorError(f"there is no stage {stage} in this account and region: deploy it first") from exc
            raise

    return Place(output("SubmissionsTable"), output("JobsTable"), output("GraderArn"), output("GeneratorArn"))


def collected(id_: str, place: Place, connect: Any) -> Iterator[Moment]:
    """In no order. `id_` may be a trace id."""
    from chalicelib.adapters.jobs import JobTable
    from chalicelib.adapters.submissions import SubmissionTable
    from chalicelib.domain import ids, tracing

    jobs = JobTable(connect("dynamodb"), place.jobs)
    if tracing.is_trace_id(id_):
        for followed in (*SubmissionTable(connect("dynamodb"), place.submissions).of_trace(id_), *jobs.of_trace(id_)):
            yield from collected(followed, place, connect)
        return
    if ids.is_log_of_submission(id_):
        row = SubmissionTable(connect("dynamodb"), place.submissions).get(ids.submission_of_log(id_))
        yield from _of_submission(row, jobs) if row else ()
        attempts, machine = (row.attempt if row else 0), place.grader
    else:
        job = jobs.get(id_)
        asked = f"{id_} asked for by {job.owner}, model {job.model}{_traced(job.trace_id)}" if job else ""
        yield from [Moment(job.created_at, "HTTP", asked)] if job else ()
        yield from _frames(jobs, id_, job.created_at) if job else ()
        attempts, machine = (1 if job else 0), place.generator
    for attempt in range(1, attempts + 1):
        arn = f"{machine.replace(':stateMachine:', ':execution:')}:{ids.execution_name(id_, attempt)}"
        yield from _execution(connect("stepfunctions"), arn)


def _of_submission(row: Submission, jobs: JobTable) -> Iterator[Moment]:
    from chalicelib.domain import ids

    first = "" if row.history else _traced(row.trace_id)
    taken = f"{row.submission_id} taken, {row.language}, owner {row.owner or 'anybody'}{first}"
    yield Moment(_seconds(row.created_at), "HTTP", taken)
    for past in row.history:
        yield Moment(_seconds(past.finished_at), "verdict", f"attempt {past.attempt}: {past.verdict}")
    if row.attempt > 1:
        yield Moment(_seconds(row.opened_at), "HTTP", f"attempt {row.attempt} asked for{_traced(row.trace_id)}")
    if row.judgement:
        runs = f"{row.judgement.totals.tests_judged} of {row.judgement.totals.tests_total} tests"
        error = f", {row.judgement.result.error}" if row.judgement.result.error else ""
        yield Moment(_seconds(row.finished_at), "verdict", f"attempt {row.attempt}: {row.verdict}, {runs}{error}")
        yield from _frames(jobs, ids.log_id(row.submission_id, row.attempt), _seconds(row.finished_at))


def _frames(jobs: JobTable, log_id: str, at_s: float) -> Iterator[Moment]:
    """Frames have numbers, not times: how many there are, and the last."""
    frames = list(jobs.frames_after(log_id, 0))
    if frames:
        yield Moment(at_s, "frames", f"{len(frames)} stored, the last is {frames[-1].event.type}")


def _execution(machines: Any, arn: str) -> Iterator[Moment]:
    name, token = arn.rpartition(":")[2], ""
    for _ in range(MAX_PAGES):
        more: dict[str, str] = {"nextToken": token} if token else {}
        try:
            with told_plainly():
                answer = machines.get_execution_history(executionArn=arn, maxResults=1000, **more)
        except OperatorError as exc:
            if is_code(exc, "ExecutionDoesNotExist"):
                return
            raise
        for event in answer["events"]:
            yield Moment(event["timestamp"].timestamp(), name, _told(event))
        token = answer.get("nextToken", "")
        if not token:
            return


def _told(event: dict[str, Any]) -> str:
    """The event's type, the state it is about, the error that it tells."""
    details: dict[str, str] = next((value for key, value in event.items() if key.endswith("EventDetails")), {})
    parts = (event["type"], details.get("name", ""), details.get("error", ""))
    return " ".join(part for part in parts if part)


def _traced(trace_id: str) -> str:
    return f", trace {trace_id}" if trace_id else ""


def _seconds(stamp: str) -> float:
    return datetime.fromisoformat(stamp).timestamp()


def lines(moments: Sequence[Moment]) -> Iterator[str]:
    """One per moment: seconds since the first, seconds since the one before, where, what."""
    first = before = moments[0].at_s
    width = max(len(item.where) for item in moments)
    for item in moments:
        yield f"{item.at_s - first:>9.3f} {item.at_s - before:>+9.3f}  {item.where:<{width}}  {item.what}"
        before = item.at_s
