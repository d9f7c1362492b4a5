"""The adapter of the openai package on a transport that answers from memory: requests, odd chunks, faults."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx2
import pytest
from chalicelib.adapters.llm import chunks, faults
from chalicelib.adapters.llm.model import OpenAiModel
from chalicelib.adapters.llm.settings import ServerSettings
from chalicelib.domain.replies.reply import Finish
from chalicelib.usecases.model_drafting.ports import Chunk, FaultKind, Message, ModelFault, Question, Role, Rung, Usage

SCHEMA: dict[str, object] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {},
}
# Nothing waits so long; it only keeps a broken test from hanging.
PATIENCE_S = 30.0


def question(rung: Rung, schema: dict[str, object] | None = None) -> Question:
    return Question("spec", 2, (Message(Role.SYSTEM, "Be brief."), Message(Role.USER, "Go.")), rung, schema)


def answered(respond: Callable[[httpx2.Request], httpx2.Response], asked: Question) -> list[Chunk]:
    """All chunks of the answer. Raises its fault."""
    settings = ServerSettings("https://model.example/v1", "m")
    answer = OpenAiModel(settings, lambda: "secret", transport=httpx2.MockTransport(respond)).ask(asked)
    heard: list[Chunk] = []
    while not (heard and heard[-1].is_last):
        chunk = answer.next(PATIENCE_S)
        assert chunk is not None, "the answer neither ends nor fails"
        heard.append(chunk)
    return heard


def streamed(*events: object) -> httpx2.Response:
    lines = [event if isinstance(event, str) else json.dumps(event) for event in events]
    body = "".join(f"data: {line}\n\n" for line in lines)
    return httpx2.Response(200, headers={"Content-Type": "text/event-stream"}, content=body.encode())


def choice(finish: object = None, **delta: object) -> dict[str, object]:
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


FORMATS: dict[Rung, tuple[object, object]] = {
    Rung.JSON_SCHEMA: (
        {
            "type": "json_schema",
            "json_schema": {"name": "problem_spec", "strict": True, "schema": {"type": "object", "properties": {}}},
        },
        {"include_usage": True},
    ),
    Rung.JSON_OBJECT: ({"type": "json_object"}, {"include_usage": True}),
    Rung.PROMPT: (None, {"include_usage": True}),
    Rung.BARE: (None, None),
}


@pytest.mark.parametrize(("rung", "form", "options"), [(rung, *case) for rung, case in FORMATS.items()], ids=FORMATS)
def test_request_says_what_its_rung_allows(rung: Rung, form: object, options: object) -> None:
    sent: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return streamed(choice("stop"), "[DONE]")

    answered(respond, question(rung, SCHEMA))
    body = json.loads(sent[0].content)
    assert body.get("response_format") == form
    assert body.get("stream_options") == options
    assert body["messages"][0] == {"role": "system", "content": "Be brief."}
    assert sent[0].headers["X-Alpaco-Stage"] == "spec"
    assert sent[0].headers["X-Alpaco-Attempt"] == "2"
    assert sent[0].url == "https://model.example/v1/chat/completions"


def test_chunks_are_read_when_servers_add_and_leave_out_fields() -> None:
    events = [
        choice(role="assistant", content=""),
        choice(reasoning_content="Hm."),
        choice(reasoning="So.", content=None),
        {"choices": []},
        {"choices": None},
        choice(content="Yes", refusal=None),
        choice("eos"),
        {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 4}},
        "[DONE]",
    ]
    heard = answered(lambda _request: streamed(*events), question(Rung.PROMPT))
    assert "".join(chunk.text for chunk in heard) == "Yes"
    assert "".join(chunk.reasoning for chunk in heard) == "Hm.So."
    assert [chunk.finish for chunk in heard if chunk.finish] == [Finish.STOP]
    assert [chunk.usage for chunk in heard if chunk.usage] == [Usage(3, 4)]


@pytest.mark.parametrize(
    ("word", "finish"), [("stop", Finish.STOP), ("LENGTH", Finish.LENGTH), ("tool_calls", Finish.TOOL), ("", None)]
)
def test_end_is_understood_in_the_words_of_many_servers(word: str, finish: Finish | None) -> None:
    assert chunks.finish_of(word.lower()) is finish


def failing(response: httpx2.Response) -> ModelFault:
    with pytest.raises(ModelFault) as fault:
        answered(lambda _request: response, question(Rung.PROMPT))
    return fault.value


STATUSES = {
    400: FaultKind.BAD_REQUEST,
    401: FaultKind.FORBIDDEN,
    402: FaultKind.FORBIDDEN,
    403: FaultKind.FORBIDDEN,
    404: FaultKind.NOT_FOUND,
    408: FaultKind.TIMEOUT,
    409: FaultKind.SERVER_ERROR,
    413: FaultKind.FORBIDDEN,
    422: FaultKind.BAD_REQUEST,
    429: FaultKind.RATE_LIMITED,
    500: FaultKind.SERVER_ERROR,
    529: FaultKind.SERVER_ERROR,
}


@pytest.mark.parametrize(("status", "kind"), STATUSES.items())
def test_status_is_a_fault_of_its_kind(status: int, kind: FaultKind) -> None:
    fault = failing(httpx2.Response(status, json={"error": {"message": "no", "code": "x"}}))
    assert fault.kind is kind
    assert f"status {status}: no" in fault.detail


WAITS = {"2": 2.0, "0.5": 0.5, "-1": None, "soon": None, "Wed, 21 Oct 2015 07:28:00 GMT": 0.0}


@pytest.mark.parametrize(("header", "seconds"), WAITS.items())
def test_wait_is_read_when_the_server_asks_for_one(header: str, seconds: float | None) -> None:
    assert failing(httpx2.Response(429, headers={"Retry-After": header})).retry_after_s == seconds


def test_wait_in_milliseconds_goes_before_seconds() -> None:
    headers = {"Retry-After-Ms": "250", "Retry-After": "9"}
    assert failing(httpx2.Response(429, headers=headers)).retry_after_s == 0.25


ENDS = {
    "an object instead of a stream": httpx2.Response(200, json={"choices": [{"message": {"content": "x"}}]}),
    "a page": httpx2.Response(200, content=b"<html></html>"),
    "nothing": httpx2.Response(200, content=b""),
    "no last event": streamed(choice(content="x")),
    "given up": streamed(choice(content="x"), choice("error")),
    "the last event inside the text only": streamed(choice(content="data: [DONE]")),
}


@pytest.mark.parametrize("response", ENDS.values(), ids=ENDS)
def test_stream_counts_as_cut_when_it_has_no_end(response: httpx2.Response) -> None:
    assert failing(response).kind is FaultKind.CONNECTION


def test_refusal_is_told_in_the_words_of_the_model() -> None:
    response = streamed(choice(refusal="I will "), choice(refusal="not."), choice("stop"), "[DONE]")
    assert failing(response).detail == "The model refused the request. I will not."


def test_unknown_errors_are_named_by_their_class_alone() -> None:
    fault = faults.translated(RuntimeError("with a secret prompt"))
    assert fault.kind is FaultKind.CONNECTION
    assert "prompt" not in fault.detail


def dialect(*events: str, done: bool = True, line_end: str = "\n") -> httpx2.Response:
    """A stream as it went over the wire, events as their servers write them."""
    lines = [f"data: {event}" for event in (*events, *(["[DONE]"] if done else []))]
    body = "".join(f"{line}{line_end}{line_end}" for line in lines)
    return httpx2.Response(200, headers={"Content-Type": "text/event-stream"}, content=body.encode())


DIALECTS = {
    # Heard from llama.cpp's server, b11549.
    "llama.cpp": (
        dialect(
            '{"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"model":"tiny.gguf",'
            '"created":1795698328,"id":"chatcmpl-Z","system_fingerprint":"b0-unknown","object":"chat.completion.chunk"}',
            '{"choices":[{"finish_reason":null,"index":0,"delta":{"content":"{}"}}],"model":"tiny.gguf","id":"chatcmpl-Z"}',
            '{"choices":[{"finish_reason":"stop","index":0,"delta":{}}],"created":1795698328,"id":"chatcmpl-Z"}',
            '{"choices":[],"usage":{"completion_tokens":6,"prompt_tokens":54,"total_tokens":60,"prompt_tokens_details":'
            '{"cached_tokens":53}},"timings":{"cache_n":53,"prompt_n":1,"prompt_ms":0.677}}',
        ),
        Usage(54, 6),
    ),
    "Ollama": (
        dialect(
            '{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"q","system_fingerprint":"fp_ollama",'
            '"choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"Hm."},"finish_reason":null}]}',
            '{"id":"chatcmpl-1","choices":[{"index":0,"delta":{"role":"assistant","content":"{}"},"finish_reason":null}]}',
            '{"id":"chatcmpl-1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop"}]}',
            '{"id":"chatcmpl-1","choices":[],"usage":{"prompt_tokens":54,"completion_tokens":6,"total_tokens":60}}',
        ),
        Usage(54, 6),
    ),
    "vLLM": (
        dialect(
            '{"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}]}',
            '{"id":"c","choices":[{"index":0,"delta":{"reasoning_content":"Hm."},"logprobs":null,"finish_reason":null}]}',
            '{"id":"c","choices":[{"index":0,"delta":{"content":"{}"},"logprobs":null,"finish_reason":"stop","stop_reason":null}]}',
            '{"id":"c","choices":[],"usage":{"prompt_tokens":54,"total_tokens":60,"completion_tokens":6}}',
        ),
        Usage(54, 6),
    ),
    "without count and [DONE]": (
        dialect(
            '{"choices":[{"delta":{"content":"{}"}}]}', '{"choices":[{"delta":{},"finish_reason":"eos"}]}', done=False
        ),
        None,
    ),
    "CRLF and comments": (
        dialect('{"choices":[{"delta":{"content":"{}"},"finish_reason":"stop"}]}\r\n\r\n: ping', line_end="\r\n"),
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("response", "usage"), DIALECTS.values(), ids=DIALECTS)
def test_server_is_understood_in_its_dialect(response: httpx2.Response, usage: Usage | None) -> None:
    heard = answered(lambda _request: response, question(Rung.PROMPT))
    assert "".join(chunk.text for chunk in heard) == "{}"
    assert [chunk.finish for chunk in heard if chunk.finish] == [Finish.STOP]
    assert [chunk.usage for chunk in heard if chunk.usage] == ([usage] if usage else [])
