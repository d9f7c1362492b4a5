"""Where a statement says a rule of the spec nearly word by word, and puts something else in place of a few words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from judge.probe.aligned import STOP
from judge.probe.contrasts import (
    contrast,
    denied,
    directions,
    is_generic,
    negated,
    other_comparison,
    other_count,
    stem,
    sums_up_directions,
)
from judge.probe.endings import plain
from judge.probe.prose import sentences

_MARKUP = re.compile(r"\\[A-Za-z]+|[$*`'\"{}\\]")
_SIGNS = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (r"\\(?:leqslant|leq|le)(?![A-Za-z])|<=|⩽|≦", " ≤ "),
        (r"\\(?:geqslant|geq|ge)(?![A-Za-z])|>=|⩾|≧", " ≥ "),
        (r"\\(?:neq|ne)(?![A-Za-z])|!=", " ≠ "),
        (r"\\lt(?![A-Za-z])|&lt;", " < "),
        (r"\\gt(?![A-Za-z])|&gt;", " > "),
    )
)
_TOKEN = re.compile(r"[A-Za-z]+(?:_[A-Za-z0-9]+)?|[^\W\d_A-Za-z]+|\d+(?:\.\d+)?|\S")
_UNIT = re.compile(r"[;:]\s")
_PUNCTUATION = frozenset(".,;:!?()[]")
_JOINING = frozenset(("and", "or", "또는", "그리고"))
_VARIABLE = re.compile(r"[A-Za-z](?:_[A-Za-z0-9]+)?")
_SMALL_OFFSET = re.compile(r"[12]")
# So much of a rule is in a sentence that says the same; rules of a few words are in many.
_COVERED = 0.65
_POSSIBLE = 0.5
_NEARLY = 0.9
_FEWEST = 5
# Words before what was exchanged; after it one is enough, or the end.
_BEFORE = 2
_AFTER_VALUE = 2
# Directions of one list are so near to each other.
_NEAR = 3
Span = tuple[int, int, int, int]


@dataclass(frozen=True)
class Unit:
    """A sentence or a clause of one; `lower` and `tokens` are its words and signs, without punctuation and markup."""

    text: str

    @cached_property
    def tokens(self) -> list[str]:
        found = _TOKEN.findall(_MARKUP.sub(" ", _plain_signs(self.text)))
        return [token for token in found if token not in _PUNCTUATION]

    @cached_property
    def lower(self) -> list[str]:
        return [plain(token.lower()) for token in self.tokens]


def _plain_signs(text: str) -> str:
    """Each sign of comparison in one spelling."""
    text = text.replace("−", "-").replace("–", "-")
    for pattern, sign in _SIGNS:
        text = pattern.sub(sign, text)
    return text


@dataclass(frozen=True)
class Change:
    """`ours` and `theirs`: what the rule has and what stands there instead; `before` and `after` are common to both.

    `next`: what both have at the next difference, if there is one.
    """

    before: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    after: tuple[str, ...]
    next: tuple[str, ...] = ()

    def phrase(self, middle: tuple[str, ...]) -> str:
        return f" {' '.join([*self.before[-_BEFORE:], *middle, *self.after[:1]]).lower()} "


@dataclass(frozen=True)
class Texts:
    """All of both as words between spaces, and the names that are in them."""

    spec: str
    statement: str
    names: frozenset[str]


def misquoted(rules: Sequence[str], statement: str) -> Iterator[tuple[str, str]]:
    """(what a rule says, what the statement has in its place). Both in one language."""
    told = list(_units([statement]))
    texts = Texts(_running("\n".join(rules)), _running(statement), _names([*rules, statement]))
    found = [_in_rule(rule, told, texts) for rule in _units(rules)]
    yield from dict.fromkeys(item for item in found if item is not None)


def _in_rule(rule: Unit, told: Sequence[Unit], texts: Texts) -> tuple[str, str] | None:
    found = [_in_twin(rule, twin, texts) for twin in _twins(rule, told)]
    return found[0] if found and all(found) else None


def _units(texts: Sequence[str]) -> Iterator[Unit]:
    """Sentences and their clauses, each once."""
    parts = [part for text in texts for whole in sentences(text) for part in (whole, *_UNIT.split(whole))]
    yield from (Unit(part) for part in dict.fromkeys(parts))


def _running(text: str) -> str:
    return f" {' '.join(Unit(text).lower)} "


def _twins(rule: Unit, told: Sequence[Unit]) -> list[Unit]:
    if len(rule.tokens) < _FEWEST:
        return []
    marks = [covered(rule, unit) for unit in told]
    best = max(marks, default=0.0)
    return [unit for unit, mark in zip(told, marks, strict=True) if best >= _COVERED and mark >= _NEARLY * best]


def covered(rule: Unit, unit: Unit) -> float:
    """The part of a rule's words that stand in the unit in the same order; 0 if few of them do."""
    words = set(rule.lower)
    if not words or len(words & set(unit.lower)) < _POSSIBLE * len(words):
        return 0.0
    blocks = SequenceMatcher(None, rule.lower, unit.lower, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(rule.tokens)


def _in_twin(rule: Unit, twin: Unit, texts: Texts) -> tuple[str, str] | None:
    """What of the rule is the opposite in the twin; what either text says elsewhere as well does not count."""
    spans = _spans(rule, twin)
    if _is_reordered(rule, twin, spans):
        return None
    for change in changes(rule, twin, _merged(spans)):
        if change.phrase(change.ours) not in texts.statement and change.phrase(change.theirs) not in texts.spec:
            found = _verdict(change, texts)
            if found is not None:
                return found
    return None


def _verdict(change: Change, texts: Texts) -> tuple[str, str] | None:
    if negated(change.ours) != negated(change.theirs):
        return denied(change.ours, change.theirs)
    after = change.after[0] if change.after else ""
    return (
        contrast(change.ours, change.theirs, change.before[-1], after)
        or _other_value(change)
        or _other_directions(change, texts)
        or _other_offset(change)
        or _other_name(change, texts)
    )


def _spans(rule: Unit, twin: Unit) -> list[Span]:
    codes = SequenceMatcher(None, rule.lower, twin.lower, autojunk=False).get_opcodes()
    return [(a, b, c, d) for tag, a, b, c, d in codes if tag != "equal"]


def _is_reordered(rule: Unit, twin: Unit, spans: Sequence[Span]) -> bool:
    """Whether a word only has another place: `v is less than u` for `u is greater than v`."""
    ours = {word for a, b, _, _ in spans for word in rule.lower[a:b]}
    theirs = {word for _, _, c, d in spans for word in twin.lower[c:d]}
    return any(word not in STOP | _JOINING and word.isalnum() and not word.isdigit() for word in ours & theirs)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """A lone common word between two differences is a part of them."""
    found: list[Span] = []
    for span in spans:
        if found and span[0] - found[-1][1] == 1:
            found[-1] = (found[-1][0], span[1], found[-1][2], span[3])
        else:
            found.append(span)
    return found


def changes(rule: Unit, twin: Unit, spans: Sequence[Span]) -> Iterator[Change]:
    """Differences with common words on both sides, or before them and the end after."""
    begin, stop = 0, (len(rule.tokens), len(rule.tokens), len(twin.tokens), len(twin.tokens))
    for (a, b, c, d), (end, e, g, h) in zip(spans, [*spans[1:], stop], strict=False):
        before, after = rule.tokens[begin:a], rule.tokens[b:end]
        if len(before) >= _BEFORE and (after or d == len(twin.tokens)):
            ours, theirs = tuple(rule.tokens[a:b]), tuple(twin.tokens[c:d])
            yield Change(tuple(before), ours, theirs, tuple(after), (*rule.tokens[end:e], *twin.tokens[g:h]))
        begin = b


def _other_value(change: Change) -> tuple[str, str] | None:
    """Not where the next difference is so near that it may make up for this one: `j - 1` after `≤`, `j` after `<`."""
    if len(change.after) < _AFTER_VALUE and any(_is_term(token) for token in change.next):
        return None
    return other_comparison(change.ours, change.theirs) or _other_count(change)


def _other_count(change: Change) -> tuple[str, str] | None:
    """With the number before, where one side has a number more: `0` for `0 0`."""
    if change.ours and change.theirs:
        return other_count(change.ours, change.theirs)
    last = change.before[-1]
    return other_count((last, *change.ours), (last, *change.theirs)) if last.isdigit() else None


def _is_term(token: str) -> bool:
    """Whether it may belong to a formula."""
    return len(token) == 1 or not token.isalpha() or _VARIABLE.fullmatch(token) is not None


def _other_directions(change: Change, texts: Texts) -> tuple[str, str] | None:
    """A direction more, of which the spec has no word, or one less, where directions are listed."""
    near = directions(" ".join([*change.before[-_NEAR:], *change.after[:_NEAR]]))
    ours, theirs = " ".join(change.ours), " ".join(change.theirs)
    added = directions(theirs) - directions(ours) - directions(texts.spec)
    lost = directions(ours) - directions(theirs) - directions(texts.statement)
    if not near or not (added or lost) or sums_up_directions(ours) or sums_up_directions(theirs):
        return None
    return _listed(near | directions(ours)), _listed((near | directions(ours) | added) - lost)


def _listed(words: set[str]) -> str:
    return ", ".join(sorted(words))


def _other_offset(change: Change) -> tuple[str, str] | None:
    """`t + 1` for `t`: the same variable, one or two more or less."""
    variable = change.before[-1]
    ours, theirs = _offset(change.ours), _offset(change.theirs)
    if _VARIABLE.fullmatch(variable) is None or ours is None or theirs is None or ours == theirs:
        return None
    return f"{variable}{ours}", f"{variable}{theirs}"


def _offset(tokens: tuple[str, ...]) -> str | None:
    """`+1` and such, nothing for nothing; None if it is something else."""
    if not tokens:
        return ""
    is_small = len(tokens) == 2 and tokens[0] in "+-" and _SMALL_OFFSET.fullmatch(tokens[1])
    return "".join(tokens) if is_small else None


def _other_name(change: Change, texts: Texts) -> tuple[str, str] | None:
    """One name for another, of which the statement has both elsewhere."""
    if len(change.ours) != 1 or len(change.theirs) != 1 or not change.after:
        return None
    one, other = stem(change.ours[0]), stem(change.theirs[0])
    if one == other or is_generic(one) or is_generic(other):
        return None
    is_named = {one, other} <= texts.names or change.after[0] == "먼저"
    known, twice = (texts.statement.count(f" {name.lower()}") for name in (one, other))
    return (one, other) if is_named and known and twice > 1 else None


def _names(texts: Sequence[str]) -> frozenset[str]:
    """Words that begin with a capital within a sentence and never with a small letter."""
    found: set[str] = set()
    small: set[str] = set()
    for unit in _units(texts):
        words = [token for token in unit.tokens if len(token) > 1 and token.isascii() and token.isalpha()]
        found |= {word for word in words[1:] if word[0].isupper()}
        small |= {word for word in words if word[0].islower()}
    return frozenset(word for word in found if word.lower() not in small)
