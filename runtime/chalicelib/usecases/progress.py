"""What runners report while they work becomes frames; a report that is delivered twice becomes one."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from chalicelib.domain import ids
from chalicelib.domain.frames import Event, FrameType, bounded, report_mark
from chalicelib.domain.gates import check_path, gate_event
from chalicelib.protocol import Progress, ProtocolError, progress_from_json
from chalicelib.usecases.streams import FrameLog, JobEnded

log = logging.getLogger(__name__)

# A runner tells what it saw; how a job ends is decided elsewhere.
REPORTED = frozenset({FrameType.TEST, FrameType.GATE})


@dataclass(frozen=True)
class Told:
    """What messages tell about one log: `events` by their marks, in order; `places` of the messages among all."""

    log_id: str
    events: dict[str, Event] = field(default_factory=dict)
    places: set[int] = field(default_factory=set)


def read_all(bodies: Sequence[str]) -> list[Told]:
    """The reports in messages, by log. What makes no sense is dropped."""
    told: dict[str, Told] = {}
    for place, body in enumerate(bodies):
        for progress, event in _reports(body):
            log_id = _log_of(progress)
            log_told = told.setdefault(log_id, Told(log_id))
            log_told.events.setdefault(report_mark(event, progress.attempt, progress.index), event)
            log_told.places.add(place)
    return list(told.values())


@dataclass(frozen=True)
class Reports:
    log: FrameLog

    def take(self, told: Told) -> None:
        """Appends what is new of it, in one write. What comes after the end is dropped."""
        try:
            frames = self.log.append_all(told.log_id, told.events)
        except JobEnded:
            log.info("report_late", extra={"job_id": told.log_id, "reports": len(told.events)})
            return
        for frame in frames:
            if frame.event.type is FrameType.GATE:
                _log_gate(told.log_id, frame.event)


def _reports(body: str) -> list[tuple[Progress, Event]]:
    """None of a message that makes no sense."""
    try:
        return [(progress, _event(progress)) for progress in progress_from_json(json.loads(body)).reports]
    except (ValueError, ProtocolError, RecursionError) as exc:
        log.error("report_unreadable", extra={"problem": str(exc)[:200]})
        return []


def _log_gate(job_id: str, event: Event) -> None:
    seen = {"gate": str(event.data.get("id")), "status": str(event.data.get("status"))}
    log.info("gate_reported", extra={"job_id": job_id, **seen})


def _event(progress: Progress) -> Event:
    """Raises ValueError if runners may not report this."""
    type_ = FrameType(progress.type)
    if type_ not in REPORTED:
        raise ValueError(f"runners do not report {type_}")
    ref = where(progress.job_id, progress.attempt)
    if type_ is FrameType.GATE:
        return gate_event(progress.data, ref)
    return bounded(Event(type_, progress.data, progress.stage), ref)


def where(job_id: str, number: int) -> str:
    """Where everything about the runner's job of that number can be fetched."""
    if ids.is_custom_run(job_id):
        return f"/runs/{job_id}"
    return f"/submissions/{job_id}" if ids.is_submission(job_id) else check_path(job_id, number)


def _log_of(progress: Progress) -> str:
    """The frames of a generation are one log, whichever of its jobs they come from."""
    is_submission = ids.is_log_of_submission(progress.job_id)
    return ids.log_id(progress.job_id, progress.attempt) if is_submission else progress.job_id
