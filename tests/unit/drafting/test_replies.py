"""Replies in every form that models give them, whole and cut anywhere."""

from __future__ import annotations

from itertools import pairwise

import pytest
from chalicelib.domain.frames import Channel
from chalicelib.domain.replies import shape_of
from chalicelib.domain.replies.pieces import Code, Fault, Found, JsonObject, Markdown, Piece, Programs, Unusable, merged
from chalicelib.domain.replies.reply import Finish, Reply, ReplyTooLong
from hypothesis import given, settings
from hypothesis import strategies as st

TITLE = "Ribbons Along the Avenue"


def read(stage: str, *chunks: str, finish: Finish = Finish.STOP) -> tuple[list[Piece], Found]:
    reply = Reply(shape_of(stage, TITLE))
    pieces = [piece for chunk in chunks for piece in reply.feed(chunk)]
    pieces += reply.finish()
    return merged(pieces), reply.found(finish)


def shown(pieces: list[Piece], channel: Channel) -> str:
    return "".join(piece.text for piece in pieces if piece.channel is channel)


PROGRAMS = {
    "backticks": "```python\nprint(1)\n```\n",
    "tag py": "```py\nprint(1)\n```",
    "tag in capitals": "``` Python\nprint(1)\n```",
    "no tag": "```\nprint(1)\n```",
    "tildes": "~~~python\nprint(1)\n~~~\n",
    "CRLF": "```python\r\nprint(1)\r\n```\r\n",
    "byte order mark": "\ufeff```python\nprint(1)\n```",
    "prose around": "Here it is:\n\n```python\nprint(1)\n```\nIt prints `1`.",
    "longest of several": "```python\nx\n```\nBetter:\n```python\nprint(1)\n```\n```py\ny\n```",
    "longer block in another language": "```text\nsome long sample input\n```\n```python\nprint(1)\n```",
    "never closed": "```python\nprint(1)\n",
    "indented in a list": "1. The program:\n   ```python\n   print(1)\n   ```\n",
    "longer fence": "````python\nprint(1)\n````",
    "thinking first": "<think>```python\nprint('a longer idea')\n```</think>\n```python\nprint(1)\n```",
}


@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_program_is_found_when_fenced_in_any_usual_way(text: str) -> None:
    assert read("reference", text)[1] == Code("print(1)\n")


def test_fence_inside_a_string_does_not_end_the_block_when_it_is_indented() -> None:
    program = 'doc = """\n        ```\n"""\nprint(doc)\n'
    assert read("brute", f"```python\n{program}```\n")[1] == Code(program)


def test_code_and_prose_go_to_their_channels_when_both_are_there() -> None:
    pieces, _ = read("reference", "So:\n```python\nprint(1)\n```\nDone.")
    assert pieces == [
        Piece(Channel.PROSE, "So:\n"),
        Piece(Channel.CODE, "print(1)\n"),
        Piece(Channel.PROSE, "Done."),
    ]


def test_code_is_shown_at_once_when_a_line_has_begun() -> None:
    reply = Reply(shape_of("reference"))
    reply.feed("```python\n")
    assert reply.feed("pri") == [Piece(Channel.CODE, "pri")]


UNUSABLE_PROGRAMS = {
    "empty": ("", Fault.EMPTY),
    "blank": (" \n\n", Fault.EMPTY),
    "thinking only": ("<think>hm</think>", Fault.EMPTY),
    "no fence": ("print(1)", Fault.NO_CODE),
    "empty block": ("```python\n\n```", Fault.NO_CODE),
    "another language": ("```cpp\nint main() {}\n```", Fault.NO_CODE),
}


@pytest.mark.parametrize(("text", "fault"), UNUSABLE_PROGRAMS.values(), ids=UNUSABLE_PROGRAMS)
def test_reply_is_unusable_when_it_holds_no_program(text: str, fault: Fault) -> None:
    found = read("reference", text)[1]
    assert isinstance(found, Unusable)
    assert found.fault is fault


@pytest.mark.parametrize("finish", [Finish.LENGTH, Finish.MISSING])
def test_reply_is_truncated_when_the_server_does_not_say_that_it_stopped(finish: Finish) -> None:
    found = read("reference", "```python\nprint(1)\n```", finish=finish)[1]
    assert isinstance(found, Unusable)
    assert found.fault is Fault.TRUNCATED


