"""Words of meaning in English and Korean texts, cut to their beginnings, so that other endings are the same word."""

from __future__ import annotations

import re

from judge.probe.aligned import STOP

_MARKUP = re.compile(r"\\[A-Za-z]+|\{\{.*?\}\}")
_WORD = re.compile(r"[A-Za-z]+|[가-힣]+")
_LONGEST = 5
_PLURAL = 4
_SYLLABLES = 2
_PARTICLE = re.compile(
    r"(?:에서[는도]?|으로[는만]?|에게서?|까지만?|부터|마다|보다|처럼|이?라고|이라|이다|이며|이고|이면|이?거나|하고|"
    r"들[이을은의]?|[을를이가은는의에와과도로만씩])$"
)
# Words that any statement may hold, whatever it is about.
_COMMON = STOP | frozenset(
    re.findall(
        r"\w+",
        "first second third fourth last line lines contains contain number numbers numbered numbering integer "
        "integers given input two three one may must can cannot could never always only same single if when "
        "not no none more most least where while after before because but or so other others otherwise next "
        "all exists exist possible following several different count counts counted become becomes make makes "
        "made value values both either neither without until unless out up down off about through per own too "
        "also very just even many much we you consists consist separated space string characters character "
        "example describe describes described denotes named called respectively reach reached necessary "
        "additional additionally everybody everyone way ways hold holds exact exactly want wants need needs "
        "know knows help get gets gets goes go take takes task question problem story determine consider note "
        "result total write whether case cases simply program th st nd rd ie eg",
    )
)
_COMMON_KOREAN = frozenset(
    re.findall(
        r"\w+",
        "있다 있는 있고 있으 있을 있어 있지 있었 없다 없는 없으 없고 없이 하는 하고 하며 한다 "
        "하여 해야 하지 할 않는 않다 않고 않으 않은 않아 되는 된다 되어 되고 되면 그런 그리 그때 "
        "이때 이런 또는 다음 경우 모두 각각 각 그 이 한 두 수 때 것 줄 번 개 번째 번호 정수 "
        "입력 출력 주어 공백 구분 첫째 둘째 차례 순서 같은 같다 다른 서로 하나 어느 어떤 가장 "
        "이상 이하 최대 최소 나타 뜻 답 구하 여러 아니 라면 이어 프로 작성 문제 이용 원하 위해 "
        "사람 개가 아래 대하 관하 즉 고 이다",
    )
)


def stems(text: str) -> frozenset[str]:
    """Without words that say nothing of what a text is about, single letters and names of commands."""
    found = (_stem(word) for word in _WORD.findall(_MARKUP.sub(" ", text)))
    return frozenset(stem for stem in found if stem)


def _stem(word: str) -> str:
    if not word.isascii():
        return _korean(word)
    lower = word.lower()
    if len(lower) == 1 or lower in _COMMON:
        return ""
    if len(lower) > _LONGEST:
        return lower[:_LONGEST]
    return lower[:-1] if len(lower) >= _PLURAL and lower.endswith("s") else lower


def _korean(word: str) -> str:
    particle = _PARTICLE.search(word)
    bare = word[: particle.start()] if particle and particle.start() else word
    begin = bare[:_SYLLABLES]
    return "" if begin in _COMMON_KOREAN or word[:_SYLLABLES] in _COMMON_KOREAN else begin
