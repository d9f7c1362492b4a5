"""Tells Python 2 from Python 3: old juries named both `.py`."""

from __future__ import annotations

import re
from collections.abc import Mapping

_HIDDEN = re.compile(
    rb'''#[^\n]*|"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\'|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*\'''',
    re.DOTALL,
)
# What stands for a string afterwards; a statement may begin a line or follow a colon or a semicolon.
_STRING = b'""'
_STATEMENT = rb"(?:^|[:;])[ \t]*"
_ONLY_IN_2 = re.compile(
    rb"(?m)"
    + _STATEMENT
    + rb"print[ \t]+(?!(?:and|or|if|is|in|not|else|for)\b)[\w\"\[{`~-]"
    + rb"|"
    + _STATEMENT
    + rb"print[ \t]*>>|"
    + _STATEMENT
    + rb"except[ \t]+[\w.]+[ \t]*,[ \t]*\w+[ \t]*:"
)
_OLD_NAMES = re.compile(rb"\b(raw_input|xrange)[ \t]*\(")


def is_python_2(files: Mapping[str, bytes]) -> bool:
    """Whether a `.py` file among them can only be Python 2. What runs under both is not."""
    return any(_is_old(content) for name, content in files.items() if name.endswith(".py"))


def code_of(source: bytes) -> bytes:
    """The source without comments and without what its strings hold."""
    return _HIDDEN.sub(lambda match: b"" if match[0].startswith(b"#") else _STRING, source)


def _is_old(source: bytes) -> bool:
    code = code_of(source)
    if _ONLY_IN_2.search(code):
        return True
    return any(not _is_given(match[1], code) for match in _OLD_NAMES.finditer(code))


def _is_given(name: bytes, code: bytes) -> bool:
    """Whether the source itself makes this name, or looks whether it is there."""
    return re.search(rb"\b" + name + rb"[ \t]*=|\bdef[ \t]+" + name + rb"\b|\bNameError\b", code) is not None