def section(name: str, verdict: str, code: str = "print(0)") -> str:
    return f"### {name} expect {verdict}\nIt is wrong because.\n```python\n{code}\n```\n\n"


def test_programs_are_found_when_each_has_its_section() -> None:
    text = (
        "Three programs:\n\n"
        + section("Greedy Choice", "WRONG_ANSWER", "print(1)")
        + section("`off-by-one`", "**WRONG_ANSWER**", "print(2)")
        + section("quadratic", "TIME_LIMIT_EXCEEDED", "while True:\n    ### not a heading\n    pass")
    )
    pieces, found = read("wrong", text)
    assert isinstance(found, Programs)
    assert [(p.name, p.verdict) for p in found.programs] == [
        ("greedy_choice", "WRONG_ANSWER"),
        ("off_by_one", "WRONG_ANSWER"),
        ("quadratic", "TIME_LIMIT_EXCEEDED"),
    ]
    assert found.programs[2].code == "while True:\n    ### not a heading\n    pass\n"
    assert "expect" not in shown(pieces, Channel.PROSE)


def test_heading_is_prose_when_it_only_speaks_of_what_to_expect() -> None:
    text = "### What to expect from these\n\n" + section("a1", "wrong answer") * 3
    pieces, found = read("wrong", text)
    assert isinstance(found, Programs)
    assert [program.verdict for program in found.programs] == ["WRONG_ANSWER"] * 3
    assert shown(pieces, Channel.PROSE).startswith("### What to expect from these\n")


def test_names_stay_apart_when_sections_share_one() -> None:
    found = read("wrong", section("Löwe", "WRONG_ANSWER") * 2 + section("탐욕", "WRONG_ANSWER"))[1]
    assert isinstance(found, Programs)
    assert len({program.name for program in found.programs}) == 3


BAD_SECTIONS = {
    "too few": (section("a1", "WRONG_ANSWER") * 2, "It has 2 sections"),
    "too many": ("".join(section(f"a{i}", "WRONG_ANSWER") for i in range(7)), "It has 7 sections"),
    "unknown verdict": (section("a1", "ACCEPTED") * 3, "Section 'a1' expects 'ACCEPTED'"),
    "no block": ("### a1 expect WRONG_ANSWER\nnothing\n" * 3, "Section 'a1' has no fenced python block"),
    "no sections": ("```python\nprint(1)\n```", "It has 0 sections"),
}


@pytest.mark.parametrize(("text", "miss"), BAD_SECTIONS.values(), ids=BAD_SECTIONS)
def test_sections_are_refused_with_the_reason_when_one_is_wrong(text: str, miss: str) -> None:
    found = read("wrong", text)[1]
    assert isinstance(found, Unusable)
    assert any(line.startswith(miss) for line in found.misses)


OBJECTS = {
    "bare": '{"a": {"b": "}"}}',
    "fenced": '```json\n{"a": {"b": "}"}}\n```',
    "prose around": 'Here {as asked} it is:\n{"a": {"b": "}"}}\nDone {really}.',
    "longest of two": '{"x": 1} {"a": {"b": "}"}}',
    "spaced": '{\n\n  "a": {"b": "}"}}',
    "thinking first": '<think>{"longer": "than the real one"}</think>{"a": {"b": "}"}}',
}


@pytest.mark.parametrize("text", OBJECTS.values(), ids=OBJECTS)
def test_object_is_found_when_it_stands_anywhere(text: str) -> None:
    pieces, found = read("spec", text)
    assert isinstance(found, JsonObject)
    assert found.value == {"a": {"b": "}"}}
    assert shown(pieces, Channel.PROSE) == ""


BAD_OBJECTS = {
    "none": ("There is none.", "It holds no JSON object."),
    "cut": ('{"a": [1, 2', "It ends in the middle of the JSON object."),
    "two commas": ('{"a": 1,,}', "Its JSON cannot be read"),
    "NaN": ('{"a": NaN}', "Its JSON cannot be read: NaN is not JSON"),
    "very deep": ('{"a": ' + "[" * 50_000 + "]" * 50_000 + "}", "Its JSON cannot be read"),
    "huge number": ('{"a": ' + "9" * 10_000 + "}", "Its JSON cannot be read"),
}


