"""Rules of a spec beside the sentences of a statement that say the same: words and numbers that were exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from judge.probe.contrasts import negated
from judge.probe.lexicon import LARGEST_KO, SMALLEST_KO
from judge.probe.numerals import numerals
from judge.probe.prose import sentences

# Two sentences with so many common words of all their words say the same thing.
_ALIKE = 0.4
# For words that are often said the other way round.
_VERY_ALIKE = 0.65
_VERY = frozenset(
    ("may", "may not", "wins", "loses", "up", "down", "first", "last", "inside", "outside", "sum", "product", "maximum")
)
_PERMISSIONS = ("may", "may not")
_NEARLY = 0.85
_CLEARLY = 0.12
_FEWEST_COMMON = 2
STOP = frozenset(
    re.findall(
        r"\w+",
        "the a an of in to is are be and it its that this which with for on by as from then there they he she her his who "
        "has have had do does was were will would one such than their these those them also into at all any each every "
        "over among between answer find print output compute report calculate determine give what how",
    )
)
_PART = re.compile(r"[,;:]\s")
_PARTICLE = re.compile(r"[을를이가은는로]|으로|라고")
# Clauses of these alone may stand for either case.
_EMPTY = frozenset(
    ("otherwise", "else", "if", "not", "no", "그렇지", "않으면", "아니면", "출력한다", "출력하고", "경우")
)
_CLAUSE = re.compile(r"[;:]\s|,\s(?=(?:and|but|or|if)\b)|\n")
Pair = tuple[str, re.Pattern[str], str, re.Pattern[str]]


def _pair(one: str, ones: str, other: str, others: str) -> Pair:
    return one, re.compile(ones, re.IGNORECASE), other, re.compile(others, re.IGNORECASE)


_PAIRS: tuple[Pair, ...] = (
    _pair(
        "smallest",
        rf"\b(?:smallest|minimum|minimal|minimi[sz]e\w*|fewest|shortest|cheapest|lowest|least(?! one\b)(?<!at least))\b|{SMALLEST_KO}",
        "largest",
        rf"\b(?:largest|maximum|maximal|maximi[sz]e\w*|longest|greatest|biggest|highest|(?<!at )most)\b|{LARGEST_KO}",
    ),
    _pair("first", r"\b(?:first|earliest)\b(?! line)", "last", r"\b(?:last|latest)\b(?! line)"),
    _pair("left", r"\bleft(?:most)?\b|왼쪽", "right", r"\bright(?:most)?\b(?! (?:after|before|away|answer))|오른쪽"),
    _pair(
        "increasing",
        r"\b(?:increasing|ascending|non-?decreasing)\b|오름차순|증가",
        "decreasing",
        r"(?<!non)(?<!non-)\b(?:decreasing|descending|non-?increasing)\b|내림차순|감소",
    ),
    _pair("even", r"\beven\b(?! if)|짝수", "odd", r"\bodd\b|홀수"),
    _pair("inclusive", r"\binclusive\b|\bincluded\b|\bincluding\b", "exclusive", r"\bexclusive\b|\bexcluded\b|\bexcluding\b"),
    _pair("horizontal", r"\bhorizontal\w*\b|가로", "vertical", r"\bvertical\w*\b|세로"),
    _pair("may", r"\b(?:can|may)(?: also)?\b(?! ?not\b)|수[도는]? 있", "may not", r"\b(?:cannot|can ?not|may not|must not|can't)\b|수[는가]? 없"),
    _pair("wins", r"\bwins\b|(?<![가-힣])이[기긴길겼]", "loses", r"\bloses\b|(?<![가-힣])(?:진다|지면|지는|졌다)"),
    _pair("sum", r"\b(?:sum|total)\b|(?<![가-힣])합", "product", r"\bproduct\b|(?<![가-힣])곱"),
    _pair("sum", r"\b(?:sum|total)\b|(?<![가-힣])합", "maximum", r"\bmaximum\b|최댓값"),
    _pair("strictly", r"\bstrictly\b", "or equal", r"\bor equal\b|\bnon-?(?:in|de)creasing\b"),
    _pair(
        "at most once", r"\b(?:at most|only|exactly|no more than) once\b|한 번(?:만|까지만)",
        "any number of times", r"\bany number of times\b|\bas (?:often|many times) as\b|\barbitrarily often\b|몇 번이[고든]|여러 번",
    ),
    _pair("inside", r"\binside\b|안쪽", "outside", r"\boutside\b|바깥"),
    _pair("up", r"\bup(?:wards?)?\b", "down", r"\bdown(?:wards?)?\b"),
)  # fmt: skip
_AT_MOST = re.compile(r"\b(?:at most|no more than|not more than|up to)\s+\$?([\w{}]+)", re.IGNORECASE)
_AT_LEAST = re.compile(r"\b(?:at least|no fewer than|no less than|not less than)\s+\$?([\w{}]+)", re.IGNORECASE)
_AT_MOST_KO = re.compile(r"\b([A-Za-z][A-Za-z0-9_]*)\$?\s?[개번명원칸초]?\s?이하")
_AT_LEAST_KO = re.compile(r"\b([A-Za-z][A-Za-z0-9_]*)\$?\s?[개번명원칸초]?\s?이상")
_COUNTED_FROM = re.compile(
    r"\b(?:numbered|indexed|labell?ed|counted)\b[^.;]{0,30}?\b(?:from\s+)?\$?([01])\$?(?=\s+to\b|,|\s*\\ldots|\.\s|\s*$)|"
    r"\b([01])-(?:based|indexed)\b|\b(?:index|indices|numbering|numbers?) (?:start|begin)s? (?:at|from|with) \$?([01])\b|"
    r"번호[^.]{0,12}?\$?([01])\$?(?:번)?부터",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Said:
    text: str

    @cached_property
    def words(self) -> frozenset[str]:
        """Beginnings of its words, those with an opposite left out."""
        plain = re.sub(r"\$|\\[a-z]+|\{\{.*?\}\}", " ", self.text)
        for _, ones, _, others in _PAIRS:
            plain = others.sub(" ", ones.sub(" ", plain))
        found = re.findall(r"[^\W_]+", plain.lower())
        return frozenset(word[:5] for word in found if word not in STOP)

    @cached_property
    def steps(self) -> frozenset[object]:
        """Its words, and which follows which."""
        found = re.findall(r"[^\W_]+", re.sub(r"\$|\\[a-z]+", " ", self.text.lower()))
        kept = [word[:5] for word in found if (word not in STOP or word == "a") and not word.isdigit()]
        return frozenset(pairwise(kept)) | frozenset(kept)


def _likeness(one: frozenset[object] | frozenset[str], other: frozenset[object] | frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def turned(rules: Sequence[str], statement: str) -> Iterator[tuple[str, str]]:
    """(what a rule says, what the statement says instead), where one sentence of it is clearly about the same thing.

    Both in one language.
    """
    told = [_Said(part) for text in sentences(statement) for part in re.split(r"[;:]\s|(?<=[며고]),\s", text)]
    known = [_Said(text) for text in rules]
    for rule in known:
        twins, alike = _twins(rule, told)
        twins = [twin for twin in twins if not _is_nearer_to_another(twin, rule, known)]
        for one, other in _contrasts(rule.text) if twins else ():
            if one in _VERY and alike < _VERY_ALIKE:
                continue
            if all(_says_instead(twin, rule, one, other) for twin in twins):
                yield one, other


def _is_nearer_to_another(twin: _Said, rule: _Said, known: Sequence[_Said]) -> bool:
    """Whether it says another rule, and this one may be said elsewhere in other words."""
    return any(_likeness(other.words, twin.words) > _likeness(rule.words, twin.words) for other in known)


def _says_instead(twin: _Said, rule: _Said, one: str, other: str) -> bool:
    """The opposite of an opposite is the same again."""
    is_plain = one in _PERMISSIONS or negated(rule.text.split()) == negated(twin.text.split())
    poles = _poles(twin.text)
    return is_plain and other in poles and one not in poles


def _twins(rule: _Said, told: Sequence[_Said]) -> tuple[list[_Said], float]:
    """The sentences most like the rule, and how much; none if they are not much like it."""
    marks = [_likeness(rule.words, said.words) for said in told]
    best = max(marks, default=0.0)
    twins = [said for said, mark in zip(told, marks, strict=True) if mark >= _NEARLY * best]
    is_alike = best >= _ALIKE and any(len(rule.words & twin.words) >= _FEWEST_COMMON for twin in twins)
    return (twins, best) if is_alike else ([], 0.0)


def _poles(text: str) -> set[str]:
    found = {
        name
        for one, ones, other, others in _PAIRS
        for name, pattern in ((one, ones), (other, others))
        if pattern.search(text)
    }
    found |= {f"at most {word.lower()}" for word in _most(text)}
    return found | {f"at least {word.lower()}" for word in _least(text)}


def _most(text: str) -> list[str]:
    return [*_AT_MOST.findall(text), *_AT_MOST_KO.findall(text)]


def _least(text: str) -> list[str]:
    return [*_AT_LEAST.findall(text), *_AT_LEAST_KO.findall(text)]


def _contrasts(rule: str) -> Iterator[tuple[str, str]]:
    """(a pole that the rule has, the opposite, which it has not)."""
    poles = _poles(rule)
    named = [(one, other) for one, _, other, _ in _PAIRS]
    named += [(f"at most {word.lower()}", f"at least {word.lower()}") for word in (*_most(rule), *_least(rule))]
    for one, other in named:
        if one in poles and other not in poles:
            yield one, other
        if other in poles and one not in poles:
            yield other, one


def names_exchanged(rules: Sequence[str], statement: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(the name that a rule has, the one that the statement has in the same clause)."""
    clauses = [part for sentence in sentences(statement) for part in _PART.split(sentence)]
    wanted = dict.fromkeys(part for rule in rules for part in (rule, *_PART.split(rule)))
    for part in wanted:
        ours, said = _names_in(part, names), _without(part, names)
        for clause in clauses if len(ours) == 1 and len(said - _EMPTY) >= _FEWEST_COMMON else ():
            theirs = _names_in(clause, names)
            if len(theirs) == 1 and theirs != ours and said == _without(clause, names):
                yield next(iter(ours)), next(iter(theirs))


