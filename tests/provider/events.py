"""Server-sent events of streamed chat completions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.provider.behaviour import Behaviour, Fault

DONE = "[DONE]"


def chunk(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
    return {**_head(), "choices": [choice]}


def _head() -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "recorded"}


def usage(prompt: int, text: str) -> dict[str, Any]:
    completion = -(-len(text) // 4)
    counts = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
    return {**_head(), "choices": [], "usage": counts}


def encoded(event: dict[str, Any] | str, *, crlf: bool) -> bytes:
    text = event if isinstance(event, str) else json.dumps(event, ensure_ascii=False)
    end = "\r\n" if crlf else "\n"
    return f"data: {text}{end}{end}".encode()


def parts(text: str, size: int) -> Iterator[str]:
    return (text[start : start + size] for start in range(0, len(text), size))


def contents(text: str, behaviour: Behaviour, field: str = "content") -> Iterator[dict[str, Any]]:
    return (chunk({field: part}) for part in parts(text, behaviour.chunk))


def reply_events(text: str, behaviour: Behaviour) -> Iterator[dict[str, Any]]:
    """The events up to where the reply ends or the fault sets in."""
    yield chunk({"role": "assistant", "content": ""})
    if behaviour.reasoning:
        yield from contents(behaviour.reasoning, behaviour, "reasoning_content")
    yield from _body(text, behaviour)
    finish = _FINISHES.get(behaviour.fault, "stop")
    if finish:
        yield chunk({}, finish)


# What the stream says of its end; None if it says nothing, or nothing more.
_FINISHES: dict[Fault, str | None] = {
    Fault.LENGTH: "length",
    Fault.CONTENT_FILTER: "content_filter",
    Fault.NO_FINISH: None,
    **dict.fromkeys(
        (Fault.SILENT_MIDWAY, Fault.CUT, Fault.CUT_CLEANLY, Fault.ERROR_OBJECT, Fault.INVALID_UTF8, Fault.NOT_JSON)
    ),
}
_PARTIAL = frozenset(fault for fault in _FINISHES if fault is not Fault.NO_FINISH)


def _body(text: str, behaviour: Behaviour) -> Iterator[dict[str, Any]]:
    fault = behaviour.fault
    if fault in (Fault.ENDLESS, Fault.ENDLESS_REASONING):
        while True:
            yield from contents(text, behaviour, "content" if fault is Fault.ENDLESS else "reasoning_content")
    if fault is Fault.REFUSAL:
        yield chunk({"refusal": "I cannot help with that."})
    elif fault is Fault.REASONING_ONLY:
        yield from contents(text, behaviour, "reasoning_content")
    elif fault is not Fault.EMPTY:
        yield from contents(text[: behaviour.after] if fault in _PARTIAL else text, behaviour)


def tail(text: str, behaviour: Behaviour, prompt_tokens: int | None) -> Iterator[dict[str, Any] | str]:
    """What follows the reply: token counts if they were asked for, and the end."""
    if prompt_tokens is not None and behaviour.usage:
        yield usage(prompt_tokens, text)
    yield DONE
    if behaviour.fault is Fault.TWO_DONES:
        yield DONE
