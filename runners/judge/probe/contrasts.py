"""Words that exclude each other where the words around them are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from judge.probe.lexicon import LARGEST_KO, SMALLEST_KO


@dataclass(frozen=True)
class Group:
    """Poles by name; `most` words may have been exchanged, more are another way to say the same."""

    poles: tuple[tuple[str, re.Pattern[str]], ...]
    most: int = 4

    def in_text(self, text: str) -> set[str]:
        return {name for name, words in self.poles if words.search(text)}


def _group(most: int = 4, **poles: str) -> Group:
    return Group(tuple((name.replace("_", " "), re.compile(f"(?i){words}")) for name, words in poles.items()), most)


_GROUPS: tuple[Group, ...] = (
    _group(
        smallest=rf"\b(?:smallest|minimum|minimal|fewest|shortest|cheapest|lowest|least)\b|{SMALLEST_KO}",
        largest=rf"\b(?:largest|maximum|maximal|longest|greatest|biggest|highest|most)\b|{LARGEST_KO}",
        total=r"\b(?:sum|total)\b|(?<![가-힣])(?:총합|합)",
        product=r"\bproduct\b|(?<![가-힣])곱",
        difference=r"\bdifference\b|(?<![가-힣])차(?=[가는를와 ]|$)",
    ),
    _group(first=r"\b(?:first|earliest)\b|처음|첫|가장 (?:먼저|이른|빠른)", last=r"\b(?:last|latest)\b|마지막|가장 (?:늦|나중)"),
    _group(by_number=r"번호", by_time=r"먼저(?! (?:나오|나온|나타|등장|주어|입력|적|쓰))|이른|늦게"),
    _group(2, left=r"\bleft(?:most)?\b|왼쪽", right=r"\bright(?:most)?\b|오른쪽"),
    _group(2, up=r"\babove\b|\bup(?:wards?)?\b|위쪽", down=r"\bbelow\b|\bdown(?:wards?)?\b|아래"),
    _group(increasing=r"\b(?:increasing|ascending|nondecreasing)\b|오름차순|증가",
           decreasing=r"\b(?:decreasing|descending|nonincreasing)\b|내림차순|감소"),
    _group(even=r"\beven\b|짝수", odd=r"\bodd\b|홀수"),
    _group(2, rows=r"\brows?\b|(?<![가-힣])행[을은이과의]?(?![가-힣])", columns=r"\bcolumns?\b|(?<![가-힣])열[을은이과의]?(?![가-힣])"),
    _group(adding=r"\badd(?:s|ed|ing)?\b|더[하한해]", multiplying=r"\bmultipl\w+ by\b|곱[하한해]",
           setting=r"\bsets?\b|\breplac\w+|\bassign\w*|\boverwrit\w+|로 ?(?:바꾼|바꾸|설정)|대입", subtracting=r"\bsubtract\w*|뺀|빼"),
    _group(1, wins=r"\bwins?\b|이[기긴길겼]", loses=r"\bloses?\b|(?<![가-힣])(?:진다|지면|지는|졌다)"),
    _group(2, before=r"\bbefore\b|이전|직전", after=r"\bafter\b|이후|직후"),
    _group(2, more=r"\b(?:greater|larger|more|longer|higher)\b|초과|보다 (?:큰|크|많|길|긴)",
           less=r"\b(?:less|smaller|fewer|shorter|lower)\b|미만|보다 (?:작|적|짧)"),
    _group(2, at_least=r"\bat least\b|이상", at_most=r"\bat most\b|이하", beyond=r"\bmore than\b|초과|미만|\bless than\b|\bfewer than\b"),
    _group(2, prefix=r"\bprefix(?:es)?\b|접두", suffix=r"\bsuffix(?:es)?\b|접미"),
    _group(2, subsequence=r"\bsubsequences?\b|부분 ?수열", consecutive=r"\bsubstrings?\b|\bsubarrays?\b|연속"),
    _group(2, floor=r"\brounded down\b|\bfloor\b|내림(?!차)|버림", ceiling=r"\brounded up\b|\bceil\w*\b|올림"),
    _group(2, union=r"\bunion\b|합집합", intersection=r"\bintersection\b|교집합"),
    _group(2, multiple=r"\bmultiples?\b|배수", divisor=r"\bdivisors?\b|약수"),
    _group(2, order_kept=r"\bkeep\w*\b|유지", order_reversed=r"\brevers\w+|뒤집"),
    _group(1, straight=r"\beuclidean\b|유클리드", along_axes=r"\bmanhattan\b|맨해튼"),
    _group(1, all=r"\b(?:all|every|each)\b|(?<![가-힣])모든", some=r"\bsome\b|일부"),
    _group(2, one_way=r"\bdirected\b|\bone - way\b|단방향|일방통행", both_ways=r"\bundirected\b|\btwo - way\b|양방향"),
    _group(2, quotient=r"\bquotient\b|(?<![가-힣])몫", remainder=r"\bremainder\b|나머지"),
    _group(2, vowels=r"\bvowels?\b|모음", consonants=r"\bconsonants?\b|자음"),
    _group(2, inclusive=r"\b(?:inclusive|included|including)\b|포함", exclusive=r"\b(?:exclusive|excluded|excluding)\b(?! or)|제외"),
    _group(2, clockwise=r"(?<!counter)(?<!counter - )\bclockwise\b|(?<!반)시계", counterclockwise=r"\bcounter(?: - )?clockwise|반시계"),
    _group(2, inside=r"\binside\b|안쪽|내부", outside=r"\boutside\b|바깥|외부"),
)  # fmt: skip
_CORNER = r"(?<!upper )(?<!lower )(?<!top )(?<!bottom )"
_DIRECTIONS = _group(
    up=r"\b(?:up|upwards?|above)\b|위쪽|(?<![가-힣])위(?![가-힣])", down=r"\b(?:down|downwards?|below)\b|아래",
    left=rf"{_CORNER}\bleft\b|왼쪽", right=rf"{_CORNER}\bright\b|오른쪽", diagonal=r"\bdiagonal\w*\b|대각선",
    north=r"\bnorth\b", south=r"\bsouth\b", east=r"\beast\b", west=r"\bwest\b",
)  # fmt: skip
_ALL_WAYS = re.compile(r"\b(?:vertical|horizontal|neighbo|adjacent|side|direction)|상하|좌우|방향|인접", re.IGNORECASE)
# One side of these is a negation in itself.
_DENYING = (
    _group(1, always=r"\balways\b|항상", never=r"\bnever\b"),
    _group(1, one=r"\ban?\b", none=r"\bno\b"),
    _group(
        4,
        strictly=r"\bstrictly\b",
        or_equal=r"\bnot? (?:fewer|less|smaller|lower|shorter|more|greater|larger|higher|longer)\b|\bor equal\b",
    ),
)
_COMPARISONS = {"<": "less than", "≤": "at most", ">": "more than", "≥": "at least", "≠": "other than"}
_COUNTS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10",
}  # fmt: skip
_SINGULAR_VERBS = {"are": "is", "were": "was", "have": "has", "do": "does"}
_COUNTED = re.compile(r"\d+")
_NEGATIONS = frozenset(("not", "never"))
_NEGATION = re.compile(r"\b(?:not|no|never|non|without|cannot|neither|nor|unless)\b|[않없]|아니|아닌|못", re.IGNORECASE)
_PARTICLES = re.compile(r"(?<=[가-힣])(?:이가|[이가은는을를와과])$")
_GENERIC = frozenset(
    ("사람", "플레이어", "선수", "참가자", "쪽", "차례", "첫", "둘", "누가", "누구", "한", "Player", "Print")
)


def contrast(ours: Sequence[str], theirs: Sequence[str], before: str, after: str) -> tuple[str, str] | None:
    """(the pole of one side, that of the other) if each has just one of a group.

    The words `before` and `after`, which both have, may help to tell it.
    """
    one, other = (" ".join([before, *words, after]) for words in (ours, theirs))
    for group in _GROUPS:
        mine, their = group.in_text(one), group.in_text(other)
        if len(mine) == len(their) == 1 and mine != their and max(len(ours), len(theirs)) <= group.most:
            return mine.pop(), their.pop()
    return None


def denied(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    """What one of them denies: by other words, or by one word more."""
    for group in _DENYING:
        mine, their = (group.in_text(" ".join(words)) for words in (ours, theirs))
        if len(mine) == len(their) == 1 and mine != their and max(len(ours), len(theirs)) <= group.most:
            return mine.pop(), their.pop()
    return _only_negated(ours, theirs)


def _only_negated(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    """The same words but for one that denies them."""
    shorter, longer = sorted(([word.lower() for word in words] for words in (ours, theirs)), key=len)
    places = [place for place, word in enumerate(longer) if word in _NEGATIONS]
    if len(places) != 1 or longer[: places[0]] + longer[places[0] + 1 :] != shorter:
        return None
    return _shown(ours), _shown(theirs)


def _shown(words: Sequence[str]) -> str:
    return " ".join(words).lower() or "nothing of the kind"


def other_comparison(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    """One sign of comparison for another, as `<` for `≤`."""
    if len(ours) == len(theirs) == 1 and ours[0] in _COMPARISONS and theirs[0] in _COMPARISONS:
        return _COMPARISONS[ours[0]], _COMPARISONS[theirs[0]]
    return None


def other_count(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    """One number for another, in words or digits, as far as numbers are counts: `two` for `one`, `-1` for `0 0`."""
    if len(ours) == len(theirs):
        pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if singular(a) != singular(b)]
        ours, theirs = [a for a, _ in pairs], [b for _, b in pairs]
    one, other = _count(ours), _count(theirs)
    return (one, other) if one and other and one != other else None


def singular(word: str) -> str:
    """Roughly."""
    if word in _SINGULAR_VERBS:
        return _SINGULAR_VERBS[word]
    return re.sub(r"(?<=[a-z]{2})(?:(?<=x)es|(?<=s)es|(?<=ch)es|(?<=sh)es|(?<!s)s)$", "", word.lower())


def _count(words: Sequence[str]) -> str:
    found = [_COUNTS.get(word.lower(), word) for word in words]
    is_count = all(_COUNTED.fullmatch(word) or word == "-" for word in found) and found[-1:] != ["-"]
    return "".join(found) if is_count else ""


def directions(text: str) -> set[str]:
    return _DIRECTIONS.in_text(text)


def sums_up_directions(text: str) -> bool:
    """Whether directions may be meant that it does not name one by one."""
    return _ALL_WAYS.search(text) is not None


def negated(words: Sequence[str]) -> bool:
    return _NEGATION.search(" ".join(words)) is not None


def stem(word: str) -> str:
    """Without a particle at its end, where the language has such."""
    return _PARTICLES.sub("", word)


def is_generic(word: str) -> bool:
    return word in _GENERIC
