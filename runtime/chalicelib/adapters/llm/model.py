"""A model behind any server that speaks streamed chat completions."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from chalicelib.adapters.llm.settings import ServerSettings
from chalicelib.usecases.model_drafting.ports import Answer, Question, Rung

if TYPE_CHECKING:
    import httpx2
    import openai

# Servers without authentication want some key all the same.
NO_KEY = "none"
SCHEMA_NAME = "problem_spec"


class OpenAiModel:
    """`key` reads the secret when the first question is asked. `transport` replaces the network in tests."""

    def __init__(
        self, settings: ServerSettings, key: Callable[[], str], *, transport: httpx2.BaseTransport | None = None
    ) -> None:
        self._settings = settings
        self._key = key
        self._transport = transport

    @property
    def server(self) -> str:
        return self._settings.name

    def ask(self, question: Question) -> Answer:
        """Sends the question and returns at once; faults show in the answer."""
        from chalicelib.adapters.llm.answer import StreamedAnswer

        return StreamedAnswer(lambda: self._client.chat.completions.create(**self._request(question)))

    def _request(self, question: Question) -> dict[str, Any]:
        request: dict[str, Any] = {
            "model": self._settings.model,
            "messages": [{"role": str(message.role), "content": message.text} for message in question.messages],
            "stream": True,
            "extra_headers": {"X-Alpaco-Stage": question.stage, "X-Alpaco-Attempt": str(question.attempt)},
        }
        if question.rung is not Rung.BARE:
            request["stream_options"] = {"include_usage": True}
        response_format = _response_format(question)
        return {**request, "response_format": response_format} if response_format else request

    @cached_property
    def _client(self) -> openai.OpenAI:
        """Imported late, as it takes a second. Retries are ours, so the package does none."""
        import httpx2
        import openai

        from chalicelib.adapters.llm import ending, wire

        timeout = httpx2.Timeout(self._settings.read_s, connect=self._settings.connect_s)
        return openai.OpenAI(
            api_key=self._key() or NO_KEY,
            base_url=self._settings.base_url,
            max_retries=0,
            timeout=timeout,
            http_client=httpx2.Client(
                timeout=timeout,
                transport=self._transport,
                follow_redirects=True,
                limits=httpx2.Limits(max_keepalive_connections=0),
                event_hooks={"request": [wire.follow], "response": [ending.watch]},
            ),
        )


def _response_format(question: Question) -> dict[str, object] | None:
    if question.schema is None or question.rung in (Rung.PROMPT, Rung.BARE):
        return None
    if question.rung is Rung.JSON_OBJECT:
        return {"type": "json_object"}
    # Strict modes know the words that build a schema, not those that name its dialect.
    schema = {name: part for name, part in question.schema.items() if name != "$schema"}
    return {"type": "json_schema", "json_schema": {"name": SCHEMA_NAME, "strict": True, "schema": schema}}
