"""Validators of the example packages: strict about inputs, calm about outputs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.functional.problems.programs import filled, run
from tests.unit.problems.example_packages import PACKAGES, PROBLEMS, package_id

ACCEPT, REJECT = 42, 43
LANTERNROW = PROBLEMS / "lanternrow"

# What a careless script does to a valid input.
MUTATIONS: dict[str, Callable[[bytes], bytes]] = {
    "no newline at the end": lambda data: data[:-1],
    "empty line at the end": lambda data: data + b"\n",
    "empty line at the start": lambda data: b"\n" + data,
    "doubled newlines": lambda data: data.replace(b"\n", b"\n\n"),
    "carriage returns": lambda data: data.replace(b"\n", b"\r\n"),
    "space at the end of a line": lambda data: data.replace(b"\n", b" \n", 1),
    "space at the end of the last line": lambda data: data[:-1] + b" \n",
    "space at the start": lambda data: b" " + data,
    "tab for a space or newline": lambda data: re.sub(rb"[ \n]", b"\t", data, count=1),
    "leading zero": lambda data: b"0" + data,
    "plus sign": lambda data: b"+" + data,
    "fraction": lambda data: re.sub(rb"^(\d+)", rb"\1.0", data),
    "exponent": lambda data: re.sub(rb"^(\d+)", rb"\1e0", data),
    "negative": lambda data: b"-" + data,
    "huge number": lambda data: b"9" * 5000 + data,
    "word": lambda data: re.sub(rb"^\d+", b"nan", data),
    "NUL byte": lambda data: data + b"\x00",
    "byte above ASCII": lambda data: b"\x80" + data,
    "Arabic digit": lambda data: "\u0663".encode() + data,
    "more at the end": lambda data: data + b"1\n",
    "token more on the last line": lambda data: data[:-1] + b" 1\n",
    "line missing": lambda data: data[: data.rstrip(b"\n").rfind(b"\n") + 1],
    "nothing": lambda data: b"",
}

every_package = pytest.mark.parametrize("package", PACKAGES, ids=package_id)


@every_package
def test_input_validator_rejects_every_invalid_input_with_a_reason(package: Path, tmp_path: Path) -> None:
    validator = filled(package, "input_validators/validate.py", tmp_path)
    paths = sorted((package / "data/invalid_input").glob("*.in"))
    assert len(paths) >= 10
    for path in paths:
        done = run(validator, stdin=path.read_bytes())
        assert (done.returncode, done.stderr.count(b"\n")) == (REJECT, 1), (path.name, done.stderr)


@every_package
def test_input_validator_rejects_a_mutated_sample(package: Path, tmp_path: Path) -> None:
    validator = filled(package, "input_validators/validate.py", tmp_path)
    sample = (package / "data/sample/01.in").read_bytes()
    for name, mutate in MUTATIONS.items():
        done = run(validator, stdin=mutate(sample))
        assert (done.returncode, done.stderr.count(b"\n")) == (REJECT, 1), (name, done.stderr)


def judged(directory: Path, given: bytes, answer: bytes, output: bytes) -> int:
    """The exit code of lanternrow's output validator."""
    feedback = directory / "feedback"
    feedback.mkdir(exist_ok=True)
    (directory / "judge.in").write_bytes(given)
    (directory / "judge.ans").write_bytes(answer)
    validator = filled(LANTERNROW, "output_validator/validate.py", directory)
    paths = [str(directory / "judge.in"), str(directory / "judge.ans"), f"{feedback}/"]
    return run(validator, *paths, stdin=output).returncode


@pytest.mark.parametrize(
    ("folder", "code"), [("valid_output", ACCEPT), ("invalid_output", REJECT)], ids=["valid", "invalid"]
)
def test_output_validator_judges_the_outputs_kept_with_the_package(folder: str, code: int, tmp_path: Path) -> None:
    paths = sorted((LANTERNROW / "data" / folder).glob("*.out"))
    assert len(paths) >= 3
    for path in paths:
        given, answer = (path.with_suffix(suffix).read_bytes() for suffix in (".in", ".ans"))
        assert judged(tmp_path, given, answer, path.read_bytes()) == code, path.name


@pytest.mark.parametrize(
    "output",
    [b"", b"\x00", b"\x80\xff", b"YES\n\x00 2 3 1\n", b"YES\n1 2 3 -1\n", b"YES\n1 2 3 4\n", b"YES\n1 2 3 inf\n",
     b"YES\n1 2 3 1/0\n", b"YES\n1 2 3 1.0\n", b"YES\n1 2 3 +1\n", b"YES\n1 2 3 0x1\n",
     b"YES\n1 2 3 " + b"9" * 100_000 + b"\n", b"YES\n" + b"1 " * 200_000, b"YES", b"MAYBE\n", b"YES YES\n1 2 3 1\n",
     b"NO NO\n", b"1 2 3 1\n", b"YES\n1 2 3 2147483648\n", b"YES\n1 2 3 9223372036854775808\n",
     "YES\n1 2 3 \u0661\n".encode()],
    ids=lambda output: ascii(output[:24]),  # a name is part of the environment: it must not be long
)  # fmt: skip
def test_output_validator_survives_junk_and_rejects_it(output: bytes, tmp_path: Path) -> None:
    assert judged(tmp_path, b"3\n2 1 1\n", b"YES\n1 2 3 1\n", output) == REJECT


@pytest.mark.parametrize(
    ("given", "answer", "output"),
    [(b"3\n2 1 1\n", b"NO\n", b"YES\n1 2 3 1\n"), (b"2\n2 1\n", b"YES\n1 2 1\n", b"NO\n"),
     (b"3\n2 1 1\n", b"YES\n", b"YES\n1 2 3 1\n")],
    ids=["denies the possible", "claims the impossible", "arranges nothing"],
)  # fmt: skip
def test_output_validator_blames_nobody_else_for_a_wrong_answer_of_the_judge(
    given: bytes, answer: bytes, output: bytes, tmp_path: Path
) -> None:
    assert judged(tmp_path, given, answer, output) not in {ACCEPT, REJECT}
