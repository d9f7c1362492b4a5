"""Chunks of chat completions in our words. Servers leave fields out and send odd types: nothing is taken on trust."""

from __future__ import annotations

from typing import Any

from chalicelib.adapters.llm import faults
from chalicelib.domain.replies.reply import Finish
from chalicelib.usecases.model_drafting.ports import Chunk, Usage

_LENGTH = frozenset({"length", "max_tokens", "model_length"})
_TOOL = frozenset({"tool_calls", "function_call"})
_FILTERED = frozenset({"content_filter", "safety", "recitation", "refusal"})
_BROKEN = frozenset({"error", "abort", "cancelled", "network_error"})
_REASONING_FIELDS = ("reasoning_content", "reasoning")


class Reader:
    """Reads the chunks of one reply. A refusal comes in pieces, so it is told at its end."""

    def __init__(self) -> None:
        self._refusal = ""
        self.has_finished = False

    def read(self, raw: Any) -> Chunk:
        """Raises ModelFault if the chunk says that the model refuses or that the server gave up."""
        choice = next(iter(getattr(raw, "choices", None) or ()), None)
        delta = getattr(choice, "delta", None)
        self._refusal += _text(getattr(delta, "refusal", None))
        reason = _text(getattr(choice, "finish_reason", None)).lower()
        self._check(reason)
        self.has_finished = self.has_finished or bool(reason)
        return Chunk(
            text=_text(getattr(delta, "content", None)),
            reasoning=next(filter(None, (_text(getattr(delta, name, None)) for name in _REASONING_FIELDS)), ""),
            finish=finish_of(reason),
            usage=_usage(getattr(raw, "usage", None)),
        )

    def end(self) -> Chunk:
        self._check("refusal" if self._refusal else "")
        return Chunk(is_last=True)

    def _check(self, reason: str) -> None:
        if reason in _FILTERED or (reason and self._refusal):
            raise faults.refused(self._refusal)
        if reason in _BROKEN:
            raise faults.cut()


def finish_of(reason: str) -> Finish | None:
    """None while the reply goes on. Servers have many words for a regular end."""
    if not reason:
        return None
    if reason in _LENGTH:
        return Finish.LENGTH
    return Finish.TOOL if reason in _TOOL else Finish.STOP


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _usage(raw: Any) -> Usage | None:
    prompt, completion = (getattr(raw, name, None) for name in ("prompt_tokens", "completion_tokens"))
    if not isinstance(prompt, int) or not isinstance(completion, int):
        return None
    return Usage(prompt, completion)