def _names_in(text: str, names: Sequence[str]) -> set[str]:
    return {name for name in names if _name(name).search(text)}


def _name(name: str) -> re.Pattern[str]:
    """A particle may follow at once, where a language has such."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?![A-Za-z0-9_])")


def _without(text: str, names: Sequence[str]) -> frozenset[str]:
    for name in names:
        text = _name(name).sub(" ", text)
    found = re.findall(r"\w+", text.lower())
    return frozenset(word for word in found if word not in STOP and not _PARTICLE.fullmatch(word))


def numbers_exchanged(rules: Sequence[str], statement: str) -> Iterator[tuple[str, str]]:
    """Pairs of numbers, each of which stands where the rules have the other one. Both texts in one language."""
    ours, theirs = _around_numbers("\n".join(rules)), _around_numbers(statement)
    for one, other in combinations(sorted(ours.keys() & theirs.keys()), 2):
        if len(ours[one]) > 1 or len(ours[other]) > 1:
            continue
        straight = _best(ours[one], theirs[one]) + _best(ours[other], theirs[other])
        crossed = _best(ours[one], theirs[other]) + _best(ours[other], theirs[one])
        if crossed >= 2 * _ALIKE * _NEARLY and crossed - straight >= _CLEARLY:
            yield one, other


def _around_numbers(text: str) -> dict[str, list[_Said]]:
    """Per number the clauses that hold it and no other one."""
    found: dict[str, list[_Said]] = {}
    for clause in (part for sentence in sentences(text) for part in _CLAUSE.split(sentence) if part):
        values = {f"{number.value:f}" for number in numerals(clause)}
        if len(values) == 1:
            found.setdefault(values.pop(), []).append(_Said(clause))
    return found


def _best(ours: Sequence[_Said], theirs: Sequence[_Said]) -> float:
    return max((_likeness(one.steps, other.steps) for one in ours for other in theirs), default=0.0)


def counted_from(text: str) -> set[str]:
    """Whether things are said to be numbered from 0 or from 1."""
    return {number for found in _COUNTED_FROM.findall(text) for number in found if number}
