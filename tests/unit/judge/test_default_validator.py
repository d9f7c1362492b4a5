"""The default output validator against the words of the format, section "Default output validator specification"."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judge.validate import Judgement, validate_default
from judge.validate.options import ComparisonOptions, ValidatorArgumentError, parse_options
from judge.validate.tokens import compare

CASES = [
    # output, answer, arguments, accepted
    ("equal bytes", b"1 2\n", b"1 2\n", "", True),
    ("no final newline", b"1 2", b"1 2\n", "", True),
    ("other white space", b"\v1\f\t2\r\n\n", b"1 2\n", "", True),
    ("no-break space is no white space", b"1\xa02", b"1 2", "", False),
    ("a NUL is part of a token", b"1\x002", b"1 2", "", False),
    ("both empty", b"", b"\n", "", True),
    ("missing token", b"1", b"1 2", "", False),
    ("extra token", b"1 2 3", b"1 2", "", False),
    ("split token", b"1 2", b"12", "", False),
    ("case ignored by default", b"YES no", b"yes NO", "", True),
    ("case_sensitive", b"YES", b"yes", "case_sensitive", False),
    ("case_sensitive and equal", b"YES", b"YES\n", "case_sensitive", True),
    ("only ASCII letters fold", "Ä".encode(), "ä".encode(), "", False),
    ("numbers are strings without tolerance", b"1.0", b"1", "", False),
    ("leading zeros are other strings", b"01", b"1", "", False),
    ("sign is another string", b"+1", b"1", "", False),
    ("within absolute", b"1.05", b"1", "float_absolute_tolerance 0.1", True),
    ("beyond absolute", b"1.2", b"1", "float_absolute_tolerance 0.1", False),
    ("absolute does not scale", b"1000.2", b"1000", "float_absolute_tolerance 0.1", False),
    ("within relative", b"1010", b"1000", "float_relative_tolerance 0.01", True),
    ("beyond relative", b"1011", b"1000", "float_relative_tolerance 0.01", False),
    ("relative is relative to the answer", b"1000", b"990", "float_relative_tolerance 0.01", False),
    ("relative to zero", b"0.0001", b"0", "float_relative_tolerance 0.01", False),
    ("negative zero", b"-0.0", b"0", "float_relative_tolerance 0.01", True),
    ("either tolerance is enough", b"0.0001", b"0", "float_relative_tolerance 1 float_absolute_tolerance 1e-3", True),
    ("float_tolerance sets both, small", b"0.0000001", b"0", "float_tolerance 1e-6", True),
    ("float_tolerance sets both, large", b"1000000.5", b"1000000", "float_tolerance 1e-6", True),
    ("zero tolerance accepts other spellings", b"1e0", b"1.000", "float_tolerance 0", True),
    ("scientific notation", b"3.14000000e-2", b"0.0314", "float_tolerance 1e-9", True),
    ("no digits after the point", b"5.", b"5", "float_tolerance 1e-9", True),
    ("no digits before the point", b".5", b"0.5", "float_tolerance 1e-9", True),
    ("integers are floats too", b"7.0", b"7", "float_tolerance 1e-9", True),
    ("nan is no number", b"nan", b"1", "float_tolerance 1", False),
    ("inf is no number", b"inf", b"1e308", "float_tolerance 1", False),
    ("hexadecimal is no number", b"0x10", b"16", "float_tolerance 1", False),
    ("an underscore is no number", b"1_0", b"10", "float_tolerance 1", False),
    ("a fraction is no number", b"1/2", b"0.5", "float_tolerance 1", False),
    ("a lone point is no number", b".", b"0", "float_tolerance 1", False),
    ("a comma is no number", b"0,5", b"0.5", "float_tolerance 1", False),
    ("words beside numbers", b"Case 1.00: x", b"case 1.00: X", "float_tolerance 1e-6", True),
    ("words beside numbers, case_sensitive", b"case 1", b"Case 1", "float_tolerance 1e-6 case_sensitive", False),
    ("infinite answer is compared as a word", b"INF", b"inf", "float_tolerance 1e-6", True),
    ("beyond doubles, equal", b"1e400", b"10e399", "float_relative_tolerance 1e-9", True),
    ("beyond doubles, apart", b"1e400", b"2e400", "float_relative_tolerance 1e-9", False),
    ("finite for an answer beyond doubles", b"5", b"1e400", "float_relative_tolerance 1e-9", False),
    ("thirty digits on both sides", b"1" * 30 + b"." + b"2" * 30, b"1" * 30 + b".2", "float_tolerance 1e-9", True),
    ("spaces count", b"1  2\n", b"1 2\n", "space_change_sensitive", False),
    ("spaces count, kind", b"1\t2\n", b"1 2\n", "space_change_sensitive", False),
    ("spaces count, end", b"1 2", b"1 2\n", "space_change_sensitive", False),
    ("spaces count, begin", b" 1 2\n", b"1 2\n", "space_change_sensitive", False),
    ("spaces count, extra line", b"1 2\n\n", b"1 2\n", "space_change_sensitive", False),
    ("spaces count, case does not", b"a B\n", b"A b\n", "space_change_sensitive", True),
    ("spaces and case count", b"a B\n", b"A b\n", "space_change_sensitive case_sensitive", False),
    ("spaces count, floats compare", b"1.00 x\n", b"1 x\n", "space_change_sensitive float_tolerance 1e-6", True),
    ("spaces count, floats apart", b"1.10 x\n", b"1 x\n", "space_change_sensitive float_tolerance 1e-6", False),
]


@pytest.mark.parametrize(("output", "answer", "args", "accepted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_default_validator_follows_the_format(output: bytes, answer: bytes, args: str, accepted: bool) -> None:
    expected = Judgement.ACCEPTED if accepted else Judgement.REJECTED
    assert validate_default(output, answer, args.split()).judgement is expected


@pytest.mark.parametrize(
    "args",
    [
        "float_tolerance",
        "float_tolerance x",
        "float_tolerance -1",
        "float_tolerance nan",
        "float_tolerance 1 float_tolerance 2",
        "float_tolerance 1 float_absolute_tolerance 2",
        "float_relative_tolerance 1 float_tolerance 2",
        "ignore_case",
    ],
)
def test_wrong_arguments_are_the_packages_fault(args: str) -> None:
    report = validate_default(b"1", b"2", args.split())
    assert report.judgement is Judgement.FAILED
    assert args.split()[0] in report.judge_message or "float_tolerance" in report.judge_message


def test_unknown_argument_raises_naming_it() -> None:
    with pytest.raises(ValidatorArgumentError, match="frobnicate"):
        parse_options(["frobnicate"])


def test_messages_name_the_line_and_keep_the_answer_from_teams() -> None:
    report = validate_default(b"1\n2\nbad\n", b"1\n2\nsecret\n", [])
    assert report.team_message == "line 3 of the output"
    assert "'secret'" in report.judge_message
    assert "'bad'" in report.judge_message


def test_messages_tell_an_empty_output_from_a_short_one() -> None:
    assert validate_default(b" \n", b"1", []).team_message == "the output is empty"
    assert validate_default(b"1", b"1 2", []).team_message == "the output ends too early"


def test_message_keeps_the_spelling_of_the_output() -> None:
    assert "'ABC'" in validate_default(b"ABC", b"x", []).judge_message


def test_difference_far_behind_the_first_block_is_located() -> None:
    lines = [b"%d" % number for number in range(200_000)]
    answer = b"\n".join(lines)
    lines[150_000] = b"wrong"
    mismatch = compare(b" \n".join(lines), answer, ComparisonOptions())
    assert mismatch is not None
    assert (mismatch.found, mismatch.expected) == (b"wrong", b"150000")


TOKEN = st.sampled_from([b"1", b"1.0", b"1.05", b"-2e3", b"x", b"X", b"nan", b"1e999", b"."])
GAP = st.sampled_from([b" ", b"\n", b"\t\r\n", b"\v\f"])
ARGS = st.sampled_from(["", "case_sensitive", "float_tolerance 0.1", "float_relative_tolerance 0.01 case_sensitive"])


@st.composite
def texts(draw: st.DrawFn) -> bytes:
    return b"".join(draw(TOKEN) + draw(GAP) for _ in range(draw(st.integers(0, 12))))


def slow_compare(output: bytes, answer: bytes, options: ComparisonOptions) -> bool:
    """The format's words, one token after the other, with no fast path."""
    mine, theirs = re.findall(rb"[^ \f\n\r\t\v]+", output), re.findall(rb"[^ \f\n\r\t\v]+", answer)
    return len(mine) == len(theirs) and all(slow_same(a, b, options) for a, b in zip(mine, theirs, strict=True))


