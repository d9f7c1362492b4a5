"""Frames are JSON of at most 16 KiB, whatever was put into them."""

from __future__ import annotations

import json

import pytest
from chalicelib.domain.frames import (
    MAX_FRAME_BYTES,
    Channel,
    Content,
    Event,
    Frame,
    FrameTooLarge,
    FrameType,
    artefact,
    bounded,
    deltas,
    failed,
    fits,
    pieces,
)
from hypothesis import given
from hypothesis import strategies as st


def sent(event: Event) -> dict[str, object]:
    return dict(json.loads(Frame("gen-1", 7, event).to_json()))


def test_frame_shows_its_place_and_its_stage() -> None:
    [event] = deltas("reference", 2, Channel.CODE, "print(1)")
    assert sent(event) == {
        "v": 1,
        "job_id": "gen-1",
        "seq": 7,
        "type": "delta",
        "stage": "reference",
        "data": {"attempt": 2, "channel": "code", "text": "print(1)"},
    }


def test_frame_has_no_stage_when_none_is_concerned() -> None:
    assert "stage" not in sent(failed("internal", retryable=True, detail="x"))


def test_frame_is_refused_when_it_is_too_large() -> None:
    with pytest.raises(FrameTooLarge):
        Frame("gen-1", 1, Event(FrameType.TEST, {"message": "x" * MAX_FRAME_BYTES})).to_json()


@pytest.mark.parametrize(
    "unit",
    ["x", "여", "\x00", '"', "\U0001f600", "\ud800"],
    ids=["ascii", "korean", "control", "quote", "emoji", "lone surrogate"],
)
def test_deltas_fit_and_keep_the_whole_text_when_it_is_long(unit: str) -> None:
    text = unit * 40_000
    frames = [Frame("x" * 80, 10**9, event).to_json() for event in deltas("statement", 99, Channel.PROSE, text)]
    assert max(len(frame.encode()) for frame in frames) <= MAX_FRAME_BYTES
    kept = "".join(json.loads(frame)["data"]["text"] for frame in frames)
    assert kept == text.encode("utf-8", "replace").decode()


@given(st.text(max_size=400), st.integers(min_value=8, max_value=60))
def test_pieces_make_up_the_text_in_order(text: str, limit_bytes: int) -> None:
    assert "".join(pieces(text, limit_bytes)) == text


def test_pieces_are_none_when_there_is_no_text() -> None:
    assert pieces("") == []


def test_artefact_holds_text_and_value_when_small() -> None:
    event = artefact("spec", "spec", Content('{"title":"T"}', "ab", "/ref", {"title": "T"}))
    assert event.data == {"name": "spec", "sha256": "ab", "text": '{"title":"T"}', "object": {"title": "T"}}


def test_artefact_drops_the_value_when_both_do_not_fit() -> None:
    value = {"title": "x" * 9000}
    event = artefact("spec", "spec", Content(json.dumps(value), "ab", "/ref", value))
    assert set(event.data) == {"name", "sha256", "text"}


def test_artefact_goes_by_reference_when_large() -> None:
    event = artefact("wrong", "wrong/greedy", Content("x" * MAX_FRAME_BYTES, "ab", "/ref"))
    assert event.data == {"name": "wrong/greedy", "sha256": "ab", "ref": "/ref"}


def test_bounded_cuts_long_texts_and_names_where_the_whole_is() -> None:
    event = bounded(Event(FrameType.TEST, {"test": "secret/1", "message": "x" * 20_000}), "/submissions/s")
    assert event.data["test"] == "secret/1"
    assert event.data["ref"] == "/submissions/s"
    assert fits(event)


def test_bounded_keeps_only_the_reference_when_cutting_does_not_help() -> None:
    event = bounded(Event(FrameType.MATRIX, {"rows": [["x" * 50] * 40] * 40}), "/generations/g/report")
    assert event.data == {"ref": "/generations/g/report"}


def test_bounded_changes_nothing_when_it_fits() -> None:
    event = Event(FrameType.TEST, {"message": "x" * 5000})
    assert bounded(event, "/ref") is event


def test_failure_is_cut_when_its_detail_is_long() -> None:
    assert fits(failed("provider_error", retryable=False, detail="x" * 50_000))
