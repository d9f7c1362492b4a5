"""Words with an opposite: where the spec only has one side and a statement only the other, one of them is wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from judge.probe.numerals import numerals
from judge.probe.prose import sentences
from judge.probe.tongue import guess, may_be_english


@dataclass(frozen=True)
class Pole:
    """One side of an opposition, by language."""

    name: str
    words: Mapping[str, str]

    def is_in(self, language: str, text: str) -> bool:
        return language in self.words and re.search(self.words[language], text, re.IGNORECASE) is not None


def _pole(name: str, en: str, ko: str) -> Pole:
    return Pole(name, {"en": en, "ko": ko})


OPPOSITES: tuple[tuple[Pole, Pole], ...] = (
    (_pole("leftmost", r"\bleftmost\b|\b(?:furthest|farthest)(?: to the)? left\b", r"(?:가장|제일|맨) 왼쪽"),
     _pole("rightmost", r"\brightmost\b|\b(?:furthest|farthest)(?: to the)? right\b", r"(?:가장|제일|맨) 오른쪽")),
    (_pole("clockwise", r"(?<!counter)(?<!counter[ -])(?<!anti)(?<!anti[ -])\bclockwise", r"(?<!반)시계 ?방향"),
     _pole("counterclockwise", r"(?:counter|anti)[ -]?clockwise", r"반시계")),
    (_pole("side", r"\b(?:shar(?:e|es|ing)|have|has|with) an? (?:common )?(?:side|edge)\b(?! or)|\bfour (?:neighbo|direct|adjac)", r"변을 공유"),
     _pole("corner too", r"\b(?:side|edge) or (?:a |at a )?(?:corner|vertex|point)\b|\beight (?:neighbo|direct|adjac)|\bor diagonally\b", r"꼭짓점을 공유|대각선으로도")),
    (_pole("boundary excluded",
           r"\bstrictly (?:inside|within)\b|\b(?:boundary|border|perimeter) (?:do|does) not (?:count|belong)|\b(?:boundary|border|perimeter) (?:is|are) (?:excluded|not (?:counted|included))",
           r"(?:경계|테두리)[^.,]{0,8}(?:제외|포함하지|세지 않)"),
     _pole("boundary included",
           r"\b(?:or|and) on (?:the|its|their) (?:boundary|border|perimeter)\b|\bincluding (?:the|its) (?:boundary|border|perimeter)\b|\b(?:boundary|border|perimeter) (?:is|are) (?:included|counted)",
           r"(?:경계|테두리)[^.,]{0,8}(?:포함(?!하지)|센다|세어)")),
    (_pole("unordered", r"\bunordered\b", r"순서(?:를|가|는)? ?(?:없|상관|무관|구별하지|구분하지)"),
     _pole("ordered", r"(?<!un)\bordered pairs?\b", r"순서쌍")),
    (_pole("two-way", r"\bundirected\b|\bbidirectional\b|\btwo-way\b|\bin (?:both|either) directions?\b", r"양방향|무방향|양쪽 방향"),
     _pole("one-way", r"\bdirected (?:graph|edge|road|line|from)|\bone-way\b|\bin (?:only )?one direction\b", r"단방향|일방통행|한 ?방향으로만|(?<!무)방향 그래프")),
    (_pole("contiguous", r"(?<!necessarily )\bcontiguous\b|\bsub(?:array|string)s?\b", r"연속(?:한|된|하는) 부분|부분 ?문자열"),
     _pole("not contiguous", r"\bsubsequences?\b(?! of consecutive)|\b(?:need not be|not necessarily) (?:contiguous|consecutive)\b", r"(?<!연속 )(?<!연속한 )부분 ?수열|연속하지 않아도|연속일 필요")),
    (_pole("rounded down", r"\bround(?:ed|s|ing)? down\b", r"내림(?!차)|버림"),
     _pole("rounded up", r"\bround(?:ed|s|ing)? up\b", r"(?<![가-힣])올림")),
    (_pole("need not be connected", r"\b(?:need not|may not|not necessarily) (?:be )?connected\b|\b(?:may|can) be disconnected\b",
           r"연결되어 있지 않(?:을 수|아도)|연결되지 않(?:을 수|아도)"),
     _pole("connected", r"\b(?:graph|network|city|country|map) is connected\b", r"그래프는 연결(?:되어 있다|되어 있습니다| ?그래프)")),
    (_pole("more than one edge between two",
           r"\b(?:joined|connected|linked) by (?:more than one|several|multiple)\b|\b(?:multiple|parallel|several) (?:edges|roads)[^.]{0,20}\b(?:allowed|possible|exist)",
           r"여러 개의 (?:간선|도로)[^.]{0,20}있을 수|중복[^.]{0,12}(?:간선|도로)[^.]{0,12}있을 수"),
     _pole("at most one edge between two",
           r"\bno two (?:edges|roads) (?:join|connect|link)\b|\b(?:joined|connected|linked) by at most one\b|\bno (?:multiple|parallel) (?:edges|roads)\b",
           r"(?:중복|다중)[^.]{0,8}(?:간선|도로)[^.]{0,8}없|(?:간선|도로)[은이]? 최대 (?:하나|한 개)")),
    (_pole("equal ones", r"\b(?:may|can) (?:be equal|be the same|have (?:the same|equal)|lie at the same|repeat|occur more than once)\b|\bnot necessarily (?:distinct|different)\b|\bduplicates?\b|\brepeated\b|\bidentical\b|\bcoincide\b|\bequal (?:values|numbers|elements)\b",
           r"같(?:을|은 [^.]{0,20}있을) 수 있|서로 다르지 않을 수"),
     _pole("different ones", r"\ball (?:\w+ ){1,3}(?:are|lie at) (?:distinct|different)\b|\b(?:are all|pairwise) (?:distinct|different)\b(?! (?:if|when|from)\b)",
           r"(?:모두|서로) 다르(?:다|며|고|니다)")),
    (_pole("case-sensitive", r"\bcase[- ]sensitive", r"대소문자를 구(?:분|별)(?:한|하여|해)"),
     _pole("case-insensitive", r"\bcase[- ]insensitive|\bignoring case\b", r"대소문자를 구(?:분|별)하지|대소문자(?:는|를) 무시")),
)  # fmt: skip
# These have so many other words that only sentences on the answer, in one language, are compared.
ANSWERS: tuple[tuple[Pole, Pole], ...] = (
    (_pole("smallest",
           r"\b(?:small|short|cheap|quick|fast|low|earli|light|near|clos|few|young|soon)est\b|\bmin(?:i\w+)?\b|\bleast\b|\bfirst\b|\bas (?:few|little|short|small|cheap|quick|soon|early)\w* as\b",
           r"최소|최솟|최단|최저|(?:가장|제일) (?:작|적|짧|낮|빠|이른|가까|싼|저렴|가벼|먼저)|처음"),
     _pole("largest",
           r"\b(?:large|long|high|late|heavi|great|bigge|strong|far|furth)(?:r?st|st|est)\b|\bmax(?:i\w+)?\b|\bmost\b|\blast\b|\bas (?:many|much|long|large|big|high|far|late)\w* as\b|\bas (?!few|little|short|small|cheap|quick|fast|soon|early|low|near|close|light|young)\w+ as possible\b",
           r"최대|최댓|최장|최고|(?:가장|제일) (?:크|큰|많|길|긴|높|늦|먼|비싼|무거)|마지막")),
    (_pole("even", r"\beven\b", r"짝수"), _pole("odd", r"\bodd\b", r"홀수")),
    (_pole("increasing", r"(?<!non-)\b(?:increasing|ascending)\b", r"오름차순|증가"),
     _pole("decreasing", r"(?<!non-)\b(?:decreasing|descending)\b", r"내림차순|감소")),
)  # fmt: skip
_ANSWER = re.compile(
    r"\b(?:answer|find|print|output|report|compute|determine|calculate|what|how|count|as possible)\b|구하|구해|출력|몇|얼마",
    re.IGNORECASE,
)
# What says no more than that a number is a bound.
_BOUNDING = re.compile(
    r"\bat (?:the )?(?:most|least|first|last)\b|\b(?:first|last|second|next) (?:line|integer|number|of)\b|\bmost of\b",
    re.IGNORECASE,
)


def opposed(spec_text: str, statement_text: str, language: str) -> Iterator[tuple[str, str]]:
    """(what the spec says, what the statement says instead); nothing for languages not known here."""
    spoken = guess(spec_text) or ("en" if may_be_english(spec_text) else None)
    if spoken is None:
        return
    for pair in OPPOSITES:
        yield from _turned(pair, (spoken, spec_text), (language, statement_text))
    for pair in ANSWERS if spoken == language else ANSWERS[:1]:
        yield from _turned(pair, (spoken, _on_the_answer(spec_text)), (language, _on_the_answer(statement_text)))


def _turned(pair: tuple[Pole, Pole], ours: tuple[str, str], theirs: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Both texts come with their language."""
    for one, other in (pair, pair[::-1]):
        if one.is_in(*ours) and not other.is_in(*ours) and other.is_in(*theirs) and not one.is_in(*theirs):
            yield one.name, other.name


