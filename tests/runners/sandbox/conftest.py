"""One sandbox for all tests of this folder: opening it is what costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from judge.sandbox import Build, Family, Limits, Outcome, Program, Sandbox

from tests.sandboxes import open_or_skip

LIMITS = Limits(cpu_s=2.0, wall_s=20.0, memory_mib=256)
BUILD_LIMITS = Limits(cpu_s=20.0, wall_s=60.0, memory_mib=1024, processes=256)


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with open_or_skip(slots=2) as opened:
        yield opened


@pytest.fixture(scope="session")
def python(sandbox: Sandbox) -> Callable[[str], Program]:
    """Builds a Python program that the fork server runs."""

    def build(source: str) -> Program:
        return program_of(build_python(sandbox, source))

    return build


@pytest.fixture(scope="session")
def native(sandbox: Sandbox) -> Callable[[str], Program]:
    """Builds a C program."""

    def build(source: str) -> Program:
        step = ("/usr/bin/gcc", "-O1", "-w", "-pthread", "-o", "{dir}/main", "{dir}/main.c")
        return program_of(sandbox.build({"main.c": source.encode()}, (step,), run=("{dir}/main",), limits=BUILD_LIMITS))

    return build


@pytest.fixture
def run(sandbox: Sandbox) -> Callable[..., Outcome]:
    def once(program: Program, *args: str, stdin: bytes = b"", limits: Limits = LIMITS, **more: object) -> Outcome:
        with sandbox.slot() as slot:
            return slot.run(program, args, stdin=stdin, limits=limits, **more)  # type: ignore[arg-type]

    return once


def build_python(sandbox: Sandbox, source: str, *, served: bool = True) -> Build:
    return sandbox.build(
        {"main.py": source.encode()},
        (),
        run=("/usr/bin/python3", "{dir}/main.py"),
        limits=BUILD_LIMITS,
        family=Family.PYTHON,
        python_main="main.py" if served else None,
    )


def program_of(build: Build) -> Program:
    assert build.program is not None, build.outcome
    return build.program
