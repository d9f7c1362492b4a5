"""Generation jobs and the frames of every job, in one DynamoDB table.

Rows of a job: `#job` (the job itself and the number of its last frame), `frame#<seq>`, `seen#<mark>` of events that
may be reported twice, `watch#<connection>` of connections that get its frames. The watchers stand beside the frames,
not in an index, because only a consistent read promises that a frame is either pushed or found by a replay.

Rows of no one job: `claim/<what>` names the job that had it last, `open` lists the generations without an end.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from chalicelib.adapters.job_rows import JOB, from_item, to_item
from chalicelib.adapters.job_rows import key as _key
from chalicelib.domain import ids
from chalicelib.domain.frames import Event, Frame, FrameType
from chalicelib.domain.generation import DraftState, GenerationJob, Spending
from chalicelib.errors import Corrupt
from chalicelib.usecases.generation import Created, OpenJob
from chalicelib.usecases.streams import Added, Batch, Note

CLAIM = "claim/"
HOLDER = "#holder"
OPEN = "open"
FRAME = "frame#"
SEEN = "seen#"
WATCH = "watch#"
RETENTION_S = 30 * 24 * 3600
# API Gateway ends a WebSocket connection after two hours.
WATCH_S = 2 * 3600 + 600
CONFLICTS = ("ConditionalCheckFailed", "TransactionConflict")


class JobTable:
    """Implements the stores of the generation and of the frame log."""

    def __init__(self, client: Any, table: str, clock: Callable[[], float] = time.time) -> None:
        self._client = client
        self._table = table
        self._clock = clock

    def create(self, job: GenerationJob, holders: Mapping[str, str]) -> Created:
        """Stores a new job, and that it holds its claims, unless others than `holders` hold them now."""
        item = {**to_item(job), "expires_at": self._expiry(RETENTION_S)}
        writes = [
            {"Put": {"TableName": self._table, "Item": item, "ConditionExpression": "attribute_not_exists(job_id)"}},
            {"Put": {"TableName": self._table, "Item": self._open_row(job)}},
            *(self._claim(claim, job.job_id, holders[claim]) for claim in job.claims),
        ]
        try:
            self._client.transact_write_items(TransactItems=writes)
        except self._client.exceptions.TransactionCanceledException as exc:
            codes = [reason.get("Code") for reason in exc.response["CancellationReasons"]]
            return Created.EXISTS if codes[0] == "ConditionalCheckFailed" else Created.RACED
        return Created.NEW

    def holder(self, claim: str) -> str:
        """The job that had it last; empty if none ever had."""
        answer = self._client.get_item(TableName=self._table, Key=_key(CLAIM + claim, HOLDER), ConsistentRead=True)
        return str(answer["Item"]["holder"]["S"]) if "Item" in answer else ""

    def open_before(self, created_before: float) -> Sequence[OpenJob]:
        """Generations without an end that were asked for earlier (seconds since the epoch)."""
        found = (OpenJob(item["sk"]["S"], float(item["created_at"]["N"])) for item in self._rows(OPEN, "g", "g~"))
        return [job for job in found if job.created_at < created_before]

    def note_spending(self, job_id: str, spending: Spending) -> None:
        self._set(job_id, "spending", json.dumps(asdict(spending)))

    def decide(self, job_id: str, state: DraftState) -> None:
        self._set(job_id, "draft_state", state)

    def note_goes_on(self, job_id: str) -> None:
        self._set(job_id, "goes_on", "yes")

    def _set(self, job_id: str, name: str, value: str) -> None:
        self._client.update_item(
            TableName=self._table,
            Key=_key(job_id, JOB),
            ConditionExpression="attribute_exists(job_id)",
            UpdateExpression="SET #name = :value",
            ExpressionAttributeNames={"#name": name},
            ExpressionAttributeValues={":value": {"S": value}},
        )

    def _open_row(self, job: GenerationJob) -> dict[str, Any]:
        created_at = {"N": repr(job.created_at)}
        return {**_key(OPEN, job.job_id), "created_at": created_at, "expires_at": self._expiry(RETENTION_S)}

    def _claim(self, claim: str, job_id: str, holder: str) -> dict[str, Any]:
        item = {**_key(CLAIM + claim, HOLDER), "holder": {"S": job_id}, "expires_at": self._expiry(RETENTION_S)}
        put = {"TableName": self._table, "Item": item, "ConditionExpression": "attribute_not_exists(job_id)"}
        if holder:
            put |= {"ConditionExpression": "#h = :h", "ExpressionAttributeNames": {"#h": "holder"}}
            put["ExpressionAttributeValues"] = {":h": {"S": holder}}
        return {"Put": put}

    def get(self, job_id: str) -> GenerationJob | None:
        """The generation of that id; None if there is none (the log of a submission is no generation)."""
        item = self._row(job_id)
        return from_item(item) if "request" in item else None

    def of_trace(self, trace_id: str) -> Sequence[str]:
        """The ids of generations that follow from that request."""
        answer = self._client.query(
            TableName=self._table,
            IndexName="by_trace",
            KeyConditionExpression="trace_id = :trace",
            ExpressionAttributeValues={":trace": {"S": trace_id}},
        )
        return [item["job_id"]["S"] for item in answer["Items"]]

    def exists(self, job_id: str) -> bool:
        """Whether anything is known of the job: a generation, or the log of a submission."""
        return bool(self._row(job_id))

    def last_seq(self, job_id: str) -> int:
        return _last_seq(self._row(job_id))

    def add(self, frame: Frame, note: Note) -> Added:
        """One transaction: the number must be free and next, the job open, the mark new."""
        writes = [self._frame_put(frame), self._job_update(frame, note)]
        if frame.event.type.is_terminal and not ids.is_log_of_submission(str(frame.job_id)):
            writes.append({"Delete": {"TableName": self._table, "Key": _key(OPEN, str(frame.job_id))}})
        if note.once:
            writes.append(self._mark_put(str(frame.job_id), note.once))
        try:
            self._client.transact_write_items(TransactItems=writes)
        except self._client.exceptions.TransactionCanceledException as exc:
            return self._reason(frame, note, [reason.get("Code") for reason in exc.response["CancellationReasons"]])
        return Added.STORED

    def add_all(self, frames: Sequence[Frame], marks: Sequence[str]) -> Batch:
        """One transaction, as for one frame."""
        job_id = str(frames[0].job_id)
        puts = [*map(self._frame_put, frames), *(self._mark_put(job_id, mark) for mark in marks)]
        update = self._job_update(frames[-1], Note(), before=frames[0].seq - 1)
        try:
            self._client.transact_write_items(TransactItems=[*puts, update])
        except self._client.exceptions.TransactionCanceledException as exc:
            codes = [reason.get("Code") for reason in exc.response["CancellationReasons"]]
            known = [place for place, code in enumerate(codes[len(frames) : -1]) if code == "ConditionalCheckFailed"]
            if known:
                return Batch(Added.DUPLICATE, frozenset(known))
            return Batch(self._reason(frames[0], Note(), codes))
        return Batch(Added.STORED)

    def frames_after(self, job_id: str, seq: int) -> Iterator[Frame]:
        """The stored frames with greater numbers, in order."""
        for item in self._rows(job_id, f"{FRAME}{seq + 1:08d}", f"{FRAME}~"):
            yield _frame(job_id, item)

    def subscribe(self, job_id: str, connection_id: str) -> None:
        item = {**_key(job_id, WATCH + connection_id), "expires_at": self._expiry(WATCH_S)}
        self._client.put_item(TableName=self._table, Item=item)

    def unsubscribe(self, job_id: str, connection_id: str) -> None:
        self._client.delete_item(TableName=self._table, Key=_key(job_id, WATCH + connection_id))

    def subscribers(self, job_id: str) -> Sequence[str]:
        return [item["sk"]["S"].removeprefix(WATCH) for item in self._rows(job_id, WATCH, f"{WATCH}~")]

    def reopen(self, job_id: str, stages: Sequence[str]) -> None:
        """These stages count as unfinished again: they are to be remade."""
        names = {f"#s{index}": stage for index, stage in enumerate(stages)}
        self._client.update_item(
            TableName=self._table,
            Key=_key(job_id, JOB),
            UpdateExpression="REMOVE " + ", ".join(f"finished.{name}" for name in names),
            ExpressionAttributeNames=names,
        )

    def _row(self, job_id: str) -> dict[str, Any]:
        answer = self._client.get_item(TableName=self._table, Key=_key(job_id, JOB), ConsistentRead=True)
        return dict(answer.get("Item", {}))

    def _rows(self, job_id: str, first: str, last: str) -> Iterator[dict[str, Any]]:
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            ConsistentRead=True,
            KeyConditionExpression="job_id = :job_id AND sk BETWEEN :first AND :last",
            ExpressionAttributeValues={":job_id": {"S": job_id}, ":first": {"S": first}, ":last": {"S": last}},
        )
        for page in pages:
            yield from page["Items"]

    def _frame_put(self, frame: Frame) -> dict[str, Any]:
        item = {
            **_key(str(frame.job_id), f"{FRAME}{frame.seq:08d}"),
            "seq": {"N": str(frame.seq)},
            "type": {"S": str(frame.event.type)},
            "stage": {"S": frame.event.stage},
            "data": {"S": json.dumps(frame.event.data, ensure_ascii=False).encode("utf-8", "replace").decode()},
            "expires_at": self._expiry(RETENTION_S),
        }
        return {"Put": {"TableName": self._table, "Item": item, "ConditionExpression": "attribute_not_exists(sk)"}}

    def _job_update(self, frame: Frame, note: Note, before: int | None = None) -> dict[str, Any]:
        """`before` is the number that was the last until now."""
        before = frame.seq - 1 if before is None else before
        values: dict[str, Any] = {":seq": {"N": str(frame.seq)}, ":expires": self._expiry(RETENTION_S)}
        condition, sets = "attribute_not_exists(last_seq)", "SET last_seq = :seq, expires_at = :expires"
        names: dict[str, Any] = {}
        if before:
            condition = "last_seq = :before"
            values[":before"] = {"N": str(before)}
        if frame.event.type.is_terminal:
            sets += ", ended = :type"
            values[":type"] = {"S": str(frame.event.type)}
        if note.finishes:
            stage, attempt = note.finishes
            sets += ", finished.#stage = :attempt"
            values[":attempt"] = {"N": str(attempt)}
            names = {"ExpressionAttributeNames": {"#stage": stage}}
        update = {
            "TableName": self._table,
            "Key": _key(str(frame.job_id), JOB),
            "UpdateExpression": sets,
            "ConditionExpression": f"{condition} AND attribute_not_exists(ended)",
            "ExpressionAttributeValues": values,
            **names,
        }
        return {"Update": update}

    def _mark_put(self, job_id: str, once: str) -> dict[str, Any]:
        item = {**_key(job_id, SEEN + once), "expires_at": self._expiry(RETENTION_S)}
        return {"Put": {"TableName": self._table, "Item": item, "ConditionExpression": "attribute_not_exists(sk)"}}

    def _reason(self, frame: Frame, note: Note, codes: Sequence[str | None]) -> Added:
        if not any(code in CONFLICTS for code in codes):
            raise Corrupt(f"frame {frame.seq} of {frame.job_id} was refused: {codes}")
        if note.once and codes[-1] == "ConditionalCheckFailed":
            return Added.DUPLICATE
        return Added.ENDED if "ended" in self._row(str(frame.job_id)) else Added.TAKEN

    def _expiry(self, seconds: int) -> dict[str, str]:
        return {"N": str(int(self._clock()) + seconds)}


def _last_seq(item: Mapping[str, Any]) -> int:
    return int(item["last_seq"]["N"]) if "last_seq" in item else 0


def _frame(job_id: str, item: Mapping[str, Any]) -> Frame:
    event = Event(FrameType(item["type"]["S"]), json.loads(item["data"]["S"]), item["stage"]["S"])
    return Frame(job_id, int(item["seq"]["N"]), event)
