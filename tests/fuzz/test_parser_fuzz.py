"""Parsers of what others send: they take it or refuse it with their own error, whatever it is."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from typing import Any

from chalicelib import protocol
from chalicelib.adapters import paging
from chalicelib.domain import credentials, packages, statements, tracing
from chalicelib.domain.limits import allowance
from chalicelib.errors import AlpacoError, Invalid
from chalicelib.protocol import ProtocolError
from chalicelib.usecases import rescue
from chalicelib.usecases.progress import Reports, read_all
from chalicelib.usecases.streams import FrameLog
from hypothesis import given
from hypothesis import strategies as st
from worker.loop import Unreadable, read_task

from tests.fuzz.profile import json_values, profile
from tests.unit.generation.fakes import Mailboxes, MemoryJobs
from tests.unit.usecases.fakes_service import FakeCallbacks

PROFILE = profile(150)
TEXT = st.text(st.characters(), max_size=30)
JSON = json_values(TEXT)
JOB_FIELDS = ("schema_version", "kind", "job_id", "attempt", "result_key", "source", "tests", "limits", "language")
NEARLY_A_JOB = st.fixed_dictionaries(
    {"schema_version": st.just(1), "kind": st.sampled_from(["grade", "run", "verify", "x"]), "job_id": TEXT},
    optional=dict.fromkeys(JOB_FIELDS[3:], JSON),
)
NEARLY_PROGRESS = st.fixed_dictionaries(
    {"schema_version": st.just(1), "job_id": TEXT, "attempt": st.integers(), "index": st.integers()},
    optional={"type": st.sampled_from(["test", "gate", "done"]) | JSON, "stage": JSON, "data": JSON},
)
YAML = JSON.map(lambda value: json.dumps(value).encode()) | st.sampled_from(
    [
        b"name: {en: [1]}",
        b"name: x\nlimits: {memory: -1}",
        b"name: &a [*a]",
        b"constants: {a: {b: 1}}",
        b"keywords: 5",
        b"!!python/object:os",
    ]
)
NAMES = (
    st.sampled_from(["problem.yaml", "../x", "/etc/passwd", "data/sample/1.in", "a\\b", "a/../../b", "x\x00y", ""])
    | TEXT
)


@given(raw=JSON | NEARLY_A_JOB)
@PROFILE
def test_messages_are_read_or_refused(raw: Any) -> None:
    for parse in (protocol.job_from_json, protocol.result_from_json, protocol.progress_from_json):
        try:
            parse(raw)
        except ProtocolError:
            continue


@given(body=st.one_of(NEARLY_A_JOB.map(lambda job: json.dumps({"token": "t", "job": job})), JSON.map(json.dumps), TEXT))
@PROFILE
def test_worker_reads_a_message_or_says_that_it_cannot(body: str) -> None:
    rescue.dead_letter(body, FakeCallbacks())
    try:
        read_task(body)
    except Unreadable:
        return


@given(body=st.one_of(NEARLY_PROGRESS.map(json.dumps), JSON.map(json.dumps), TEXT))
@PROFILE
def test_progress_becomes_a_frame_or_is_dropped(body: str) -> None:
    jobs = MemoryJobs()
    reports = Reports(FrameLog(jobs, Mailboxes()))
    for told in read_all([body]):
        reports.take(told)
    for log in jobs.frames.values():
        assert all(frame.to_json() for frame in log)
        assert not any(frame.event.type.is_terminal for frame in log)


NEARLY_TRACES = st.from_regex(r"(00|ff|7a)-[0-9a-fA-F]{31,33}-[0-9a-f]{16}-0[01](-x)?") | st.from_regex(
    r"(Self=x;)?Root=1-[0-9a-fA-F]{8}-[0-9a-fA-F]{23,25}(;Parent=.*)?"
)
FILES = st.dictionaries(NAMES, st.binary(max_size=60) | YAML, max_size=5)


@given(files=FILES, cut=st.integers(0, 40), noise=st.binary(max_size=8))
@PROFILE
def test_zip_is_unpacked_or_refused(files: dict[str, bytes], cut: int, noise: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name.encode("utf-8", "replace").decode()), data)
    data = buffer.getvalue()
    for damaged in (data, data[: len(data) - cut], noise + data):
        try:
            unpacked = packages.read(damaged)
            packages.split(unpacked)
            statements.public(unpacked)
        except AlpacoError:
            continue
        assert not any(".." in path.split("/") or path.startswith("/") for path in unpacked)


@given(traceparent=TEXT | NEARLY_TRACES, amazon=TEXT | NEARLY_TRACES, event=JSON)
@PROFILE
def test_trace_ids_are_read_or_ignored(traceparent: str, amazon: str, event: object) -> None:
    for found in (tracing.of_headers(traceparent, amazon), tracing.of_event(event)):
        assert found == "" or tracing.is_trace_id(found)


@given(text=TEXT | st.text("abcdefghijklmnopqrstuvwxyz234567_=-", max_size=90))
@PROFILE
def test_cursors_keys_and_allowances_are_read_or_refused(text: str) -> None:
    credentials.parse_key(text)
    with contextlib.suppress(Invalid):
        paging.decode(text)
    with contextlib.suppress(ValueError):
        allowance(text)