def _on_the_answer(text: str) -> str:
    return "\n".join(_BOUNDING.sub(" ", sentence) for sentence in sentences(text) if _ANSWER.search(sentence))


def units(text: str) -> dict[str, set[str]]:
    """Per number in the text the words that follow it, shortened to their beginnings."""
    found: dict[str, set[str]] = defaultdict(set)
    for sentence in sentences(text):
        for number in numerals(sentence):
            rest = re.match(r"[\s$}]*([^\W\d_]+)(?:\s+([^\W\d_]+))?", sentence[number.end :])
            if rest:
                found[f"{number.value:f}"] |= {word[:5].lower() for word in rest.groups() if word and len(word) > 2}
    return found


def exchanged(spec_text: str, statement_text: str) -> Iterator[tuple[str, str]]:
    """Pairs of numbers of which each has, in the statement, only the units that the spec gives the other one."""
    ours, theirs = units(spec_text), units(statement_text)
    both = sorted(ours.keys() & theirs.keys())
    for place, one in enumerate(both):
        for other in both[place + 1 :]:
            common = ours[one] & ours[other]
            own, its = ours[one] - common, ours[other] - common
            kept = theirs[one] & own or theirs[other] & its
            if not kept and theirs[one] & its and theirs[other] & own:
                yield one, other
