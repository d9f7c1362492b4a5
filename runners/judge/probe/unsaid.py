"""Rules of a spec that a statement in the same language says in no words at all.

A rule may be said in any words, so it proves nothing that its own are not there. It counts as left out only if the
statement keeps to the words of the other rules and has no clause left that could be this one in other words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from judge.probe.concerns import CONCERNS, OPTIMA, shows_case, unspoken
from judge.probe.prose import Statement, sentences
from judge.probe.quoted import Unit, covered
from judge.probe.spec import ProblemSpec
from judge.probe.stems import stems

# The sentences nearest to a rule that is left out have so much of its words, rare ones weighing more, and so many
# in its order ...
_COVERED = 0.3
_COVERED_AT_MOST = 0.5
_QUOTED = 0.5
# ... those nearest to half of the other rules so much, and those nearest to all of them but one.
_CLOSE = 0.7
_FAIRLY_CLOSE = 0.55
_CLOSE_ALL = 0.3
# Of the words that it alone has so many are nowhere.
_ABSENT = 0.6
_FEWEST_ABSENT = 2.0
# A clause may be the rule if so many of its words are unknown to the rest of the spec, fewer if others are the rule's.
_FOREIGN = 0.3
_FOREIGN_ABOUT_IT = 0.15
_FEWEST_RULES = 3
# A sentence with so much of another rule is that one.
_SAME = 0.7
_CLAUSE = re.compile(
    r"[;:()]\s*|,\s|(?<=[가-힣][고며만데])\s|\s(?:but|though|and|or|while|where|which|so that)\s", re.IGNORECASE
)
# Rules that only allow or assure something are often taken for granted.
_TAKEN_FOR_GRANTED: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:may|might|can|could)\b(?! (?:not|only)\b)|\bneed not\b|\bnot necessarily\b|\bany number\b|\bno limit\b|"
        r"\bnot limited\b|\bunlimited\b|\balways\b|\bguarantee|\bexists?\b|\bfits?\b|\baccepted\b|\ballowed\b|"
        r"\bat least one\b",
        re.IGNORECASE,
    ),
    "ko": re.compile(r"수 ?(?:도|가)? ?있|도 된다|필요[가는]? 없|제한이 없|항상|언제나|보장|존재한다|인정한다|않아도"),
}
# Other gates look at what is printed and at the lines of the input.
_OF_THE_FORM = re.compile(r"\blines?\b|^\s*(?:print|output|the answer)\b|줄|출력|^\s*답[은이]", re.IGNORECASE)
_ON_THE_ANSWER = re.compile(
    r"\b(?:answer|print|output|find|report|take|choose|counts?|wins?)\b|출력|답[은이]|구하|구한|고르|고른|택하|택한",
    re.IGNORECASE,
)
_ABOUT_CASE = re.compile(r"\bcase\b|upper|lower|대소문자|대문자", re.IGNORECASE)
_ABOUT_ORDER = re.compile(
    r"sorted|(?:in|de)creasing|(?:a|de)scending|distinct|different|strictly|"
    r"(?:less|greater|smaller|larger|lower|higher) than|below|above|between|differ|"
    r"초과|미만|보다|다르|다른|서로|차순|같은",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"\$([^$]*)\$")
_RELATION = re.compile(r"<|>|\\leq?\b|\\geq?\b|\\lt\b|\\gt\b|\\neq?\b|≤|≥|≠")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_NAME = re.compile(r"(?<![A-Za-z])[A-Za-z](?:_\w)?(?![A-Za-z])")
_OF_A_LINE = re.compile(
    r"\b(?:first|second|third|fourth|next|following|last|only|remaining|other|each)\b.{0,50}\blines?\b|"
    r"(?:첫|둘|셋|넷|다음|이어|각|마지막).{0,14}줄",
    re.IGNORECASE,
)
_MOST_OF_A_LINE = 2
_TASK = re.compile(
    r"^\s*(?:how|what|find|compute|determine|print|count|calculate|output|report|help|in how many)\b|"
    r"구하|작성하|출력하|얼마|몇",
    re.IGNORECASE,
)


def unsaid_rules(spec: ProblemSpec, statement: Statement) -> Iterator[str]:
    """Phrases on what is not said, in the order of the rules; nothing for languages not known here."""
    language = statement.language.partition("-")[0].lower()
    if language in _TAKEN_FOR_GRANTED and len(spec.rules) >= _FEWEST_RULES:
        telling = _Telling(spec, statement, language)
        for place, rule in enumerate(spec.rules):
            yield from (f"nothing is said on {what}: {rule[:80]!r}" for what in telling.unspoken(place))
            if telling.is_left_out(place):
                yield f"the rule {rule[:80]!r} is said in no words"


class _Telling:
    """The rules of a spec, by their places, beside the sentences of a statement."""

    def __init__(self, spec: ProblemSpec, statement: Statement, language: str) -> None:
        self.spec = spec
        self.language = language
        texts = [block.text for block in statement.blocks if block.kind in ("text", "item")]
        self.text = "\n\n".join(texts)
        self.sentences = [sentence for text in texts for sentence in sentences(text)]
        self.rules = [stems(rule) for rule in spec.rules]

    def unspoken(self, place: int) -> Iterator[str]:
        """What the rule typically speaks of and the whole statement does not."""
        if not self._keeps_close(place, _FAIRLY_CLOSE):
            return
        rule = self.spec.rules[place]
        if _ON_THE_ANSWER.search(rule):
            yield from unspoken(OPTIMA, self.language, rule, self.text)
        if self._covered[place] <= _COVERED_AT_MOST and not self._may_be_shown(rule) and not self._may_be_meant(place):
            yield from unspoken(CONCERNS, self.language, rule, self.text)

    def is_left_out(self, place: int) -> bool:
        """Whether no sentence has much of the rule, and no clause is left that could be it."""
        rule, own = self.spec.rules[place], self._own(place)
        return (
            self._covered[place] <= _COVERED
            and len(own - self._all_said) >= max(_FEWEST_ABSENT, _ABSENT * len(own))
            and self._keeps_close(place, _CLOSE)
            and not _TAKEN_FOR_GRANTED[self.language].search(rule)
            and not _OF_THE_FORM.search(rule)
            and not self._may_be_shown(rule)
            and not self._is_quoted(rule)
            and next(self._unexplained(place), None) is None
        )

    @cached_property
    def _covered(self) -> list[float]:
        """Per rule the part of its words that one sentence has, or two that follow each other."""
        said = [stems(sentence) for sentence in self.sentences]
        places = [*said, *(one | other for one, other in pairwise(said))]
        return [max((self._part(rule, place) for place in places), default=0.0) for rule in self.rules]

    @cached_property
    def _spread(self) -> Counter[str]:
        return Counter(word for words in (*self.rules, stems(self.spec.summary)) for word in words)

    @cached_property
    def _all_said(self) -> frozenset[str]:
        return stems(self.text)

    def _part(self, rule: frozenset[str], said: frozenset[str]) -> float:
        whole = sum(1 / self._spread[word] for word in rule)
        return sum(1 / self._spread[word] for word in rule & said) / whole if whole else 1.0

    def _own(self, place: int) -> frozenset[str]:
        """Words that no other rule has, nor the summary."""
        return frozenset(word for word in self.rules[place] if self._spread[word] == 1)

    def _others(self, place: int) -> list[frozenset[str]]:
        return [*self.rules[:place], *self.rules[place + 1 :]]

    def _keeps_close(self, place: int, least: float) -> bool:
        """Whether the statement keeps to the words of the other rules."""
        others = sorted([*self._covered[:place], *self._covered[place + 1 :]])
        return others[len(others) // 2] >= least and others[1] >= _CLOSE_ALL

    def _may_be_shown(self, rule: str) -> bool:
        """By a formula that compares variables, or by an example of capitals."""
        if _ABOUT_CASE.search(rule) and shows_case(self.text):
            return True
        return _ABOUT_ORDER.search(rule) is not None and any(map(_relates, _FORMULA.findall(self.text)))

    def _is_quoted(self, rule: str) -> bool:
        """Whether much of it stands there word by word, small words too."""
        unit = Unit(rule)
        return any(covered(unit, Unit(sentence)) >= _QUOTED for sentence in self.sentences)

    def _may_be_meant(self, place: int) -> bool:
        """Whether a clause is left that has a word of the rule, or are more left than other rules need."""
        left = list(self._unexplained(place))
        need = [other for other, part in enumerate(self._covered) if other != place and part <= _COVERED_AT_MOST]
        return len(left) > len(need) or any(stems(clause) & self.rules[place] for clause in left)

    def _unexplained(self, place: int) -> Iterator[str]:
        """Clauses with words of which the rest of the spec does not speak."""
        known = self._known(place)
        for sentence in self.sentences:
            is_other = any(self._part(rule, stems(sentence)) >= _SAME for rule in self._others(place))
            for clause in _CLAUSE.split(sentence):
                if clause and self._is_foreign(clause, place, known, is_other=is_other):
                    yield clause

    def _known(self, place: int) -> frozenset[str]:
        spec = self.spec
        meanings = [variable.meaning for variable in spec.variables]
        texts = (spec.title, spec.summary, *spec.input_layout, *spec.output_layout, *meanings)
        return frozenset().union(*map(stems, texts), *self._others(place))

    def _is_foreign(self, clause: str, place: int, known: frozenset[str], *, is_other: bool) -> bool:
        """`is_other`: whether it stands in a sentence that says another rule."""
        words = stems(clause)
        foreign = words - known
        is_about_it = bool(words & self.rules[place])
        least = _FOREIGN_ABOUT_IT if is_about_it else _FOREIGN
        if not foreign or len(foreign) < least * len(words):
            return False
        if len(foreign) == 1 and (_TASK.search(clause) or (is_other and not is_about_it)):
            return False
        if len(foreign) <= _MOST_OF_A_LINE and _OF_A_LINE.search(clause):
            return False
        return not self._names_an_answer(clause, place) and not self._introduces(clause, place)

    def _names_an_answer(self, clause: str, place: int) -> bool:
        """An answer of which the rule does not speak."""
        rule = self.spec.rules[place]
        return any(_has(clause, token) and not _has(rule, token) for token in self.spec.answer_classes)

    def _introduces(self, clause: str, place: int) -> bool:
        """A variable of which the rule does not speak, with a word of its meaning."""
        named = {name.partition("_")[0] for name in _FORMULA.findall(clause)}
        ruled = {name.partition("_")[0] for name in _NAME.findall(self.spec.rules[place])}
        meant = [item for item in self.spec.variables if item.base in named - ruled]
        return any(stems(item.meaning) & stems(clause) for item in meant)


def _has(text: str, token: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(token)}(?![A-Za-z0-9_])", text) is not None


def _relates(formula: str) -> bool:
    """Whether it compares something with letters in it with another such thing."""
    sides = [_COMMAND.sub(" ", side) for side in _RELATION.split(formula)]
    return sum(re.search("[A-Za-z]", side) is not None for side in sides) > 1
