"""Replies as other models write them: the same artefact comes out, wherever the chunks are cut."""

from __future__ import annotations

import json

import pytest
from chalicelib.adapters.llm import resources
from chalicelib.domain.generation import Difficulty
from chalicelib.domain.replies import shape_of
from chalicelib.domain.replies.pieces import Unusable, WrongProgram
from chalicelib.domain.replies.reply import Finish, Reply
from chalicelib.domain.spec import ProblemSpec
from chalicelib.domain.stages import Stage
from chalicelib.usecases.model_drafting import products

from tests.provider.recordings import Recording

SPEC = json.loads(Recording.named("calm_stretch").reply("spec", 1) or "")
REVERSED = dict(reversed(SPEC.items()))
TEXT = json.dumps(SPEC, indent=1)
PROGRAM = "import sys\n\nprint(sys.stdin.read())\n"


def accepted(stage: Stage, text: str, size: int) -> products.Artefact | Unusable:
    reply = Reply(shape_of(stage, SPEC["title"]))
    for start in range(0, len(text), size):
        reply.feed(text[start : start + size])
    reply.finish()
    return products.accept(reply.found(Finish.STOP), resources.spec_schema(), Difficulty.MEDIUM)


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


SPECS = {
    "bare": TEXT,
    "fields in another order": json.dumps(REVERSED),
    "prose with braces around": f"Sure, here {{it}} is:\n\n```JSON\n{TEXT}\n```\n\nAnything {{else}}?",
    "CRLF": crlf(f"```json\n{TEXT}\n```"),
    "trailing commas": TEXT.replace("\n ]", ",\n ]").replace("\n}", ",\n}"),
    "a comma and a bracket in a string": TEXT.replace("Calm Stretch", "Calm, ]Stretch").replace("\n}", ",\n}"),
    "arguments of a call": f'<tool_call>\n{{"name": "submit", "arguments": {TEXT}}}\n</tool_call>',
    "under a name": json.dumps({"specification": SPEC}),
    "a draft before it": f'First: {{"title": "x"}}. Better:\n{TEXT}',
    "comments": TEXT.replace("{\n", '{\n // in "quotes"\n', 1).replace("\n}", " /* the end, */\n}"),
    "after a lone end of thinking": f'Perhaps {{"title": "x", "rules": ["{"long " * 2000}"]}}?\n</think>\n{TEXT}',
    "after [THINK]": f"[THINK]\n{{not this}}\n[/THINK]\n{TEXT}",
    "after <Think> and a lone word of it": f"<Think>\n<think>{{not this}}\n</THINK>\n{TEXT}",
    "after a sign for thinking": f"◁think▷{{not this}}◁/think▷{TEXT}",
    "after <thinking>": f"<thinking>\n{{not this}}\n</thinking>\n{TEXT}",
    "after thinking": f"<think>\n{{not this}}\n</think>\n{TEXT}",
}


@pytest.mark.parametrize("size", [1, 7, 10**6])
@pytest.mark.parametrize("text", SPECS.values(), ids=SPECS)
def test_spec_is_read(text: str, size: int) -> None:
    spec = accepted(Stage.SPEC, text, size)
    assert isinstance(spec, ProblemSpec), spec
    assert spec.rules == tuple(SPEC["rules"])


@pytest.mark.parametrize("size", [1, 7, 10**6])
def test_formulas_are_read_when_nobody_escaped_them(size: int) -> None:
    text = json.dumps({**SPEC, "rules": ["LE", "BOTH"]}).replace("LE", r"$1 \le n$").replace("BOTH", r"\\(x \cdot y\)")
    spec = accepted(Stage.SPEC, text, size)
    assert isinstance(spec, ProblemSpec), spec
    assert spec.rules == (r"$1 \le n$", r"\(x \cdot y\)")


CODES = {
    "py": f"```py\n{PROGRAM}```",
    "Python with CRLF": crlf(f"Of course!\n\n```Python\n{PROGRAM}```\n\n**Why?** It works.\n"),
    "tildes": f"~~~python3\n{PROGRAM}~~~",
    "no tag": f"```\n{PROGRAM}```",
    "attributes": f"``` {{.python .numberLines}}\n{PROGRAM}```",
    "in a list": "1. This:\n\n   ```python\n" + "".join(f"   {line}\n" for line in PROGRAM.splitlines()) + "   ```\n",
    "other blocks beside it": f"```text\n{'1 2 3 ' * 30}\n```\n```py\nprint(1)\n```\n```python\n{PROGRAM}```\n",
    "never closed": f"```python\n{PROGRAM}",
    "closed at the end of the last line": f"```python\n{PROGRAM.rstrip()}```",
    "a version in the tag": f"```python3.11\n{PROGRAM}```",
    "a name in the tag": f"```python:main.py\n{PROGRAM}```",
    "within Markdown": f"````markdown\n# Solution\n\n```python\n{PROGRAM}```\n````\n",
    "after a lone end of thinking": f"```py\n{'x = 1; ' * 20}\n```\nNo: a < b </ c.\n</think>\n```py\n{PROGRAM}```",
}


