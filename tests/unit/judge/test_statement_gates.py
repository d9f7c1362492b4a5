"""What statements must not hold and what they must hold: pure decisions on texts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from judge.gates.complete import (
    breaks_off,
    is_cut_off,
    missing_grading,
    missing_numbers,
    missing_sections,
    missing_variables,
    missing_words,
)
from judge.gates.renders import typed_samples
from judge.gates.structure import owner
from judge.probe.indiscreet import leaks, model_talk
from judge.probe.likeness import likeness
from judge.probe.markup import flaws, placeholders
from judge.probe.oppose import exchanged, opposed
from judge.probe.prose import Statement
from judge.probe.said import printed_words
from judge.probe.spec import ProblemSpec, Variable
from judge.probe.tongue import guess, has_foreign_sentences, is_foreign
from judge.probe.unsafe import dangers

ENGLISH = 2 * "There are several islands in the bay, and each of them can be reached from the harbour with one ferry. "
KOREAN = (
    "바다에는 섬이 여러 개 있고 모든 섬은 배를 한 번 타면 갈 수 있다. 가장 짧은 시간을 구하는 프로그램을 작성하시오."
)
SPANISH = 3 * "En la bahía hay varias islas y cada una de las islas se puede visitar con el barco que sale del puerto. "
GERMAN = (
    3 * "In der Bucht liegen die Inseln, und jede wird von einem Schiff angefahren, das nicht auf den Hafen wartet. "
)


@pytest.mark.parametrize(
    ("text", "language", "is_wrong"),
    [
        (ENGLISH, "en", False),
        (ENGLISH, "ko", True),
        (KOREAN, "en", True),
        (KOREAN, "ko", False),
        (SPANISH, "es", False),
        (SPANISH, "en", True),
        (ENGLISH, "es", True),
        (GERMAN, "de", False),
        (GERMAN, "fr", True),
        (GERMAN, "xx", False),
        ("Print n.", "ko", False),
    ],
)
def test_is_foreign(text: str, language: str, is_wrong: bool) -> None:
    assert (is_foreign(text, language) is not None) is is_wrong


def test_guess_of_the_language() -> None:
    assert [guess(text) for text in (ENGLISH, KOREAN, SPANISH, "n m k")] == ["en", "ko", "es", None]


CLEAN = (
    "Costs are at most $5 per ride, or $10 a day.",
    "Print the largest $k$ with $a_{k} \\le 10^{9}$\n$$\\sum_{i} \\frac{a_i}{2} = \\left\\lfloor x \\right\\rfloor$$",
    "A *streak* is **long** if `2 ** n` holds; a * b and 2 * 3 are products.",
    "```\n$ not a formula {\n```\n\nText.",
    "| n | points |\n|---|---|\n| $10$ | 20 |",
    "- one\n- two $x$\n\n$$\na\n+ b\n$$",
    "Escaped \\$ and \\_ and <b>bold</b>.",
)


@pytest.mark.parametrize("text", CLEAN)
def test_clean_markup(text: str) -> None:
    assert list(flaws(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The number $n of islands.",
        "Bounds are $1 \\le n \\le 5.",
        "A formula $a_{1$ with a brace.",
        "No such command: $\\leqq n \\leeq m$.",
        "A formula lost its dollars: 1 \\le n.",
        "**bold that never ends",
        "<b>bold that never ends",
        "```\ncode that never ends",
        "$\\begin{cases} 1$",
        "$\\left( a$",
        "caf\ufffd",
        "donâ€™t",
        "| a | b | c |\n|---|---|\n| 1 | 2 | 3 |",
    ],
)
def test_broken_markup(text: str) -> None:
    assert list(flaws(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{nextsample}} and {{remainingsamples}}", 0),
        ("$\\frac{{a}}{{b_i}}$", 0),
        ("at most {{legs}}", 1),
        ("$n \\le {{n_max}}$", 1),
        ("{{ rest_minutes }}", 1),
        ("{legs} rides", 1),
        ("a set {n} of one", 0),
        ("{% if x %}", 1),
        ("`{{code}}`", 1),
    ],
)
def test_placeholders(text: str, found: int) -> None:
    assert len(list(placeholders(text, {"legs"}))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## Sample Input 1\n\n```\n1\n```\n", 1),
        ("**예제 출력**\n\n    3 4\n", 1),
        ("## Sample\n\nInput:\n```\n3 8\n```\nOutput:\n```\n11\n```\n", 1),
        ("## Sample 1\n\n{{nextsample}}\n", 0),
        ("## Samples\n\n{{remainingsamples}}\n\nInput:\n\n```\nn m\n```\n", 0),
        ("## Input\n\n```\nn m\n```\n", 0),
        ("In the first sample the input says that there are three islands and two ferries in all.\n\n    x\n", 0),
    ],
)
def test_typed_samples(text: str, found: int) -> None:
    assert len(list(typed_samples(text))) == found


@pytest.mark.parametrize(
    "text",
    [
        "Use Dijkstra's algorithm.",
        "It takes $O(n \\log n)$ time.",
        "Hint: a binary search over the answer.",
        "Hint: think about what the last gate costs.",
        "The problem can be solved by sorting the cards and using a stack.",
        "동적 계획법으로 풀 수 있다.",
        "Use rerooting to move the depot.",
        "Run through the list in linear time.",
        "Use breadth-first search with a queue to find the smallest number of moves.",
        "Find the largest length using binary search.",
    ],
)
def test_leaks(text: str) -> None:
    assert list(leaks(text, ""))


@pytest.mark.parametrize(
    "text",
    [
        "People stand in a queue and are served greedily, as requested.",
        "The bubble sort algorithm swaps neighbours; how many swaps does it make?",
        "Print a topological sort of the graph, if there is a solution.",
        "All prefix sums are positive. The point O(x, y) is the origin.",
        "Find the optimal solution for the stack of plates.",
        "Claude and Gemini are friends; I have written n letters.",
        "A majority is determined in linear time: you just count the votes.",
        "A dictionary holds words in sorted order, and you may use each word once.",
        "Count the comparisons that binary search makes on this list.",
        "A clinic uses a priority queue; print the order in which patients are seen.",
    ],
)
def test_stories_leak_nothing(text: str) -> None:
    assert list(leaks(text, "")) == []
    assert model_talk(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "As an AI language model, I cannot.",
        "Sure! Here is the statement:",
        "I hope this helps!",
        "Note: I assumed that the van starts at gate 1.",
        "요청하신 문제입니다.",
    ],
)
def test_model_talk(text: str) -> None:
    assert model_talk(text)


def _spec(**fields: object) -> ProblemSpec:
    variables = (
        Variable("n", "integer", Decimal(1), Decimal(100000)),
        Variable("a_i", "integer", Decimal(0), Decimal(30)),
    )
    values: dict[str, object] = {
        "title": "", "summary": "", "rules": ("Each ride takes 25 minutes.", "It is -1 if there is no way."),
        "variables": variables, "input_layout": ("n", "a_1 ... a_n"), "output_layout": ("one integer",),
        "output_kind": "exact", "float_tolerance": "", "answer_classes": ("-1",), "intended_complexity": "",
        "naive_complexity": "", "time_limit_s": 1.0, "memory_mib": 256,
    }  # fmt: skip
    return ProblemSpec(**(values | fields))  # type: ignore[arg-type]  # a table of fields


def _statement(text: str, language: str = "en") -> Statement:
    return Statement(language, text, text)


FULL = "$1 \\le n \\le 100{,}000$ rides, $a_i \\le 30$, take 25 minutes each; print -1 if there is no way."
KOREAN_FULL = "$n$은 10만 이하, $a_i$는 30 이하, 한 번에 25분이 걸린다. 없으면 -1을 출력한다."


@pytest.mark.parametrize("statement", [_statement(FULL), _statement(KOREAN_FULL, "ko")], ids=["en", "ko"])
def test_a_complete_statement_lacks_nothing(statement: Statement) -> None:
    spec = _spec()
    assert [
        *missing_variables(statement, spec),
        *missing_numbers(statement, spec),
        *missing_words(statement, spec),
    ] == []


def test_what_is_missing_is_told() -> None:
    statement = _statement("$1 \\le n \\le 100$ rides take some time.")
    spec = _spec()
    assert len(list(missing_variables(_statement("Some rides."), spec))) == 2
    assert list(missing_numbers(statement, spec)) == ["25 of the rule 'Each ride takes 25 minutes.' is missing"]
    assert list(missing_words(statement, spec)) == ["the answer -1 is not mentioned"]


def test_a_count_need_not_be_said_to_be_zero() -> None:
    assert list(missing_words(_statement("Print the number."), _spec(answer_classes=("0",), rules=("Count.",)))) == []


def test_grading_must_be_told() -> None:
    assert list(missing_grading(_statement("Print a way."), _spec(output_kind="any_valid")))
    assert not list(missing_grading(_statement("Print any way."), _spec(output_kind="any_valid")))
    assert list(missing_grading(_statement("Print the time."), _spec(output_kind="float")))
    assert not list(missing_grading(_statement("An error of $10^{-6}$ is fine."), _spec(output_kind="float")))
    exact = _spec(output_kind="float", float_tolerance="1e-6")
    assert not list(missing_grading(_statement("An error of $10^{-6}$ is fine. With 0.05 the error is small."), exact))
    assert list(missing_grading(_statement("An error of $10^{-3}$ is fine."), exact))


def test_sections() -> None:
    text = "A story of some length that says what the problem is about.\n\n## Input\n\nA number.\n\n"
    assert list(missing_sections(_statement(text)))
    assert not list(missing_sections(_statement(text + "## Output\n\nA number.\n")))
    assert list(missing_sections(_statement(text + "## Output\n\n{{nextsample}}\n")))
    samples = "## Output\n\nA number.\n\n### Sample Input and Output\n\n{{nextsample}}\n"
    assert not list(missing_sections(_statement(text + samples)))


@pytest.mark.parametrize(
    ("last", "is_broken"),
    [
        ("Print the sum of the", True),
        ("Print two integers separated", True),
        ("Print two integers separated by a space", False),
        ("Print one integer", False),
        ("Print the sum.", False),
    ],
)
def test_a_statement_that_breaks_off_in_a_short_paragraph(last: str, is_broken: bool) -> None:
    text = f"Two numbers are given.\n\n## Output\n\n{last}"
    assert breaks_off(_statement(text), ["two integers separated by a space"]) is is_broken


def test_a_statement_that_is_cut_off() -> None:
    whole = "The first paragraph of the story, which is long enough.\n\n" * 3
    assert not is_cut_off(_statement(whole))
    assert is_cut_off(_statement(whole + "The last paragraph ends in the middle of a sen"))


@pytest.mark.parametrize(
    ("name", "text", "is_unsafe"),
    [
        ("a.py", "import sys\nsys.setrecursionlimit(10**6)\nprint(open(0).read())", False),
        ("a.py", "import os, sys\nos.read(0, 100)\nopen(os.path.join(sys.argv[3], 'judgemessage.txt'), 'w')", False),
        ("a.py", "import subprocess", True),
        ("a.py", "from os import system as s\ns('ls')", True),
        ("a.py", "x = eval(input())", True),
        ("a.py", "open('/etc/passwd').read()", True),
        ("a.py", "open('log.txt', 'a')", True),
        ("a.py", "__import__('socket')", True),
        ("a.py", "import sys\nf = open('/dev/stdin')", False),
        ("a.cpp", '#include <cstdlib>\nint main() { system("ls"); }', True),
        ("a.cpp", "void fork(int a) { }\nint main() { fork(1); /* system(1) */ }", False),
        ("a.cpp", "auto fork = [&](int a) { return a; }; int x = fork(2);", False),
        ("a.java", 'Runtime.getRuntime().exec("ls");', True),
    ],
)
def test_dangers(name: str, text: str, is_unsafe: bool) -> None:
    assert bool(list(dangers(name, text))) is is_unsafe


def test_a_submission_may_evaluate_its_input() -> None:
    assert not list(dangers("a.py", "print(eval(input()))", is_tool=False))
    assert list(dangers("a.py", "import socket", is_tool=False))


def test_opposites_are_contradictions() -> None:
    spec = (
        "Of several clumps the leftmost one counts. Find the smallest number of clumps, unordered, that is one of them."
    )
    same = "The one furthest to the left counts. What is the least number? The clumps are unordered and few of them."
    turned = "The rightmost one counts. What is the largest number of clumps? These are ordered pairs of clumps."
    spec += ENGLISH
    assert list(opposed(spec, same, "en")) == []
    assert {one for one, _ in opposed(spec, turned, "en")} == {"leftmost", "unordered", "smallest"}
    assert list(opposed(spec, turned, "fi")) == []


PROMISES = {
    "connected": ("The graph need not be connected.", "The graph is connected."),
    "edges": ("Two towns may be joined by more than one road.", "No two roads join the same towns."),
    "values": ("Several gates may have the same toll.", "All tolls are different."),
    "places": ("Several stops may lie at the same place.", "All stops lie at different places."),
}


@pytest.mark.parametrize(("rule", "said"), PROMISES.values(), ids=PROMISES)
def test_a_promise_that_the_spec_does_not_make_is_a_contradiction(rule: str, said: str) -> None:
    assert len(list(opposed(rule + ENGLISH, said, "en"))) == 1
    assert not list(opposed(rule + ENGLISH, f"{said} {rule}", "en"))
    assert not list(opposed(rule + ENGLISH, "Two ways are different if a gate is.", "en"))


def test_a_corner_beside_a_side_is_a_contradiction() -> None:
    spec, said = "A move goes to a cell that shares a side with it.", "to a cell that shares a side or a corner with it"
    assert list(opposed(spec, said, "en"))
    assert list(opposed(spec, "to a cell that shares a side with it", "en")) == []


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("The graph is undirected.", "Each road is one-way."),
        ("Find the longest subsequence.", "Find the longest substring."),
        ("The mean is rounded down.", "The mean is rounded up."),
    ],
    ids=["direction", "contiguous", "rounded"],
)
def test_words_that_contradict_each_other(spec: str, said: str) -> None:
    assert list(opposed(spec, said, "en"))
    assert list(opposed(said, spec, "en"))
    assert list(opposed(spec, f"{said} {spec}", "en")) == []


def test_sentences_in_another_language() -> None:
    german = ["Olga hat einen Zaun und die Bretter, aus denen er ist.", "Das ist für den Zaun nicht genug."]
    english = "The pieces of the fence are all of the same length."
    assert has_foreign_sentences([english, *german], "en") == "de"
    assert has_foreign_sentences([english, english], "en") is None
    assert has_foreign_sentences(["Print YES.", english], "en") is None


def test_numbers_that_changed_places() -> None:
    spec = "After 3 rides there is a rest of 100 minutes."
    assert list(exchanged(spec, "A rest takes 100 minutes and follows 3 rides.")) == []
    assert list(exchanged(spec, "A rest takes 3 minutes and follows 100 rides.")) == [("100", "3")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("If there is none, print IMPOSSIBLE instead.", ["IMPOSSIBLE"]),
        ("Print the XOR of all, the GCD and XOR. Output MEX.", []),
        ("없으면 NEVER를 출력한다.", ["NEVER"]),
        ("print `YES` on the first line", ["YES"]),
        ("The BFS is fine.", []),
    ],
)
def test_words_to_be_printed(text: str, words: list[str]) -> None:
    assert list(printed_words(text)) == words


def test_likeness() -> None:
    text = "A village fills an empty cistern with pumps, and each pump is switched on and off at a time."
    assert likeness(text, text) == 1
    assert likeness(text.replace("village", "town"), text) > 0.5
    assert likeness(text, "There are several islands in the bay, and all can be reached with one ferry.") < 0.1


@pytest.mark.parametrize(
    ("path", "blame"),
    [
        ("problem.yaml", "package"),
        ("data/secret/1.in", "tests"),
        ("submissions/accepted/reference.py", "reference"),
        ("submissions/brute_force/brute.py", "brute"),
        ("output_validator/validate.py", "checker"),
        ("", "package"),
    ],
)
def test_owner_of_a_path(path: str, blame: str) -> None:
    assert owner(path) == blame
