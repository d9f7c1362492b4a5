"""What a statement says: numbers in figures and in words, names of variables, words that it has printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from judge.probe.numerals import values
from judge.probe.spec import Variable

_WORDS: Mapping[str, tuple[str, ...]] = {
    "3": ("three", "third", "triple", "세", "셋", "삼"), "4": ("four", "네", "넷", "사", "상하좌우"),
    "5": ("five", "다섯", "오"), "6": ("six", "여섯", "half a dozen", "dice", "주사위", "육면체"),
    "7": ("seven", "일곱", "week", "일주일"), "8": ("eight", "여덟"),
    "9": ("nine", "아홉"), "10": ("ten", "열", "십"), "11": ("eleven", "열한"),
    "12": ("twelve", "열두", "dozen", "year"), "15": ("fifteen", "quarter of an hour"), "20": ("twenty", "스무"),
    "24": ("twenty-four", "day", "하루"), "26": ("alphabet", "letters", "알파벳"), "30": ("thirty", "half an hour"),
    "50": ("fifty", "half"), "60": ("hour", "minute", "sixty"), "100": ("hundred", "percent", "%", "백"),
    "180": ("half turn", "half-turn", "straight angle", "반 바퀴"), "360": ("full turn", "circle", "한 바퀴"),
    "365": ("year",), "90": ("right angle", "quarter", "직각"),
    "1000": ("thousand", "kilo", "천"), "1000000": ("million", "백만"),
}  # fmt: skip
_SCALES = {"천": 10**3, "만": 10**4, "억": 10**8, "조": 10**12, "thousand": 10**3, "million": 10**6,
           "billion": 10**9, "trillion": 10**12}  # fmt: skip
_SCALED = re.compile(r"(\d+(?:\.\d+)?)[ -]?(천|만|억|조|thousand|million|billion|trillion)")
# A word in capitals, or between quotation marks, right after a verb of printing; or, in Korean, before it.
_QUOTES = "`\"'“”‘’*"
_WORD = rf"([{_QUOTES}]*)([A-Z][A-Z_]+)\b([{_QUOTES}]*)"
_PRINTED = (
    re.compile(
        r"\b(?i:print|output|write|display|say|answer|report|imprim[ae]r?|escrib[ae]|affiche[rz]?|gib|stampa)\b"
        r"(?:\s+(?:only|just|instead|simply|a|single|line|(?:the )?(?:word|string|text)|with|containing))*\s*[:,]?\s*"
        rf"{_WORD}(?! of\b)"
    ),
    re.compile(
        rf"(?<![A-Za-z0-9])([{_QUOTES}]*)([A-Z][A-Z_]+)(?![A-Za-z0-9])([{_QUOTES}]*)"
        r"(?:을|를|이라고|라고)? ?(?:한 줄에 |만 |대신 )*출력"
    ),
    re.compile(rf"\bor\s+{_WORD}\s+if\b"),
)
# Operations and such, which are no answers themselves.
_NAMES = frozenset(
    ("XOR", "AND", "OR", "NOT", "GCD", "LCM", "MST", "LIS", "LCS", "ASCII", "ID", "EOF", "MOD", "UTF", "IP", "MEX")
)


def numbers(text: str) -> set[Decimal]:
    """All numbers, those with words such as million or 만 included."""
    scaled = {Decimal(number) * _SCALES[scale] for number, scale in _SCALED.findall(text)}
    return values(text) | scaled


def says_number(value: Decimal, text: str, found: set[Decimal]) -> bool:
    """`found` are the text's numbers."""
    if value in found or -value in found:
        return True
    words = _WORDS.get(f"{value.normalize():f}", ())
    lower = text.lower()
    return any(word in lower for word in words)


def names_variable(variable: Variable, text: str) -> bool:
    """Whether the text holds the name, with another index or none, or all but the case of it."""
    base = re.escape(variable.base)
    named = rf"(?<![A-Za-z\\]){base}(?![A-Za-z])"
    return re.search(named, text, re.IGNORECASE) is not None


def printed_words(text: str) -> Iterator[str]:
    """Words in capitals that the statement asks to be printed."""
    for pattern in _PRINTED:
        for match in pattern.finditer(text):
            if match[2] not in _NAMES:
                yield match[2]


def holds_token(token: str, text: str) -> bool:
    """Whether a word of answers stands in a text, as a word of its own."""
    plain = text.replace("−", "-").replace("–", "-")
    return re.search(rf"(?<![A-Za-z0-9_\-]){re.escape(token)}(?![A-Za-z0-9_]|\.\d)", plain, re.IGNORECASE) is not None
