"""The report as a web page: self-contained, escaped, one row per solution."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from chalicelib.protocol import RunReport, Verdict
from judge.gates.model import Blame, GateResult, GateStatus, diff
from judge.matrix import Matrix, Row
from judge.package.expectations import Expectation
from judge.verify import Outcome, VerifyReport
from judge.verify.html import page


def _report() -> VerifyReport:
    runs = (
        RunReport("sample/01", Verdict.ACCEPTED, 0.1, 0.1, 8.0),
        RunReport("secret/<1>", Verdict.WRONG_ANSWER, 0.9, 0.9, 8.0),
    )
    rows = (Row("wrong_answer/a&b.py", Expectation("wrong_answer"), Verdict.WRONG_ANSWER, runs),)
    gates = (
        GateResult("brute-agrees", GateStatus.FAIL, Blame.REFERENCE, "differs", "--- one\n+++ other\n-1\n+2\n<script>"),
        GateResult("structure", GateStatus.PASS, Blame.PACKAGE, "fine"),
    )
    return VerifyReport(Outcome.REJECTED, gates, Matrix(rows, ("sample/01", "secret/<1>", "secret/2"), 1.0, True), 1.5)


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing_else() -> None:
    text = page("ferry", _report())
    parser = _Balance()
    parser.feed(text)
    assert parser.open == []
    assert not {"script", "link", "img"} & set(parser.tags)
    assert not re.search(r"https?://|src=|url\(", text)


def test_the_page_shows_gates_and_all_runs() -> None:
    text = page("ferry", _report())
    assert text.count("<td") == 3
    assert "blames reference" in text
    assert "secret/&lt;1&gt;: WRONG_ANSWER, 0.900 s" in text
    assert "&lt;script&gt;" in text
    assert '<span class="add">+2</span>' in text


def test_a_diff_shows_only_what_differs() -> None:
    assert diff("a", b"1\n2\n3\n4\n", "b", b"1\n2\n5\n4\n")[:2] == ["--- a", "+++ b"]
    assert diff("a", b"1\n2\n3\n4\n", "b", b"1\n2\n5\n4\n")[3:] == [" 2", "-3", "+5", " 4"]
