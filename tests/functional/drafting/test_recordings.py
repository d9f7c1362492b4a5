"""The recorded problems are as good or as bad as they say: their programs are run against each other."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

import pytest
from chalicelib.domain.replies import shape_of
from chalicelib.domain.replies.pieces import Code, JsonObject, Programs
from chalicelib.domain.replies.reply import Finish, Reply
from chalicelib.domain.spec import ProblemSpec, spec_from_json

from tests.provider.recordings import Recording

GOOD = ["calm_stretch", "choir_row", "parcel_pairs_ko", "steady_average"]
TESTS = [("small", seed) for seed in range(1, 13)] + [("random", 1), ("random", 2)]
LARGE = [("extreme", seed) for seed in range(1, 6)] + [("slow", seed) for seed in range(1, 4)]


class Problem:
    """The programs of a recording on disk, bounds filled in."""

    def __init__(self, name: str, folder: Path) -> None:
        self.recording = Recording.named(name)
        self.folder = folder
        spec = self.parsed("spec")
        assert isinstance(spec, JsonObject)
        self.spec: ProblemSpec = spec_from_json(spec.value)

    def parsed(self, stage: str, attempt: int = 1) -> object:
        reply = Reply(shape_of(stage))
        reply.feed(self.recording.reply(stage, attempt) or "")
        reply.finish()
        return reply.found(Finish.STOP)

    def program(self, stage: str) -> Path:
        found = self.parsed(stage)
        assert isinstance(found, Code)
        return self.write(stage, found.text)

    def write(self, name: str, text: str) -> Path:
        for bound, value in self.spec.bounds().items():
            text = text.replace("{{" + bound + "}}", str(value))
        path = self.folder / f"{name}.py"
        path.write_text(text)
        return path


@pytest.fixture(params=GOOD)
def problem(request: pytest.FixtureRequest, tmp_path: Path) -> Problem:
    return Problem(request.param, tmp_path)


def run(program: Path, *args: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(program), *map(str, args)]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=60, check=False)


def judged(problem: Problem, stdin: bytes, answer: bytes, output: bytes) -> bool:
    """Whether the output is right: by the recorded checker, else by tokens."""
    if problem.spec.float_tolerance:
        return math.isclose(float(output), float(answer), rel_tol=1e-6, abs_tol=1e-6)
    if not problem.spec.needs_checker:
        return output.split() == answer.split()
    files = [problem.folder / name for name in ("input", "answer")]
    for file, data in zip(files, (stdin, answer), strict=True):
        file.write_bytes(data)
    return run(problem.program("checker"), *files, problem.folder, stdin=output).returncode == 42


def test_solutions_agree_and_wrong_ones_are_caught_when_recorded(problem: Problem) -> None:
    generator, validator = problem.program("generator"), problem.program("validator")
    reference, brute, solver = (problem.program(stage) for stage in ("reference", "brute", "solver"))
    inputs = [run(generator, *test).stdout for test in TESTS]
    answers = [run(reference, stdin=stdin).stdout for stdin in inputs]
    assert len(set(inputs)) == len(inputs)
    assert all(run(validator, stdin=stdin).returncode == 42 for stdin in inputs)
    for other in (brute, solver):
        for stdin, answer in zip(inputs, answers, strict=True):
            assert judged(problem, stdin, answer, run(other, stdin=stdin).stdout), stdin
    for name, program in wrong_answers(problem).items():
        outputs = [run(program, stdin=stdin).stdout for stdin in inputs]
        assert not all(judged(problem, *case) for case in zip(inputs, answers, outputs, strict=True)), name


def wrong_answers(problem: Problem) -> dict[str, Path]:
    found = problem.parsed("wrong")
    assert isinstance(found, Programs)
    wrong = [program for program in found.programs if program.verdict == "WRONG_ANSWER"]
    return {program.name: problem.write(program.name, program.code) for program in wrong}


def test_large_inputs_are_valid_and_solved_when_recorded(problem: Problem) -> None:
    generator, validator, reference = (problem.program(stage) for stage in ("generator", "validator", "reference"))
    for test in LARGE:
        stdin = run(generator, *test).stdout
        assert run(validator, stdin=stdin).returncode == 42, test
        assert run(reference, stdin=stdin).returncode == 0, test
    assert run(generator, "unknown", 1).returncode == 1