def slow_same(token: bytes, wanted: bytes, options: ComparisonOptions) -> bool:
    grammar = rb"[+-]?(\d*\.\d+|\d+\.|\d+)([Ee][+-]?\d+)?"
    if options.has_tolerance and re.fullmatch(grammar, wanted) and token != wanted:
        if not re.fullmatch(grammar, token):
            return False
        error, size = abs(float(token) - float(wanted)), abs(float(wanted))
        near = [options.absolute is not None and error <= options.absolute]
        near += [options.relative is not None and size != float("inf") and error <= options.relative * size]
        return any(near)
    return token == wanted or (not options.case_sensitive and token.lower() == wanted.lower())


@given(output=texts(), answer=texts(), args=ARGS)
def test_fast_comparison_decides_as_the_slow_one(output: bytes, answer: bytes, args: str) -> None:
    options = parse_options(args.split())
    assert (compare(output, answer, options) is None) == slow_compare(output, answer, options)


@given(answer=texts(), args=ARGS)
def test_an_answer_is_accepted_as_an_output_with_any_white_space(answer: bytes, args: str) -> None:
    options = parse_options(args.split())
    assert compare(b"\n\n".join(answer.split()), answer, options) is None


@given(output=st.binary(max_size=200), answer=st.binary(max_size=200), args=ARGS)
def test_any_bytes_get_a_judgement(output: bytes, answer: bytes, args: str) -> None:
    assert validate_default(output, answer, args.split()).judgement is not Judgement.FAILED
