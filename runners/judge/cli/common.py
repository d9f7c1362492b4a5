"""What several commands need: reading what they were given, opening the sandbox, printing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from chalicelib.protocol import ANSWERS, JobLimits

from judge import archive
from judge.cli.main import Arguments, UsageError
from judge.jury import jury_submission
from judge.languages import Language, LanguageError, by_name, detect, load
from judge.package import Package, PackageError
from judge.package import load as load_package
from judge.submission import Submission, read_submission


@contextmanager
def folder_of(path: Path) -> Iterator[Path]:
    """The folder of a package: the path itself, or what a zip holds, unpacked for as long as the context lasts."""
    if path.is_dir():
        yield path
        return
    if not path.is_file():
        raise UsageError(f"{path} is neither a folder nor a zip")
    from judge.exchange import package_folder

    with TemporaryDirectory(prefix="alpaco-package-") as place:
        folder = Path(place, path.stem)
        try:
            archive.unpack(path.read_bytes(), folder)
        except (archive.ArchiveError, OSError) as exc:
            raise UsageError(told(exc, path)) from exc
        yield package_folder(folder)


def package_of(folder: Path, path: Path | None = None) -> Package:
    """The package in a folder; `path` is what the user calls it, if not that."""
    try:
        return load_package(folder)
    except PackageError as exc:
        raise UsageError(f"{path or folder}: {exc}") from exc


def told(exc: Exception, path: Path) -> str:
    """What went wrong, with the file that it went wrong with: `path` unless the system names another."""
    if isinstance(exc, OSError) and exc.strerror:
        return f"{exc.filename or path}: {exc.strerror}"
    return f"{path}: {exc}"


def submission_of(path: Path, language: str | None) -> Submission:
    if language and language != ANSWERS:
        languages_known(language)
    try:
        return read_submission(path, language)
    except OSError as exc:
        raise UsageError(told(exc, path)) from exc


def jury_or_user_submission(package: Package, path: Path, language: str | None) -> Submission:
    """A submission of the package itself has constants put in and may state its language; anyone else's has not."""
    program = next((item for item in package.submissions if item.path.resolve() == path.resolve()), None)
    if program is None:
        return _with_language(package, submission_of(path, language), path)
    if language:
        languages_known(language)
    submission = jury_submission(package, program)
    return replace(submission, language=language) if language else submission


def _with_language(package: Package, submission: Submission, path: Path) -> Submission:
    """The submission, whose language is stated or can be told; answers need none."""
    if submission.language == ANSWERS and not package.is_submit_answer:
        raise UsageError(f"{package.name} takes programs; answers are for packages of the type submit-answer")
    if submission.language or package.is_submit_answer:
        return submission
    try:
        detect(load(), submission.files)
    except LanguageError as exc:
        raise UsageError(f"{path}: {exc}; name one with --language") from exc
    return submission


def languages_known(wanted: str | None = None) -> Mapping[str, Language]:
    try:
        known = load()
        if wanted:
            by_name(known, wanted)
    except LanguageError as exc:
        raise UsageError(str(exc)) from exc
    return known


def limits_of(arguments: Arguments) -> JobLimits:
    return JobLimits(time_limit_s=arguments.time_limit, memory_mib=arguments.memory_limit)


def print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=None if not sys.stdout.isatty() else 2))
