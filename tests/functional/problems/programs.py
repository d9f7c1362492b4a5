"""Runs the validators and generators of the example packages outside the sandbox: they are ours."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from chalicelib.domain import templates

from tests.unit.problems.example_packages import constants, text
from tools.freeze_tests import PYTHON


def filled(package: Path, program: str, directory: Path) -> Path:
    """A copy of the program in which the package's constants stand, as the judge would run it."""
    copy = directory / f"{package.name}-{program.replace('/', '-')}"
    source = text(package, program)
    generator = program.startswith("generators/")
    copy.write_text(source if generator else templates.substitute(source, constants(package)), encoding="utf-8")
    return copy


def run(
    program: Path, *arguments: str, stdin: bytes = b"", hash_seed: str = "random"
) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [PYTHON, "-S", str(program), *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=30, env=environment, check=False)
