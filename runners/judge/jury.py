"""The jury's own submissions: what they are made of and what is promised of them."""

from __future__ import annotations

from collections.abc import Mapping

from judge.languages import is_python_2, load, missing_tools
from judge.languages.modern_python import as_python_3
from judge.package import Package, SourceProgram, files_of
from judge.package.expectations import Expectation, expectations
from judge.submission import Submission


def promises(package: Package) -> dict[str, Expectation]:
    """Per jury submission (by name, like `accepted/sol.py`) what is promised of it."""
    return expectations(package, {program.name: _text(package, program) for program in package.submissions})


def _text(package: Package, program: SourceProgram) -> bytes:
    return b"\n".join(files_of(package, program).values())


def jury_submission(package: Package, program: SourceProgram, promise: Expectation | None = None) -> Submission:
    """A jury submission with constants put in, in the language and with the entry point that the jury states.

    `.py` was the suffix of Python 2 as well, which no jury that used it had to state. Where there is none any more, it
    is rewritten for Python 3 if that changes nothing.
    """
    stated = promise or promises(package)[program.name]
    files = files_of(package, program)
    language = stated.language or ("python2" if is_python_2(files) else None)
    modern = _modern(files) if language == "python2" else None
    if modern is not None:
        return Submission(program.name, "python3", modern, stated.entrypoint)
    return Submission(program.name, language, files, stated.entrypoint)


def _modern(files: Mapping[str, bytes]) -> Mapping[str, bytes] | None:
    """The sources for Python 3; None if Python 2 is here, or if they cannot be rewritten."""
    return as_python_3(files) if missing_tools(load()["python2"]) else None
