"""Reads a package from its folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from judge.package.constants import substitute_all
from judge.package.domjudge import read_ini
from judge.package.errors import Notes, PackageError
from judge.package.fields import read_yaml
from judge.package.metadata import FILE, Metadata, format_of, read_metadata
from judge.package.model import Format, Package, SourceProgram, TestGroup
from judge.package.names import Entries
from judge.package.programs import NOT_RUN, included_files, read_program, single_validator, submissions, validators
from judge.package.tests import TestReader
from judge.package.time_limit import with_stated_time_limit

_STATEMENT = re.compile(r"problem(?:\.([A-Za-z]{2,3}(?:-[A-Za-z]{2})?))?\.(md|tex|pdf)")


def load(path: Path | str) -> Package:
    """The package in this folder, in whichever version of the format it says it is.

    Raises PackageError naming the file at fault; whatever could be ignored is in `Package.warnings`.
    """
    root = Path(path).absolute()
    if not root.is_dir():
        raise PackageError("", "is not a folder")
    notes = Notes()
    raw = _problem_yaml(root, notes)
    version = format_of(raw, notes)
    metadata = read_metadata(raw, version, notes)
    entries = Entries(root, version, notes)
    return _assemble(entries, raw, version, metadata, notes)


def _problem_yaml(root: Path, notes: Notes) -> Mapping[str, object]:
    path = root / FILE
    if path.is_file():
        return read_yaml(path, FILE, notes)
    if not (root / "data").is_dir():
        raise PackageError(FILE, f"is missing{_packages_below(root)}")
    notes.breach(FILE, "is missing; read as a legacy package with default settings")
    return {}


def _packages_below(root: Path) -> str:
    """A hint for who gave the folder of a whole contest."""
    names = [path.parent.name for path in sorted(root.glob(f"*/{FILE}"))]
    shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return (
        f"; the packages in this folder are {shown}" if len(names) > 1 else f"; did you mean {shown}?" if names else ""
    )


def _assemble(
    entries: Entries, raw: Mapping[str, object], version: Format, metadata: Metadata, notes: Notes
) -> Package:
    output_validators = _output_validators(entries, version, metadata, notes)
    ini = read_ini(entries.root, notes)
    reader = TestReader(
        entries,
        version,
        notes,
        needs_answers=not output_validators,
        validator_args=metadata.validator_args,
        grading=metadata.grading,
        constants=metadata.constants,
    )
    tests = reader.read()
    grader = next(iter(validators(entries, entries.root / "graders")), None)
    if grader is None and any(group.grading.custom for group in tests.groups()):
        notes.breach("graders", "is missing or empty, though a group asks for custom grading; graded by the default")
    if any(group.scoring.has_static_case for group in tests.groups()):
        notes.warn("static_validator", "is not run here, so nobody gets the points of static validation")
    return Package(
        root=entries.root,
        name=entries.root.resolve().name,
        format=version,
        titles=metadata.titles or _old_title(version, ini),
        types=metadata.types,
        limits=with_stated_time_limit(metadata.limits, entries.root, ini, notes),
        tests=tests,
        output_validators=output_validators,
        input_validators=_input_validators(entries, notes),
        static_validator=next(iter(single_validator(entries, entries.root / "static_validator")), None),
        grader=grader,
        submissions=submissions(entries, entries.root / "submissions"),
        uuid=metadata.uuid,
        languages=metadata.languages,
        keywords=metadata.keywords,
        license=metadata.license,
        constants=metadata.constants,
        validator_args=metadata.validator_args,
        custom_score=metadata.custom_score,
        minimise=metadata.minimise,
        allow_file_writing=metadata.allow_file_writing,
        statements=_statements(entries),
        raw=raw,
        warnings=tuple(notes.items),
    )


def _old_title(version: Format, ini: Mapping[str, str]) -> dict[str, str]:
    """Packages for DOMjudge may have no other place for their name."""
    return {"en": ini["name"]} if version is Format.LEGACY and ini.get("name") else {}


def _output_validators(
    entries: Entries, version: Format, metadata: Metadata, notes: Notes
) -> tuple[SourceProgram, ...]:
    """The package's own validators; in the legacy format they count only if problem.yaml says so."""
    found = single_validator(entries, entries.root / "output_validator")
    found = found or validators(entries, entries.root / "output_validators")
    if found and version is Format.LEGACY and not metadata.custom_validation:
        notes.warn("output_validators", "ignored, because problem.yaml does not say `validation: custom`")
        return ()
    if not found and metadata.custom_validation:
        raise PackageError("output_validators", "is missing or empty, though problem.yaml asks for a custom validator")
    return found


def _input_validators(entries: Entries, notes: Notes) -> tuple[SourceProgram, ...]:
    modern = validators(entries, entries.root / "input_validators")
    found = modern or validators(entries, entries.root / "input_format_validators")
    for program in found:
        if program.path.suffix in NOT_RUN:
            notes.warn(entries.where(program.path), "is not run here, so it says nothing of the tests")
    return found


def _statements(entries: Entries) -> dict[str, Path]:
    """By language code; a statement without one is taken for English, as legacy packages mean it."""
    found: dict[str, Path] = {}
    for folder in ("statement", "problem_statement"):
        for path in entries.of(entries.root / folder):
            match = _STATEMENT.fullmatch(path.name)
            if match:
                found.setdefault(match[1] or "en", path)
    return found


def files_of(package: Package, program: SourceProgram) -> dict[str, bytes]:
    """A program's files with the package's constants put in."""
    entries = Entries(package.root, package.format, Notes())
    return substitute_all(read_program(entries, program), package.constants)


def includes_for(package: Package, language_codes: tuple[str, ...]) -> dict[str, bytes]:
    """Files that the package adds to every submission in this language."""
    entries = Entries(package.root, package.format, Notes())
    return substitute_all(included_files(entries, package.root / "include", language_codes), package.constants)


def extra_tests(package: Package, folder: str) -> TestGroup:
    """Cases of `data/invalid_input`, `data/invalid_output` or `data/valid_output`."""
    entries = Entries(package.root, package.format, Notes())
    reader = TestReader(
        entries,
        package.format,
        Notes(),
        needs_answers=False,
        validator_args=package.validator_args,
        constants=package.constants,
    )
    return reader.read_extra(folder)
