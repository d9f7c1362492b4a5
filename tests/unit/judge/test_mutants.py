"""Mutants of a program, and small inputs that owe nothing to a generator."""

from __future__ import annotations

import ast
from decimal import Decimal

import pytest
from judge.gates.layout_lines import Row, has_lines, rows_of
from judge.probe.document import Document
from judge.probe.layout import fit
from judge.probe.mutate import Mutant, mutants
from judge.probe.scramble import scrambled
from judge.probe.spec import Variable
from judge.probe.variants import Sheet

SOURCE = """
from math import lcm
n, k = map(int, input().split())
xs = sorted(map(int, input().split()))
best = 0
for i in range(n):
    if xs[i] <= k and not xs[i] == 7:
        best = max(best, xs[i] // 2 + lcm(xs[i], 3))
        continue
    best += 1
print(best)
"""


def test_mutants_are_programs_that_differ_from_it_and_from_each_other() -> None:
    found = mutants(SOURCE, 100)
    texts = [mutant.text for mutant in found]
    assert len(set(texts)) == len(texts) > 20
    assert ast.unparse(ast.parse(SOURCE)) not in texts
    assert all(ast.parse(text) for text in texts)


@pytest.mark.parametrize(
    "wanted",
    [
        "xs[i] < k",
        "xs[i] != 7",
        "range(n - 1)",
        "min(best, ",
        "xs[i] * 3",
        "best = 1",
        "if True:",
        "pass",
        "without sorted",
        "list(map(int, input().split()))[::-1]",
    ],
)
def test_mutants_make_the_faults_that_people_make(wanted: str) -> None:
    found = mutants(SOURCE, 100)
    assert any(wanted in mutant.text or wanted in mutant.change for mutant in found)


def test_a_few_mutants_are_of_all_kinds_and_always_the_same() -> None:
    few = mutants(SOURCE, 8)
    assert len({mutant.operator for mutant in few}) >= 6
    assert few == mutants(SOURCE, 8)


def test_no_mutants_of_what_is_no_python() -> None:
    assert mutants("int main() {}", 8) == []


VARIABLES = (
    Variable("n", "integer", Decimal(1), Decimal(1000)),
    Variable("k", "integer", Decimal(0), Decimal(9)),
    Variable("a_i", "integer", Decimal(-5), Decimal(10**9)),
)


def test_scrambled_inputs_keep_the_form() -> None:
    document = Document.of(b"3 2\n10 20 30\n")
    layout = fit(["n k", "a_1 a_2 ... a_n"], VARIABLES, [document.tokens])
    assert layout is not None
    made = list(scrambled(layout, [Sheet("a", document, layout.read(document.tokens))], seed=1))
    assert len(set(made)) > 100
    assert len({data.split(b" ")[0] for data in made}) > 5
    for data in made:
        first, second = data.splitlines()
        assert len(second.split()) == int(first.split()[0])
        assert all(-5 <= int(token) <= 10**9 for token in second.split())


@pytest.mark.parametrize(
    ("texts", "letters"), [("LLRD\n", b"DLR"), ("xaby\n", b"ab"), ("0\n", b"ab")], ids=["seen", "usual", "too few"]
)
def test_scrambled_texts_have_letters_that_texts_have(texts: str, letters: bytes) -> None:
    document = Document.of(texts.encode())
    layout = fit(["s"], (Variable("s", "string_length", Decimal(1), Decimal(9)),), [document.tokens])
    assert layout is not None
    made = list(scrambled(layout, [Sheet("a", document, layout.read(document.tokens))], seed=1))
    assert set(b"".join(made).strip(b"\n")) - {10} == set(letters)


def test_program_that_forgets_to_sort_goes_on() -> None:
    found = [
        mutant for mutant in mutants("x = sorted(map(int, input().split()))\nx.sort()\n", 40) if mutant.forgets_order
    ]
    assert {mutant.text.partition(chr(10))[0] for mutant in found} == {
        "x = list(map(int, input().split()))",
        "x = sorted(map(int, input().split()))",
    }


@pytest.mark.parametrize(
    ("layout", "rows"),
    [
        (["n m", "m lines: u_i v_i w_i"], [Row(("n", "m")), Row(("u_i", "v_i", "w_i"), "m")]),
        (["n", "a_1 a_2 ... a_n"], [Row(("n",)), Row(())]),
        (["n", "a string of n letters"], [Row(("n",)), Row(())]),
        (["q", "q lines: F l r or C l r"], [Row(("q",)), Row((), "q")]),
        (["n", "a_i"], None),
    ],
)
def test_rows_of_a_layout(layout: list[str], rows: list[Row] | None) -> None:
    assert rows_of(layout) == rows


@pytest.mark.parametrize(
    ("layout", "data", "fits"),
    [
        (["n m", "m lines: u_i v_i"], b"5 2\n1 2\n3 4\n", True),
        (["n m", "m lines: u_i v_i"], b"5 2\n1 2 3 4\n", False),
        (["n", "a_1 a_2 ... a_n"], b"3\n1 2 3\n", True),
        (["n", "n lines: a_i"], b"3\n1 2 3\n", False),
        (["l r a b"], b"1 2\n3 4\n", False),
    ],
)
def test_lines_of_an_input(layout: list[str], data: bytes, fits: bool) -> None:
    rows = rows_of(layout)
    assert rows is not None
    assert has_lines(rows, data) is fits


@pytest.mark.parametrize(
    ("change", "numbers"),
    [
        pytest.param("x - y > GAP becomes x - y >= GAP", {7}, id="a-name"),
        pytest.param("x < 12 becomes x <= 12", {12}, id="a-number"),
        pytest.param("x < y becomes x <= y", set(), id="neither"),
    ],
)
def test_a_comparison_knows_the_numbers_that_it_compares_with(change: str, numbers: set[int]) -> None:
    assert set(Mutant("comparison", 3, change, "GAP = 7\nx, y = map(int, input().split())\n").numbers) == numbers
