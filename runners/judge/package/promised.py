"""The words for verdicts that juries use: codes, names of folders, annotations in sources."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chalicelib.protocol import Verdict

V = Verdict
Verdicts = frozenset[Verdict]

CODES: Mapping[str, Verdicts] = {
    "AC": frozenset({V.ACCEPTED}),
    "WA": frozenset({V.WRONG_ANSWER, V.OUTPUT_LIMIT_EXCEEDED}),
    # Whoever floods the output is stopped before it can be told whether he would ever end.
    "TLE": frozenset({V.TIME_LIMIT_EXCEEDED, V.OUTPUT_LIMIT_EXCEEDED}),
    "RTE": frozenset({V.RUNTIME_ERROR, V.MEMORY_LIMIT_EXCEEDED, V.SECURITY_VIOLATION}),
}
_OUTPUT_LIMIT = frozenset({V.OUTPUT_LIMIT_EXCEEDED})
_COMPILE_ERROR = frozenset({V.COMPILE_ERROR})
# What DOMjudge's sources and the folders of older packages say, in the spelling of `_spelling`.
_WORDS: Mapping[str, Verdicts] = {
    **CODES,
    "ACCEPTED": CODES["AC"],
    "CORRECT": CODES["AC"],
    "WRONG-ANSWER": CODES["WA"],
    "NO-OUTPUT": CODES["WA"],
    "PRESENTATION-ERROR": CODES["WA"],
    "TIMELIMIT": CODES["TLE"],
    "TIME-LIMIT": CODES["TLE"],
    "TIME-LIMIT-EXCEEDED": CODES["TLE"],
    "RUN-ERROR": CODES["RTE"],
    "RUNTIME-ERROR": CODES["RTE"],
    "RUN-TIME-ERROR": CODES["RTE"],
    "MEMORY-LIMIT": CODES["RTE"],
    "MEMORY-LIMIT-EXCEEDED": CODES["RTE"],
    "OUTPUT-LIMIT": _OUTPUT_LIMIT,
    "OUTPUT-LIMIT-EXCEEDED": _OUTPUT_LIMIT,
    "COMPILE-ERROR": _COMPILE_ERROR,
    "COMPILER-ERROR": _COMPILE_ERROR,
}
_FOLDERS_ALONE: Mapping[str, Verdicts] = {
    "SLOW-ACCEPTED": CODES["AC"] | {V.TIME_LIMIT_EXCEEDED},
    "PARTIALLY-ACCEPTED": CODES["AC"],
    "REJECTED": frozenset(V) - {V.ACCEPTED, V.JUDGE_ERROR},
    "BRUTE-FORCE": CODES["TLE"] | CODES["RTE"],
}
_ANNOTATIONS_ALONE: Mapping[str, Verdicts] = {"CHECK-MANUALLY": frozenset(V) - {V.JUDGE_ERROR}}
_RESULTS = re.compile(rb"@EXPECTED_(?:RESULTS?|SCORE)@:?[ \t]*([A-Za-z][A-Za-z_, \t-]*)")


def annotation(source: bytes) -> Verdicts | None:
    """The verdicts that a source says it may get, in DOMjudge's words; None if it does not say.

    DOMjudge takes both tags for verdicts; numbers behind the second one count by its own rules of scoring.
    """
    results = _RESULTS.search(source)
    words = results[1].decode().split(",") if results else []
    known = [_ANNOTATED[spelt] for word in words if (spelt := _spelling(word)) in _ANNOTATED]
    return frozenset().union(*known) if known else None


def of_folder(name: str) -> Verdicts | None:
    """The verdicts that a folder of an older package promises by its name; None if it promises nothing."""
    return _FOLDERS.get(_spelling(name))


def _spelling(word: str) -> str:
    return word.strip().upper().replace("_", "-")


_ANNOTATED = {**_WORDS, **_ANNOTATIONS_ALONE}
_FOLDERS = {**_WORDS, **_FOLDERS_ALONE}
