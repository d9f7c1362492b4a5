"""Turns a package of an older version of the format into one of 2025-09, judged the same."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from chalicelib.protocol import Verdict

from judge.exchange.files import package_files, with_allowed_names
from judge.package import Format, Package, TestCase, TestGroup
from judge.package.expectations import FILE as SUBMISSIONS_FILE
from judge.package.model import OnReject
from judge.package.promised import CODES, of_folder
from judge.package.time_limit import DOT_FILE

_FOLDERS = {
    "problem_statement": "statement",
    "input_format_validators": "input_validators",
    "output_validators": "output_validator",
    "visualizers": "input_visualizer",
}
_DROPPED = {"problem.yaml", DOT_FILE, "domjudge-problem.ini", "problem.pdf", "problem.en.pdf"}
_TEST_NOTES = {".hint": "hint", ".desc": "description", ".args": "args"}
_SAME_FOLDERS = {"accepted", "rejected", "brute_force"}
_KEPT_LIMITS = (
    "memory", "output", "code", "compilation_time", "compilation_memory", "validation_time", "validation_memory",
    "validation_output", "validation_passes",
)  # fmt: skip
_VALIDATORS = ("output_validators/", "output_validator/")
_PLAIN_STATEMENT = re.compile(r"statement/problem\.(md|tex|pdf)")


@dataclass(frozen=True)
class Modernised:
    """`changes` says what was changed or left out, one line each. `kept_format` says why it stays as it was, if so."""

    files: Mapping[str, bytes]
    changes: tuple[str, ...]
    kept_format: str = ""


def modernise(package: Package) -> Modernised:
    """A package of 2025-09 comes back as it is, but for names that the format forbids and files that it ignores."""
    files = package_files(package)
    changes = [str(warning) for warning in package.warnings]
    reason = _why_not(package)
    if reason or package.format is Format.V2025_09:
        files, renames = with_allowed_names(files)
        return Modernised(files, tuple(changes + renames), reason)
    moved = _moved(package, files)
    moved, renames = with_allowed_names(moved)
    moved["problem.yaml"] = _problem_yaml(package)
    submissions = _submissions_yaml(package)
    if submissions and SUBMISSIONS_FILE not in moved:
        moved[SUBMISSIONS_FILE] = submissions
    changes.append(f"converted from format {package.format} to {Format.V2025_09}")
    return Modernised(moved, tuple(changes + renames))


def _why_not(package: Package) -> str:
    """Why the package cannot be said in 2025-09 with the same scores; empty if it can."""
    if package.format is Format.V2025_09:
        return ""
    if package.is_scoring:
        return "scores of the older formats have no exact counterpart in 2025-09"
    if len(package.output_validators) > 1:
        return "several output validators have no counterpart in 2025-09"
    if any(group.grading.on_reject is OnReject.CONTINUE for group in package.tests.groups()):
        return "on_reject: continue has no counterpart in 2025-09"
    return ""


def _moved(package: Package, files: Mapping[str, bytes]) -> dict[str, bytes]:
    moved = {}
    for path, content in files.items():
        if path in _DROPPED or _is_test_note(path) or path.endswith(("testdata.yaml", "test_group.yaml")):
            continue
        if path.startswith(_VALIDATORS) and not package.output_validators:
            continue  # in the new format it would count
        moved[_new_path(package, path)] = content
    return moved | _test_configuration(package)


def _is_test_note(path: str) -> bool:
    return path.startswith("data/") and PurePosixPath(path).suffix in _TEST_NOTES


def _new_path(package: Package, path: str) -> str:
    top, slash, rest = path.partition("/")
    moved = f"{_FOLDERS.get(top, top)}{slash}{rest}"
    if top in ("output_validators", "output_validator") and _is_single_folder(package):
        moved = "output_validator/" + rest.partition("/")[2] if "/" in rest else moved
    statement = _PLAIN_STATEMENT.fullmatch(moved)
    return f"statement/problem.en.{statement[1]}" if statement else moved


def _is_single_folder(package: Package) -> bool:
    """A validator in a folder of its own moves up: the format has one program in `output_validator`."""
    validators = package.output_validators
    return len(validators) == 1 and validators[0].path.is_dir() and validators[0].path.parent != package.root


def _test_configuration(package: Package) -> dict[str, bytes]:
    """Arguments of groups go into each group's file, those of single cases and notes into the case's own."""
    found: dict[str, bytes] = {}
    for group in package.tests.groups():
        if group.name:
            found |= _group_configuration(group)
    for case in package.cases():
        notes = {"hint": case.hint, "description": case.description, "args": list(case.args)}
        said = {key: value for key, value in notes.items() if value}
        if said:
            found[f"data/{case.name}.yaml"] = _yaml(said)
    return found


def _group_configuration(group: TestGroup) -> dict[str, bytes]:
    """All cases directly in a group share its arguments. Only `sample` and `secret` hold a file: others would score."""
    own = [child for child in group.children if isinstance(child, TestCase)]
    if "/" in group.name:
        return _per_case(own)
    if not own:
        return {}
    said = _arguments(own[0])
    return {f"data/{group.name}/test_group.yaml": _yaml(said)} if said else {}


def _per_case(cases: Iterable[TestCase]) -> dict[str, bytes]:
    return {f"data/{case.name}.yaml": _yaml(said) for case in cases if (said := _arguments(case))}


def _arguments(case: TestCase) -> dict[str, object]:
    said: dict[str, object] = {}
    if case.output_validator_args:
        said["output_validator_args"] = list(case.output_validator_args)
    if case.input_validator_args:
        everyone = case.input_validator_args.get("")
        named = {name: list(args) for name, args in case.input_validator_args.items()}
        said["input_validator_args"] = list(everyone) if everyone is not None else named
    return said


def _problem_yaml(package: Package) -> bytes:
    raw = package.raw
    said: dict[str, object] = {
        "problem_format_version": str(Format.V2025_09),
        "type": _types(package),
        "name": _names(package),
        "uuid": package.uuid or str(uuid.uuid5(uuid.NAMESPACE_URL, f"problem:{package.name}")),
        "license": package.license,
        "limits": _limits(package),
    }
    for key in ("version", "rights_owner", "embargo_until", "constants", "languages"):
        if raw.get(key):
            said[key] = raw[key]
    said |= _origin(package)
    return _yaml({key: value for key, value in said.items() if value not in ({}, [], "")})


def _types(package: Package) -> str | list[str]:
    words = sorted(str(kind) for kind in package.types)
    return words[0] if len(words) == 1 else words


def _names(package: Package) -> dict[str, str]:
    """Names for exactly the languages of the statements; the one name of an older package serves for all."""
    default = package.titles.get("en") or next(iter(package.titles.values()), package.name)
    languages = list(package.statements) or ["en"]
    return {language: package.titles.get(language, default) for language in languages}


def _limits(package: Package) -> dict[str, object]:
    raw = package.raw.get("limits")
    stated = raw if isinstance(raw, dict) else {}
    said: dict[str, object] = {key: stated[key] for key in _KEPT_LIMITS if key in stated}
    limits = package.limits
    if limits.time_limit_s is not None:
        # Where an older package states its limit it promises no margins.
        said |= {"time_limit": _number(limits.time_limit_s), **_resolution(limits.time_limit_s)}
        return said | {"time_multipliers": {"ac_to_time_limit": 1.0, "time_limit_to_tle": 1.0}}
    multipliers = {"ac_to_time_limit": limits.ac_to_time_limit, "time_limit_to_tle": limits.time_limit_to_tle}
    return said | {"time_multipliers": multipliers}


def _resolution(time_limit_s: float) -> dict[str, float]:
    """The limit must be a multiple of the resolution, which is one second unless stated."""
    step = next((step for step in (1.0, 0.5, 0.1, 0.01) if abs(time_limit_s / step % 1) < 1e-9), time_limit_s)
    return {} if step == 1.0 else {"time_resolution": step}


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _origin(package: Package) -> dict[str, object]:
    raw = package.raw
    said: dict[str, object] = {}
    if package.keywords:
        said["keywords"] = list(package.keywords)
    if raw.get("credits") or raw.get("author"):
        said["credits"] = raw.get("credits") or {"authors": _people(raw["author"])}
    if raw.get("source"):
        source, url = raw["source"], raw.get("source_url")
        said["source"] = {"name": source, "url": url} if url and isinstance(source, str) else source
    return said


def _people(author: object) -> list[str]:
    return [str(one) for one in author] if isinstance(author, list) else [str(author)]


def _submissions_yaml(package: Package) -> bytes:
    """In older formats a folder promises the verdict of the whole submission, not of every test case.

    That a program does not compile cannot be promised in the newer one.
    """
    folders = {program.name.split("/")[0] for program in package.submissions} - _SAME_FOLDERS
    said = {name: _promise(name) for name in sorted(folders) if Verdict.COMPILE_ERROR not in (of_folder(name) or ())}
    return _yaml(said) if said and package.is_legacy else b""


def _promise(folder: str) -> dict[str, object]:
    verdicts = of_folder(folder)
    if folder == "slow_accepted":
        return {"permitted": ["AC", "TLE"], "use_for_time_limit": False}
    if verdicts == CODES["AC"]:
        return {"permitted": ["AC"], "use_for_time_limit": False}
    codes = [code for code in ("WA", "TLE", "RTE") if verdicts and verdicts <= CODES[code]]
    return {"permitted": list(CODES), **({"required": codes[:1]} if codes else {})}


def _yaml(value: Mapping[str, object]) -> bytes:
    import yaml

    text: str = yaml.safe_dump(dict(value), sort_keys=False, allow_unicode=True, width=120)
    return text.encode()