@pytest.mark.parametrize(("text", "miss"), BAD_OBJECTS.values(), ids=BAD_OBJECTS)
def test_object_is_refused_with_the_reason_when_it_cannot_be_read(text: str, miss: str) -> None:
    found = read("spec", text)[1]
    assert isinstance(found, Unusable)
    assert found.fault is Fault.NO_JSON
    assert found.misses[0].startswith(miss)


BODY = "Ferries leave {{n_min}} to {{n_max}}.\n\n## Input\n\n{{remainingsamples}}\n"
STATEMENTS = {
    "as it is": BODY,
    "heading": f"# {TITLE}\n\n{BODY}",
    "another top heading": f"\n# Problem: Ribbons\n{BODY}",
    "bold title": f"**{TITLE}**\n\n{BODY}",
    "second-level title": f"## {TITLE}\n\n{BODY}",
    "underlined title": f"{TITLE}\n=====\n\n{BODY}",
    "fenced": f"```markdown\n{BODY}```\n",
    "fenced without tag": f"```\n# {TITLE}\n\n{BODY}```",
    "fenced after a preamble": f"Here is the statement:\n\n```md\n# {TITLE}\n{BODY}```\n",
    "fence never closed": f"```markdown\n{BODY}",
    "CRLF": BODY.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("text", STATEMENTS.values(), ids=STATEMENTS)
def test_statement_loses_only_title_and_fence_when_it_has_them(text: str) -> None:
    assert read("statement", text)[1] == Markdown(BODY)


def test_inner_fences_stay_when_the_whole_statement_is_fenced() -> None:
    body = "Like this:\n```\n1 2\n```\nor\n```text\n3\n```\nEnd.\n"
    assert read("statement", f"```markdown\n{body}```\nGood luck!")[1] == Markdown(body)


def test_fences_stay_when_the_statement_is_not_fenced() -> None:
    body = "Like this:\n\n```\n1 2\n```\n"
    assert read("statement", body)[1] == Markdown(body)


def test_characters_are_whole_when_a_chunk_parts_their_halves() -> None:
    pieces, found = read("statement", "Boats \ud83d", "\udea2 and \udead")
    assert found == Markdown("Boats 🚢 and \ufffd\n")
    assert shown(pieces, Channel.PROSE) == "Boats 🚢 and \ufffd"


def test_reply_is_refused_when_it_never_ends() -> None:
    reply = Reply(shape_of("reference"), limit=1000)
    reply.feed("x" * 999)
    reply.think("x")
    with pytest.raises(ReplyTooLong):
        reply.feed("x")


def test_reasoning_has_its_own_channel_when_the_server_sends_it_apart() -> None:
    reply = Reply(shape_of("reference"))
    assert reply.think("Hm.\r\n") == [Piece(Channel.REASONING, "Hm.\n")]
    assert isinstance(reply.found(Finish.STOP), Unusable)


FENCES = ["```", "~~~", "````", "`", "python", "markdown", "<think>", "</think>"]
LINES = ["\n", "\r\n", "\r", " ", "   ", "#", "### a1 expect WRONG_ANSWER", "===", TITLE, "x = 1", "a" * 205, "1"]
CHARACTERS = ["{", "}", '"', "[", "]", "\\", ":", "\ud83d", "\ude00", "가", "\ufeff"]
SNIPPETS = st.sampled_from(FENCES + LINES + CHARACTERS)


@settings(max_examples=400, deadline=None)
@given(
    stage=st.sampled_from(["spec", "reference", "wrong", "statement"]),
    parts=st.lists(SNIPPETS, max_size=40),
    cuts=st.lists(st.integers(0, 400), max_size=12),
)
def test_reply_gives_the_same_wherever_it_is_cut(stage: str, parts: list[str], cuts: list[int]) -> None:
    text = "".join(parts)
    borders = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    chunks = [text[start:end] for start, end in pairwise(borders)]
    assert read(stage, *chunks) == read(stage, text)
    assert read(stage, *text) == read(stage, text)


@pytest.mark.parametrize("stage", ["spec", "reference", "wrong", "statement"])
@pytest.mark.parametrize("text", [*PROGRAMS.values(), *OBJECTS.values(), *STATEMENTS.values()])
def test_reply_gives_the_same_when_it_comes_in_single_characters(stage: str, text: str) -> None:
    assert read(stage, *text) == read(stage, text)
