"""Gate `structure`: the package has its parts and keeps to the format."""

from __future__ import annotations

import re
from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, GateResult, blame_of, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.package import Format, Package, PackageError

# What was only ignored or assumed, in the evidence.
NOTE = "note: "
_FOLDER = re.compile(r"[a-z0-9]+")
_LICENSES = {"unknown", "public domain", "cc0", "cc by", "cc by-sa", "educational", "permission"}


@dataclass(frozen=True)
class Structure:
    """What is wrong by the package's own version of the format, and what is only worth a note."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]
    parts: str


def _measure(bench: Workbench) -> Structure:
    package = bench.package
    essential = _essential(package)
    breaches = [str(warning) for warning in package.warnings if warning.breaks_format]
    notes = [str(warning) for warning in package.warnings if not warning.breaks_format]
    strict = package.format is Format.V2025_09
    problems = essential + (breaches + _modern(package) if strict else [])
    if bench.spec is not None and bench.is_plain and not any(case.is_sample for case in package.cases()):
        problems.append("data/sample: no samples")
    parts = f"{len(package.cases())} test cases, {len(package.submissions)} submissions, format {package.format}"
    return Structure(tuple(problems), tuple(notes if strict else breaches + notes), parts)


def _essential(package: Package) -> list[str]:
    wanted = {
        "no secret test cases": any(case.name.startswith("secret/") for case in package.cases()),
        "no accepted submission": any(program.name.startswith("accepted/") for program in package.submissions),
    }
    return [problem for problem, is_there in wanted.items() if not is_there]


def _modern(package: Package) -> list[str]:
    wanted = {
        "problem.yaml: uuid is missing": bool(package.uuid),
        "problem.yaml: name is missing": bool(package.titles),
        "statement: no problem.<language>.md, .tex or .pdf": bool(package.statements),
        "input_validators: none": bool(package.input_validators),
        f"problem.yaml: unknown license {package.license}": package.license in _LICENSES,
        f"the folder name {package.name} may hold only a-z and 0-9": bool(_FOLDER.fullmatch(package.name)),
        "problem.yaml: languages of name and of statement differ": set(package.titles) == set(package.statements),
    }
    return [problem for problem, is_right in wanted.items() if not is_right]


def _decide(found: Structure) -> Finding:
    evidence = "\n".join([*found.problems, *(NOTE + note for note in found.notes)])
    if found.problems:
        return failed(Blame.PACKAGE, listed(list(found.problems), "problems"), evidence)
    count = len(found.notes)
    notes = f", {count} note{'s' if count > 1 else ''}" if found.notes else ""
    return passed(Blame.PACKAGE, found.parts + notes, evidence)


_FOLDERS = {
    "statement": Blame.STATEMENT,
    "problem_statement": Blame.STATEMENT,
    "data": Blame.TESTS,
    "generators": Blame.GENERATOR,
    "input_validators": Blame.VALIDATOR,
    "input_format_validators": Blame.VALIDATOR,
    "output_validator": Blame.CHECKER,
    "output_validators": Blame.CHECKER,
    ".alpaco": Blame.SPEC,
}


def owner(path: str) -> Blame:
    """Whose artefact a path in a package is."""
    folder, _, rest = path.partition("/")
    return blame_of(rest) if folder == "submissions" and "/" in rest else _FOLDERS.get(folder, Blame.PACKAGE)


def unreadable(error: PackageError) -> GateResult:
    """The gate's result for a package of which nothing more can be said."""
    first, _, rest = str(error).partition("\n")
    return GateResult.of("structure", failed(owner(error.where), f"cannot be read: {first[:300]}", rest))


GATE = Gate("structure", Blame.PACKAGE, _measure, _decide)
