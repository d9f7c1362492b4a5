"""Small packages written for a test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from chalicelib.protocol import JobLimits
from judge import languages
from judge.gates.workbench import Workbench
from judge.package import Package, load
from judge.ports import SandboxPort
from judge.prepare import Workshop

MODERN = "problem_format_version: 2025-09\nname: Test\nuuid: 4d8f8f0e-9c9c-4d4e-8f6c-111111111111\n"
ECHO = "print(input())\n"


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def package(root: Path, files: Mapping[str, str | bytes], problem: str = "limits: {time_limit: 2}\n") -> Package:
    """A package of 2025-09 with one secret test (`5`, answer `5`) unless the files say otherwise."""
    default = {"data/secret/1.in": "5\n", "data/secret/1.ans": "5\n"}
    has_tests = any(path.startswith("data/") for path in files)
    return load(write(root, {"problem.yaml": MODERN + problem, **({} if has_tests else default), **files}))


def legacy(root: Path, files: Mapping[str, str | bytes], problem: str = "") -> Package:
    return load(write(root, {"problem.yaml": f"name: Old\n{problem}", ".timelimit": "2\n", **files}))


def workbench(made: Package, sandbox: SandboxPort) -> Workbench:
    """What gates measure it on, with nothing kept from earlier calls."""
    return Workbench(made, Workshop(sandbox, languages.load(), None), JobLimits(), lambda _: None)
