"""Which sentences promise a property of the input beyond doubt."""

from __future__ import annotations

import pytest
from judge.probe.guarantees import Guarantee, promises_in_words

DISTINCT = Guarantee("distinct", ("s_i",), b"")
CONNECTED = Guarantee("connected", ("a_i", "b_i"), b"")


@pytest.mark.parametrize(
    ("guarantee", "sentence", "promised"),
    [
        pytest.param(DISTINCT, "The line holds $k$ distinct integers $s_1, \\ldots, s_k$.", True, id="distinct"),
        pytest.param(DISTINCT, "The line holds $k$ distinct integers $t_1, \\ldots, t_k$.", False, id="another-name"),
        pytest.param(DISTINCT, "Find two distinct parcels i and j with $s_i + s_j = t$.", False, id="the-task"),
        pytest.param(CONNECTED, "The villages and paths form a tree.", True, id="tree"),
        pytest.param(CONNECTED, "Print YES if the graph is connected.", False, id="a-question"),
    ],
)
def test_promises_in_words(guarantee: Guarantee, sentence: str, promised: bool) -> None:
    assert promises_in_words(guarantee, sentence) is promised
