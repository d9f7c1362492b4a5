"""The jury's own submissions: what they are made of and what is promised of them."""

from __future__ import annotations

from judge.languages import is_python_2
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

    `.py` was the suffix of Python 2 as well, which no jury that used it had to state.
    """
    stated = promise or promises(package)[program.name]
    files = files_of(package, program)
    language = stated.language or ("python2" if is_python_2(files) else None)
    return Submission(program.name, language, files, stated.entrypoint)
