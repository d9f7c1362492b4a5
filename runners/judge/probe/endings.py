"""Korean sentences end politely or plainly: `출력합니다` and `출력한다` are the same word."""

from __future__ import annotations

import re

_FIRST, _FINALS = ord("가"), 28
_B, _N = 17, 4
_POLITE = re.compile(r"(?P<stem>[가-힣]+)니다")
_ORDERS = re.compile(r"(?P<stem>[가-힣]*)하(?:세요|시오|십시오|여라|라)")
_SAID_ALIKE = {"입니다": "이다", "아닙니다": "아니다"}


def plain(word: str) -> str:
    """The word with a plain ending; any other word as it is."""
    if word in _SAID_ALIKE:
        return _SAID_ALIKE[word]
    if order := _ORDERS.fullmatch(word):
        return f"{order['stem']}한다"
    polite = _POLITE.fullmatch(word)
    return _plain(polite["stem"]) if polite else word


def _plain(stem: str) -> str:
    """`합` as `한다`, `있습` as `있다`."""
    begin, last = stem[:-1], stem[-1]
    code = ord(last) - _FIRST
    if code % _FINALS != _B:
        return f"{stem}니다"
    return f"{begin}다" if last == "습" and begin else f"{begin}{chr(_FIRST + code - _B + _N)}다"
