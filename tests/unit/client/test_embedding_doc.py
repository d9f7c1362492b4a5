"""The Python of the page on embedding is Python, and uses what the client library has."""

from __future__ import annotations

import re
from pathlib import Path

from alpaco_client import Alpaco
from alpaco_client.http import Http

from tests.unit.client.fakes_client import FakeConnect, FakeSend, answer, frame, no_sleep

PAGE = Path(__file__).parents[3] / "docs" / "embedding.md"
BLOCK = re.compile(r"<!-- python -->\n```python\n(.*?)```", re.DOTALL)


def test_functions_of_the_page_do_what_they_say() -> None:
    (code,) = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    judged = {"submission_id": "s1", "problem_id": "p", "language": "python3", "verdict": "ACCEPTED"}
    answers = [answer({"submission_id": "s1"}, 202), answer({"ticket": "t"}, 201), answer(judged)]
    frames = [frame(1, "test", "s1", test="1", verdict="ACCEPTED"), frame(2, "done", "s1", outcome="ACCEPTED")]

    def connected(url: str, websocket_url: str, key: str) -> Alpaco:
        return Alpaco(url, websocket_url, key, Http(FakeSend([*answers]), no_sleep), FakeConnect([[*frames]]))

    names: dict[str, object] = {}
    exec(code, names)
    names["Alpaco"] = connected
    judge = names["judge"]
    assert callable(judge)
    assert judge("http://x", "ws://x", "key", "print(1)") == "ACCEPTED"
