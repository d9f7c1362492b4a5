"""What an input validator demands of small inputs alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

import pytest
from judge.probe.document import Document
from judge.probe.layout import fit
from judge.probe.small_demands import small_demands
from judge.probe.spec import Variable
from judge.probe.variants import Sheet

VARIABLES = (
    Variable("n", "integer", Decimal(1), Decimal(1000)),
    Variable("a_i", "integer", Decimal(0), Decimal(10**9)),
)
SIZES = (2, 3, 4, 5, 6, 7, 8, 9, 10)


def sheets() -> list[Sheet]:
    """Ascending values, so that they are sorted and all different."""
    lists = [[start + step * index for index in range(size)] for size in SIZES for start in (1, 7) for step in (1, 5)]
    texts = [f"{len(values)}\n{' '.join(map(str, values))}\n".encode() for values in lists]
    documents = [Document.of(text) for text in texts]
    layout = fit(["n", "a_1 a_2 ... a_n"], VARIABLES, [document.tokens for document in documents])
    assert layout is not None
    return [Sheet("", document, layout.read(document.tokens)) for document in documents]


def asked(demand: Callable[[list[int]], bool]) -> Callable[[Sequence[bytes]], list[bool]]:
    return lambda inputs: [demand([int(token) for token in data.split()[1:]]) for data in inputs]


def is_sorted(values: list[int]) -> bool:
    return all(one <= other for one, other in pairwise(values))


@pytest.mark.parametrize(
    ("demand", "found"),
    [
        (lambda values: len(values) > 5 or is_sorted(values), "in another order"),
        (lambda values: len(values) > 4 or len(set(values)) == len(values), "with equal values"),
        (is_sorted, None),
        (lambda values: len(set(values)) == len(values), None),
        (lambda values: len(values) < 7 or is_sorted(values), None),
        (lambda values: len(values) > 2 or is_sorted(values), None),
        (lambda values: sum(values) % 3 != 1, None),
        (lambda values: True, None),
    ],
    ids=["order", "equal", "all", "none", "large", "two", "chance", "free"],
)
def test_demand_of_small_inputs_alone(demand: Callable[[list[int]], bool], found: str | None) -> None:
    told = list(small_demands(sheets(), asked(demand)))
    assert [item.what for item in told] == ([found] if found else [])


def test_border_and_example_are_told() -> None:
    told = next(small_demands(sheets(), asked(lambda values: len(values) > 5 or is_sorted(values))))
    assert told.largest == 5
    assert told.example == b"2\n2 1\n"
