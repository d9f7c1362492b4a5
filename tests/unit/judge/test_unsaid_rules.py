"""Rules that a statement leaves out, and such as it says in words of its own."""

from __future__ import annotations

from decimal import Decimal

import pytest
from judge.gates.complete import missing_rules
from judge.probe.concerns import CONCERNS, OPTIMA, shows_case, unspoken
from judge.probe.prose import Statement
from judge.probe.spec import ProblemSpec, Variable
from judge.probe.stems import stems
from judge.probe.unsaid import unsaid_rules

RULES = (
    "The gates of the depot are numbered from 1 to g; all of them are free at the beginning.",
    "A truck takes the free gate with the smallest number.",
    "If no gate is free, the truck waits in a queue.",
    "A truck that waits longer than an hour drives away and is not unloaded.",
    "Trucks in the queue are served in the order of arrival.",
    "Print for each gate the number of trucks unloaded there.",
)
PATIENCE = RULES[3]
KOREAN_RULES = (
    "화분은 원형으로 놓으며 번호는 시계 방향으로 붙인다.",
    "이웃한 두 화분은 색이 달라야 한다.",
    "돌려서 같아지는 배치는 한 가지로 센다.",
    "화분에 심은 꽃의 높이는 왼쪽 화분보다 낮지 않아야 한다.",
    "방법의 수를 출력한다.",
)
OPTIMUM, WRAP, TURN = OPTIMA[0], CONCERNS[0], CONCERNS[5]


def _spec(rules: tuple[str, ...], summary: str) -> ProblemSpec:
    number = Variable("g", "integer", Decimal(1), Decimal(100), "number of gates")
    return ProblemSpec(
        "Depot", summary, rules, (number,), ("g",), ("one integer per gate",), "exact", "", (), "", "", 1.0, 256
    )


DEPOT = _spec(RULES, "Trucks arrive at a depot with g gates and are unloaded. Count them.")
POTS = _spec(KOREAN_RULES, "화분을 배치하는 방법의 수를 센다.")


def _told(spec: ProblemSpec, left_out: str, instead: str = "", language: str = "en") -> list[str]:
    said = [instead if rule == left_out else rule for rule in spec.rules]
    text = f"{spec.summary}\n\n{' '.join(said)}"
    return list(unsaid_rules(spec, Statement(language, text, text)))


def test_a_statement_with_all_rules_lacks_none() -> None:
    assert _told(DEPOT, "") == []
    assert _told(POTS, "", language="ko") == []


def test_a_rule_that_is_left_out_is_told() -> None:
    assert _told(DEPOT, PATIENCE) == [f"the rule {PATIENCE[:80]!r} is said in no words"]
    assert _told(POTS, KOREAN_RULES[3], language="ko") == [f"the rule {KOREAN_RULES[3]!r} is said in no words"]


@pytest.mark.parametrize(
    "instead",
    [
        "Drivers give up after more than an hour in the line.",
        "Nobody stays for more than sixty minutes; whoever would have to leaves without having been served.",
        "Patience ends after sixty minutes.",
        "A truck drives away after an hour.",
        "Whoever waits $t > 60$ minutes goes home.",
    ],
)
def test_a_rule_in_other_words_is_said(instead: str) -> None:
    assert _told(DEPOT, PATIENCE, instead) == []


def test_a_korean_rule_in_other_words_is_said() -> None:
    assert _told(POTS, KOREAN_RULES[3], "오른쪽으로 갈수록 꽃의 키가 줄어들면 안 된다.", "ko") == []


def test_a_statement_in_words_of_its_own_is_not_judged() -> None:
    text = (
        "Lorries come to a yard with $g$ ramps, which are empty in the morning. Each one goes to the first ramp that "
        "is vacant. Otherwise it lines up, and nobody jumps the line. How many have each ramp served?"
    )
    assert list(unsaid_rules(DEPOT, Statement("en", text, text))) == []


def test_what_is_allowed_may_be_taken_for_granted() -> None:
    free = "Drivers may chat with each other while sitting in the canteen."
    assert _told(_spec((*RULES, free), DEPOT.summary), free) == []


def test_a_language_that_is_not_known_is_not_judged() -> None:
    assert _told(DEPOT, PATIENCE, language="de") == []
    assert list(missing_rules(Statement("ko", "트럭이 온다.", "트럭이 온다."), DEPOT)) == []


@pytest.mark.parametrize(
    "said",
    [
        "Seat 1 is right beside seat n.",
        "Behind bead $n$ one gets to bead $1$ again.",
        "`z` is succeeded by `a`.",
        "The necklace has n beads.",
        "The dial jumps from 99 to 0.",
        "All numbers are taken modulo $n$.",
    ],
)
def test_ways_to_say_that_it_goes_round(said: str) -> None:
    assert list(unspoken((WRAP,), "en", "The beads form a ring: after bead n comes bead 1.", said)) == []


def test_that_it_goes_round_is_not_said() -> None:
    rule, said = (
        "After z the alphabet starts again at a.",
        "A letter is replaced by the one 3 places later, from a to z.",
    )
    assert list(unspoken(CONCERNS, "en", rule, said)) == [WRAP.name]
    assert list(unspoken(CONCERNS, "ko", "z 다음은 다시 a이다.", "글자를 3칸 뒤의 글자로 바꾼다.")) == [WRAP.name]


@pytest.mark.parametrize(
    "said",
    [
        "How many coins do you need?",
        "After how many turns is it reached for the first time?",
        "Use as few as you can.",
        "Do not spend a coin more than necessary.",
    ],
)
def test_ways_to_ask_for_a_minimum(said: str) -> None:
    assert list(unspoken(OPTIMA, "en", "Print the smallest number of turns.", said)) == []


def test_that_a_minimum_is_wanted_is_not_said() -> None:
    said = "The first line contains n. When is it reached? Print the number of turns."
    assert list(unspoken(OPTIMA, "en", "Print the smallest number of turns.", said)) == [OPTIMUM.name]


def test_an_example_shows_whether_capitals_matter() -> None:
    assert shows_case("`Kim` and `kim` are two people.")
    assert not shows_case("`Kim` and `Lee` are two people. Kim wins.")


def test_stems_are_the_same_with_other_endings() -> None:
    assert stems("trucks arriving, the gates") == stems("A truck arrives at a gate.")
    assert stems("화분을 놓는다") & stems("화분이 있다") == {"화분"}
