"""Faults of leaving something out of a program."""

from __future__ import annotations

import ast

import pytest
from judge.probe.mutate import mutants

SOURCE = """
import math
n, k = map(int, input().split())
rows = sorted(rows, key=lambda row: (row[1], -row[0]), reverse=True)
seen[k] = n
while n > 0:
    n //= 2
best = max(min(n, k, 2500), n - math.gcd(n, k))
if (n, k) < (best, 1):
    best = n + k
print(best % 1000000007)
"""

MADE = mutants(SOURCE, 1000)


@pytest.mark.parametrize(
    "wanted",
    [
        "min(k, 2500)",
        "min(n, 2500)",
        "best = min(n, k, 2500)",
        "n - 1",
        "best = n\n",
        "best = k\n",
        "print(best)",
        "key=lambda row: (row[1],)",
        "key=lambda row: (row[1], row[0])",
        "if n < best",
        "sorted(rows, key=lambda row: (row[1], -row[0]))",
        "sorted(rows, reverse=True)",
        "if n > 0",
        "min(n, k, 1000000000000000000)",
        "best % 1000000000000000000",
    ],
)  # fmt: skip
def test_something_is_left_out(wanted: str) -> None:
    assert any(wanted in mutant.text for mutant in MADE)


def test_a_table_is_not_written_to() -> None:
    assert any("seen[k]" not in mutant.text for mutant in MADE)


def test_every_one_is_a_program() -> None:
    assert all(ast.parse(mutant.text) for mutant in MADE)


def test_loop_that_is_left_inside_stays_a_loop() -> None:
    source = "while n:\n    n -= 1\n    if n == 3:\n        break\n"
    assert all(mutant.operator != "repetition" for mutant in mutants(source, 100))
