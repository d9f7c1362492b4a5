"""What runners report while they work becomes frames; a report that is delivered twice becomes one."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

from chalicelib.domain import ids
from chalicelib.domain.frames import Event, FrameType, bounded, report_mark
from chalicelib.domain.gates import check_path, gate_event
from chalicelib.protocol import Progress, ProtocolError, progress_from_json
from chalicelib.usecases.streams import FrameLog, JobEnded

log = logging.getLogger(__name__)

# A runner tells what it saw; how a job ends is decided elsewhere.
REPORTED = frozenset({FrameType.TEST, FrameType.GATE})


@dataclass(frozen=True)
class Reports:
    log: FrameLog

    def take(self, body: str) -> None:
        """Appends the frame of one report. A report that makes no sense, or comes after the end, is dropped."""
        try:
            progress = progress_from_json(json.loads(body))
            event = _event(progress)
        except (ValueError, ProtocolError) as exc:
            log.error("report_unreadable", extra={"problem": str(exc)[:200]})
            return
        mark = report_mark(event, progress.attempt, progress.index)
        try:
            if self.log.append(_log_of(progress), event, once=mark) and event.type is FrameType.GATE:
                _log_gate(progress, event)
        except JobEnded:
            log.info("report_late", extra={"job_id": progress.job_id, "type": progress.type})


def _log_gate(progress: Progress, event: Event) -> None:
    seen = {"gate": str(event.data.get("id")), "status": str(event.data.get("status"))}
    log.info("gate_reported", extra={"job_id": progress.job_id, **seen})


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
