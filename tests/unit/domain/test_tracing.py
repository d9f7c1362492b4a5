"""Trace ids as callers and executions name them."""

from __future__ import annotations

import pytest
from chalicelib.domain import tracing

ID = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{ID}-b7ad6b7169203331-01"
XRAY = "Root=1-5759e988-bd862e3fe1be46a994272793"


@pytest.mark.parametrize(
    ("traceparent", "amazon", "expected"),
    [
        pytest.param(PARENT, "", ID, id="w3c"),
        pytest.param(f" {PARENT} ", XRAY, ID, id="w3c-counts-more"),
        pytest.param(PARENT.replace("00-", "cc-", 1) + "-what-comes-later", "", ID, id="later-version"),
        pytest.param("", XRAY, "5759e988bd862e3fe1be46a994272793", id="xray"),
        pytest.param(
            "", f"Self=1-2-3; {XRAY};Parent=53995c3f42cd8ad8;Sampled=1", XRAY[7:15] + XRAY[16:], id="xray-long"
        ),
        pytest.param("", XRAY.upper().replace("ROOT", "Root"), XRAY[7:15] + XRAY[16:], id="xray-capitals"),
        pytest.param(PARENT.replace("00-", "ff-", 1), "", "", id="version-ff"),
        pytest.param(PARENT.upper(), "", "", id="capitals"),
        pytest.param(f"00-{'0' * 32}-b7ad6b7169203331-01", XRAY, "5759e988bd862e3fe1be46a994272793", id="all-zero"),
        pytest.param("00-" + "x" * 10_000, "Root=", "", id="nonsense"),
        pytest.param("", "", "", id="none"),
    ],
)
def test_id_of_headers(traceparent: str, amazon: str, expected: str) -> None:
    assert tracing.of_headers(traceparent, amazon) == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param({"trace_id": ID, "job_id": "g1"}, ID, id="input"),
        pytest.param({"job_id": "g1", "input": {"trace_id": ID}}, ID, id="given-the-input"),
        pytest.param({"input": {"submission_id": "s1"}}, "", id="input-of-before"),
        pytest.param({"trace_id": 7, "input": ["x"]}, "", id="nonsense"),
        pytest.param({"Records": []}, "", id="queue"),
        pytest.param(None, "", id="nothing"),
    ],
)
def test_id_of_an_event(event: object, expected: str) -> None:
    assert tracing.of_event(event) == expected


def test_current_is_that_of_the_innermost_request() -> None:
    assert tracing.current() == ""
    with tracing.entered("a"), tracing.entered("b"):
        assert tracing.current() == "b"
    assert tracing.current() == ""


def test_xray_writes_the_same_digits() -> None:
    header = tracing.xray_header(ID)
    assert header == "Root=1-0af76519-16cd43dd8448eb211c80319c"
    assert tracing.of_headers("", header) == ID
