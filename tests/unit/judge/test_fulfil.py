"""Whether jury submissions keep what is promised of them, and which of their times bound the time limit."""

from __future__ import annotations

import pytest
from chalicelib.protocol import RunReport, Verdict
from judge.fulfil import broken_promises
from judge.matrix import Row
from judge.package.expectations import Bound, Expectation, Rule
from judge.verdict import ON_THE_CLOCK

V = Verdict
RUNS = (
    RunReport("sample/1", V.ACCEPTED, 0.1, 0.2, 1.0, ""),
    RunReport("secret/a/1", V.ACCEPTED, 1.0, 1.1, 1.0, ""),
    RunReport("secret/b/1", V.TIME_LIMIT_EXCEEDED, 4.0, 4.1, 1.0, ""),
)


def row(*rules: Rule, runs: tuple[RunReport, ...] = RUNS) -> Row:
    return Row("x.py", Expectation("x", rules=rules), V.ACCEPTED, runs, 30, group_scores={"secret/a": 30, "secret": 30})


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule(score=(30, 30)), []),
        (Rule(score=(31, 40)), ["scored 30, promised 31 to 40"]),
        (Rule("secret/a", score=(30, 30)), []),
        (Rule("secret/a", score=(0, 0)), ["scored 30 on secret/a, promised 0"]),
        (Rule("secret/{a,b}", permitted=frozenset({V.ACCEPTED})), ["got TIME_LIMIT_EXCEEDED on secret/b/1"]),
        (Rule("secret/b", required=frozenset({V.TIME_LIMIT_EXCEEDED})), []),
    ],
)
def test_rules_are_checked_on_the_tests_that_they_name(rule: Rule, said: list[str]) -> None:
    found = broken_promises(row(rule))
    assert len(found) == len(said)
    assert all(problem.startswith(start) for problem, start in zip(found, said, strict=True))


def test_only_the_tests_of_a_rule_bound_the_time_limit() -> None:
    lower = Rule("secret/a", bounds=frozenset({Bound.LOWER}))
    upper = Rule(bounds=frozenset({Bound.UPPER}))
    assert row(lower, upper).bounding_s(Bound.LOWER) == 1.0
    assert row(lower, upper).bounding_s(Bound.UPPER) == 4.0
    assert row(lower).bounding_s(Bound.UPPER) is None


def test_who_slept_until_the_clock_stopped_it_was_too_slow() -> None:
    asleep = RunReport("secret/1", V.TIME_LIMIT_EXCEEDED, 0.1, 12.0, 1.0, ON_THE_CLOCK)
    assert row(Rule(bounds=frozenset({Bound.UPPER})), runs=(asleep,)).bounding_s(Bound.UPPER) == 6.0
