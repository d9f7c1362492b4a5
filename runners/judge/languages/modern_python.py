"""Rewrites tools of old packages for Python 3 where there is no Python 2 any more."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping

from judge.languages.python2 import code_of

_LARGEST_BYTES = 64 * 1024
# Whole numbers divide otherwise, and so would text be read: then only Python 2 says what was meant.
_DIVISION = re.compile(rb"(?<!/)/(?![/=])|/=")
_RE_SUB = re.compile(r"\bre\.sub[ \t]*\(")
# Python 3.7 and newer also replace nothing right after what was replaced; beside the names that old programs use.
_OLD_RE_SUB = """import re as _re
def _old_re_sub(pattern, repl, string, count=0, flags=0):
    last = [None, 0]
    def once(match):
        if match.start() == match.end() == last[0] or 0 < count <= last[1]:
            return match.group()
        last[:] = match.end(), last[1] + 1
        return repl(match) if callable(repl) else match.expand(repl)
    return _re.sub(pattern, once, string, flags=flags)
"""


def as_python_3(files: Mapping[str, bytes]) -> dict[str, bytes] | None:
    """The files, each `.py` rewritten; None if that could change what they do, or cannot be done here."""
    rewritten = {name: _rewritten(content) if name.endswith(".py") else content for name, content in files.items()}
    done = {name: content for name, content in rewritten.items() if content is not None}
    return done if len(done) == len(files) else None


def _rewritten(source: bytes) -> bytes | None:
    if len(source) > _LARGEST_BYTES or _DIVISION.search(code_of(source)):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that it will be gone some day
        try:
            from lib2to3.refactor import RefactoringTool, get_fixers_from_package

            tool = RefactoringTool(get_fixers_from_package("lib2to3.fixes"))
            text = source.decode("utf-8-sig").replace("\r\n", "\n").rstrip() + "\n"
            return _with_old_re_sub(str(tool.refactor_string(text, "source"))).encode()
        except Exception:  # noqa: BLE001 - the errors of its parser have no class in common
            return None


def _with_old_re_sub(text: str) -> str:
    renamed, found = _RE_SUB.subn("_old_re_sub(", text)
    return _OLD_RE_SUB + renamed if found else text
