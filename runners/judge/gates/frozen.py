"""Gate `tests-frozen`: the test data is what was frozen under its SHA-256."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, failed, listed, passed
from judge.gates.workbench import Workbench

FILE = ".alpaco/tests.sha256"
_LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](.+)")


@dataclass(frozen=True)
class Frozen:
    """Per listed file, in order, what is wrong with it (empty: nothing)."""

    files: tuple[tuple[str, str], ...]


def _measure(bench: Workbench) -> Frozen | None:
    path = bench.package.root / FILE
    if not path.is_file():
        return None
    lines = path.read_text("utf-8", "replace").splitlines()
    return Frozen(tuple(_checked(bench, line) for line in lines if line.strip()))


def _checked(bench: Workbench, line: str) -> tuple[str, str]:
    match = _LINE.fullmatch(line.strip())
    if match is None:
        return line[:80], "is no line of sha256sum"
    path = (bench.package.root / match[2]).resolve()
    if not path.is_relative_to(bench.package.root.resolve()) or not path.is_file():
        return match[2], "is missing"
    same = hashlib.sha256(path.read_bytes()).hexdigest() == match[1].lower()
    return match[2], "" if same else "is not what was frozen"


def _decide(found: Frozen) -> Finding:
    problems = [f"{name} {problem}" for name, problem in found.files if problem]
    if problems:
        return failed(Blame.TESTS, listed(problems, "files"), "\n".join(problems))
    return passed(Blame.TESTS, f"all {len(found.files)} files are as they were frozen")


GATE = Gate("tests-frozen", Blame.TESTS, _measure, _decide, f"no {FILE}")
