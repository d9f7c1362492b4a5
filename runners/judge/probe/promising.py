"""Which sentences promise a property of the input, plainly and without a condition."""

from __future__ import annotations

import re

from judge.probe.guarantees import Guarantee

_DISTINCT = re.compile(
    r"\b(?:distinct|pairwise different) (?:integers|numbers|values|positions)\b|\bare (?:all |pairwise )?distinct\b|"
    r"서로 다른 (?:정수|수|자연수)"
)
_PERMUTATION = re.compile(r"\bpermutation of\b|순열(?:이다|이며|이 주어)", re.IGNORECASE)
_CONNECTED = re.compile(
    r"\bform(?:s|ing)? a tree\b|\bis a tree\b|\b(?:graph|network) is connected\b|\b(?:every|each|any|all)\b.{0,50}\bcan be reached from\b|"
    r"트리를 이루|트리이다|모든 .{0,30}(?:연결되어 있다|오갈 수 있다)",
    re.IGNORECASE,
)
_SORTED = re.compile(
    r"\b(?:non-?decreasing|ascending|chronological|increasing) order\b|\b(?:do|does) not decrease\b|\bnever decreases?\b|\b(?:is|are) sorted\b|"
    r"오름차순|비내림차순|(?:줄어들|감소하|작아지)지 않",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|whether|when|unless)\b|면\b|경우", re.IGNORECASE)
_NEGATION = re.compile(r"\bnot\b|않", re.IGNORECASE)
# What is to be done is no promise.
_TASK = re.compile(
    r"\b(?:print|output|find|report|compute|count|so that|such that|must|choose|make)\b|출력|구하|도록|위해|고른|만든|정렬하",
    re.IGNORECASE,
)


def promises_in_words(guarantee: Guarantee, sentence: str) -> bool:
    """Whether a sentence promises it beyond doubt: distinct values where it names the variable, the others anywhere."""
    plain = re.sub(r"\$[^$]*\$", " ", sentence)
    if _CONDITION.search(plain):
        return False
    if guarantee.kind == "sorted":
        return _SORTED.search(plain) is not None and not _TASK.search(plain)
    if _NEGATION.search(plain):
        return False
    if guarantee.kind == "connected":
        return _CONNECTED.search(plain) is not None and not _TASK.search(plain)
    return guarantee.kind == "distinct" and _names(guarantee, sentence) and _are_distinct(sentence, plain)


def _are_distinct(sentence: str, plain: str) -> bool:
    is_permutation = _PERMUTATION.search(plain) is not None and not _TASK.search(plain)
    return is_permutation or _DISTINCT.search(sentence) is not None


def _names(guarantee: Guarantee, sentence: str) -> bool:
    base = guarantee.names[0].partition("_")[0]
    return re.search(rf"(?<![A-Za-z\\]){re.escape(base)}_", sentence) is not None
