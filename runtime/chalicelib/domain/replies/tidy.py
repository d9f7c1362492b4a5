"""Makes streamed text uniform before it is parsed: line ends, byte order mark, halves of characters."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_BOM = "\ufeff"


def joined_surrogates(text: str) -> str:
    """JSON may escape one character as two halves, which a chunk border can part; a lone half becomes U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    whole = _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    return _SURROGATE.sub("\ufffd", whole)


class Tidy:
    """Text in chunks in, the same text with `\\n` line ends and whole characters out."""

    def __init__(self) -> None:
        self._held = ""
        self._begun = False

    def feed(self, text: str) -> str:
        text = self._held + text
        keep = 1 if text and (text[-1] == "\r" or "\ud800" <= text[-1] <= "\udbff") else 0
        self._held = text[len(text) - keep :]
        return self._uniform(text[: len(text) - keep])

    def finish(self) -> str:
        held, self._held = self._held, ""
        return self._uniform(held)

    def _uniform(self, text: str) -> str:
        if text and not self._begun:
            self._begun = True
            text = text.removeprefix(_BOM)
        return joined_surrogates(text).replace("\r\n", "\n").replace("\r", "\n")