@pytest.mark.parametrize("size", [1, 7, 10**6])
@pytest.mark.parametrize("text", CODES.values(), ids=CODES)
def test_program_is_read(text: str, size: int) -> None:
    read = accepted(Stage.REFERENCE, text, size)
    assert isinstance(read, str), read
    assert [line for line in read.splitlines() if line] == [line for line in PROGRAM.splitlines() if line]


@pytest.mark.parametrize("text", ["```cpp\nint main() { return 0; }\n```", "```python\n\n```", "I would use a heap."])
def test_program_is_asked_again_when_there_is_none_in_python(text: str) -> None:
    assert isinstance(accepted(Stage.REFERENCE, text, 7), Unusable)


HEADINGS = {
    "as asked": "### {} expect {}",
    "another level, a dash and a colon": "## {} – Expect: {}",
    "in marks": "#### **{}** (expects `{}`)",
    "shouting": "# {} EXPECT {}",
    "in bold": "**{} expected {}**",
    "without a space": "###{} expects {}",
}
VERDICTS = {
    "names": ("WRONG_ANSWER", "TIME_LIMIT_EXCEEDED"),
    "codes": ("WA", "TLE"),
    "words": ("wrong answer", "Time Limit Exceeded"),
}


@pytest.mark.parametrize("verdicts", VERDICTS.values(), ids=VERDICTS)
@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS)
def test_wrong_programs_are_read(heading: str, verdicts: tuple[str, str]) -> None:
    wrong, slow = verdicts
    titles = [("Greedy By Value", wrong), ("off by one", wrong), ("All Pairs", slow)]
    text = "Here they are.\n\n" + "\n".join(
        f"{heading.format(title, verdict)}\n\nWhy.\n\n```py\nprint({number})\n```\n"
        for number, (title, verdict) in enumerate(titles)
    )
    assert accepted(Stage.WRONG, crlf(text), 5) == (
        WrongProgram("greedy_by_value", "WRONG_ANSWER", "print(0)\n"),
        WrongProgram("off_by_one", "WRONG_ANSWER", "print(1)\n"),
        WrongProgram("all_pairs", "TIME_LIMIT_EXCEEDED", "print(2)\n"),
    )


STATEMENT = (
    "There are $n$ boxes.\n\n## Input\n\nOne line: $n$ (${{n_min}} \\le n \\le {{n_max}}$).\n\n{{remainingsamples}}\n"
)
STATEMENTS = {
    "greeting and farewell": f"Sure! Here is the statement:\n\n---\n\n{STATEMENT}\n---\nLet me know if you want more!",
    "greeting, then the title": f"Here's the Markdown:\n\n# Boxes\n\n{STATEMENT}",
    "spaces in placeholders": STATEMENT.replace("{{n_min}}", "{{ n_min }}").replace("samples}}", "samples }}"),
}


@pytest.mark.parametrize("text", STATEMENTS.values(), ids=STATEMENTS)
def test_statement_is_read(text: str) -> None:
    assert accepted(Stage.STATEMENT, text, 7) == STATEMENT


FORMULAS = {
    "inline": (r"Let \(n\) and \( m \) be.", "Let $n$ and $m$ be."),
    "escaped twice": (r"Let \\(1 \le n\\) be.", r"Let $1 \le n$ be."),
    "display": ("The sum\n\\[\n  a + b\n\\].\nEnd.", "The sum\n$$a + b$$.\nEnd."),
    "brackets": (r"The range \[l, r\] is closed.", r"The range \[l, r\] is closed."),
    "code": (r"Print `\(n\)` and $f(x)$.", r"Print `\(n\)` and $f(x)$."),
}


@pytest.mark.parametrize(("written", "read"), FORMULAS.values(), ids=FORMULAS)
def test_formulas_stand_between_dollars(written: str, read: str) -> None:
    assert accepted(Stage.STATEMENT, f"{written}\n\n{STATEMENT}", 7) == f"{read}\n\n{STATEMENT}"


@pytest.mark.parametrize(
    "begin", ["Here is a problem of Bob's: he has boxes.", "Sure of himself, Bob counts boxes.", "Below is a map."]
)
def test_statement_keeps_what_only_looks_like_a_greeting(begin: str) -> None:
    text = f"{begin}\n\n{STATEMENT}"
    assert accepted(Stage.STATEMENT, text, 7) == text
