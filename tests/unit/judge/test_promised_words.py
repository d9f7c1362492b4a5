"""Which sentences promise a property of the input beyond doubt."""

from __future__ import annotations

import pytest
from judge.gates.promises import is_tree
from judge.probe.guarantees import Guarantee
from judge.probe.promising import promises_in_words
from judge.probe.prose import Statement

DISTINCT = Guarantee("distinct", ("s_i",), b"")
SORTED = Guarantee("sorted", ("a_i",), b"")
CONNECTED = Guarantee("connected", ("a_i", "b_i"), b"")


@pytest.mark.parametrize(
    ("guarantee", "sentence", "promised"),
    [
        pytest.param(DISTINCT, "The line holds $k$ distinct integers $s_1, \\ldots, s_k$.", True, id="distinct"),
        pytest.param(DISTINCT, "The line holds $k$ distinct integers $t_1, \\ldots, t_k$.", False, id="another-name"),
        pytest.param(DISTINCT, "Find two distinct parcels i and j with $s_i + s_j = t$.", False, id="the-task"),
        pytest.param(
            DISTINCT, "The line holds $s_1, \\ldots, s_n$, a permutation of $1, \\ldots, n$.", True, id="permuted"
        ),
        pytest.param(DISTINCT, "Print a permutation of $s_1, \\ldots, s_n$.", False, id="permuted-output"),
        pytest.param(CONNECTED, "The villages and paths form a tree.", True, id="tree"),
        pytest.param(CONNECTED, "Every village can be reached from every other one.", True, id="reached"),
        pytest.param(
            CONNECTED, "Choose roads so that every village can be reached from every other.", False, id="goal"
        ),
        pytest.param(SORTED, "The times are given in non-decreasing order.", True, id="sorted"),
        pytest.param(SORTED, "손님의 도착 시각은 줄어들지 않는다.", True, id="sorted-ko"),
        pytest.param(SORTED, "Print the numbers in increasing order.", False, id="sorted-output"),
        pytest.param(SORTED, "값을 오름차순으로 출력한다.", False, id="sorted-output-ko"),
        pytest.param(CONNECTED, "Print YES if the graph is connected.", False, id="a-question"),
    ],
)
def test_promises_in_words(guarantee: Guarantee, sentence: str, promised: bool) -> None:
    assert promises_in_words(guarantee, sentence) is promised


TREES = {
    "english": ("There are $n$ villages, joined by $n - 1$ roads; every one can be reached from every other.", True),
    "korean": ("도로 $n-1$개가 있고, 모든 마을은 서로 오갈 수 있다.", True),
    "graph": ("There are $n$ villages and $m$ roads; every one can be reached from every other.", False),
    "forest": ("There are at most $n - 1$ roads.", False),
}


@pytest.mark.parametrize(("text", "found"), TREES.values(), ids=TREES)
def test_trees_are_told_without_their_name(text: str, found: bool) -> None:
    assert is_tree(Statement("en", text, text)) is found
