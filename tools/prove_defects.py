"""Shows that planted defects are defects and that controls are legal: `prove_defects.py [PATTERN...]`.

Independent of the gates: it compares each program that an entry changes with the base package's own, on the base's
tests, fresh small inputs and inputs broken in many ways, and judges the base's wrong submissions on the entry's tests.
A defect must show a difference, a control none. Defects of statement, spec or form show in the edit itself.
Exit code 1 if an entry could not be proved.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from chalicelib.protocol import Verdict
from judge import languages as known_languages
from judge.bench.gates.manifest import read_entries
from judge.bench.gates.memory import Memory, Session
from judge.bench.gates.model import Entry, Kind
from judge.bench.gates.run import materialise, read_package
from judge.case import CaseJudge
from judge.execute import Executable, RunLimits, execute
from judge.generating.run import GENERATOR_LIMITS
from judge.input_validation import InputChecker
from judge.package import Package, PackageError, SourceProgram, TestCase, extra_tests, files_of, load
from judge.prepare import JudgeError, Workshop
from judge.sandbox import Sandbox
from judge.submission import Submission

ROOT = Path(__file__).resolve().parents[1]
FRESH_SEEDS = range(101, 141)
BROKEN_PER_INPUT = 40
# Classes whose defect lies in what is written, not in what runs.
EVIDENT = {
    "bounds-drift",
    "broken-encoding",
    "broken-format",
    "broken-markup",
    "draft-leftovers",
    "duplicate-problem",
    "duplicate-tests",
    "frozen-hash-mismatch",
    "layout-mismatch",
    "leaks-the-solution",
    "missing-file",
    "missing-tolerance",
    "model-talk",
    "naive-without-growth",
    "not-portable",
    "spec-malformed",
    "stale-answer",
    "swapped-answers",
    "truncated-file",
    "typed-samples",
    "unsafe-code",
    "wrong-language",
    "wrong-sample",
}
# Controls that are another problem than their base, so that answers differ.
OWN_ANSWERS = {"other-constants"}
EVIDENT_PREFIXES = ("statement-", "time-limit-", "checker-", "generator-", "brute-", "wrong-submission-")


@dataclass(frozen=True)
class Probe:
    name: str
    data: bytes


class Subject:
    """A package and what its programs say on probes."""

    def __init__(self, folder: Path, sandbox: Session) -> None:
        self.folder = folder
        self.sandbox = sandbox
        self.package: Package = load(folder)
        self.workshop = Workshop(sandbox, known_languages.load())

    @cached_property
    def _checker(self) -> InputChecker:
        return InputChecker(self.package, self.workshop)

    def is_valid(self, probe: Probe) -> bool:
        case = TestCase(probe.name, self.folder, None)
        return not self._checker.rejections(case, probe.data)

    def executable(self, program: SourceProgram, limits: RunLimits) -> Executable | None:
        submission = Submission(program.name, None, files_of(self.package, program))
        language = self.workshop.language_of(submission)
        compiled = self.workshop.submission(self.package, submission, language, 2048)
        return Executable.of(compiled, limits) if compiled.program else None

    def output(self, program: SourceProgram, probe: Probe) -> str:
        executable = self.executable(program, RunLimits(5.0))
        if executable is None:
            return "does not compile"
        outcome = execute(self.sandbox, executable, probe.data)
        return " ".join(outcome.stdout.decode(errors="replace").split()) if outcome.succeeded else str(outcome.status)

    def generate(self, stratum: str, seed: int) -> bytes:
        path = self.folder / "generators/generate.py"
        tool = self.workshop.tool(self.package, SourceProgram("generators/generate.py", path))
        return execute(self.sandbox, Executable.of(tool, GENERATOR_LIMITS), b"", args=(stratum, str(seed))).stdout

    def program(self, name: str) -> SourceProgram | None:
        return next((item for item in self.package.submissions if item.name == name), None)

    def passes(self, other: Subject, program: SourceProgram) -> bool:
        """Whether a submission of another package is accepted on all of this one's tests."""
        limit_s = self.package.limits.time_limit_s or 2.0
        executable = other.executable(program, RunLimits(limit_s, self.package.limits.memory_mib))
        if executable is None:
            return False
        judge = CaseJudge(self.sandbox, self.package, executable, self.workshop.output_validators(self.package))
        return all(judge.judge(case).verdict is Verdict.ACCEPTED for case in self.package.cases())


class Base:
    """A base package with its probes."""

    def __init__(self, folder: Path, sandbox: Session) -> None:
        self.subject = Subject(folder, sandbox)

    @cached_property
    def valid(self) -> list[Probe]:
        tests = [Probe(case.name, case.input.read_bytes()) for case in self.subject.package.cases()]
        return tests + [Probe(f"small {seed}", self.subject.generate("small", seed)) for seed in FRESH_SEEDS]

    @cached_property
    def broken(self) -> list[Probe]:
        """Inputs of any kind: most are invalid, some are valid and unusual."""
        bounds = _bounds(self.subject.folder)
        rng = random.Random(1)  # noqa: S311
        small = [probe for probe in self.valid if len(probe.data) < 400][:12]
        made = [Probe(f"broken {probe.name}", data) for probe in small for data in _broken(probe.data, bounds, rng)]
        extra = [Probe(case.name, case.input.read_bytes()) for case in self.invalid_cases()]
        return made + extra

    def invalid_cases(self) -> Sequence[TestCase]:
        return list(extra_tests(self.subject.package, "invalid_input").cases())


def _bounds(folder: Path) -> list[int]:
    variables = json.loads((folder / ".alpaco/spec.json").read_text("utf-8"))["variables"]
    return sorted({int(variable[end]) for variable in variables for end in ("min", "max")})


def _broken(data: bytes, bounds: Sequence[int], rng: random.Random) -> Iterator[bytes]:
    lines = data.decode().split("\n")
    tokens = [(match.start(), match.end()) for match in re.finditer(rb"\S+", data)]
    for _ in range(BROKEN_PER_INPUT):
        start, end = rng.choice(tokens)
        bound = rng.choice(bounds)
        other = data[slice(*rng.choice(tokens))]
        word = rng.choice([b"%d" % (bound + rng.choice([-1, 0, 1])), other, b"-1", b"0", b"01", b"x", b"1.0", b"+1"])
        yield data[:start] + word + data[end:]
    for index in range(min(3, len(lines) - 1)):
        yield "\n".join([*lines[: index + 1], lines[index], *lines[index + 1 :]]).encode()
        yield "\n".join([*lines[:index], *lines[index + 1 :]]).encode()
        yield "\n".join([*lines[:index], lines[index] + " ", *lines[index + 1 :]]).encode()
        yield "\n".join([*lines[:index], lines[index].replace(" ", "  ", 1), *lines[index + 1 :]]).encode()
        yield "\n".join([*lines[:index], " ".join(sorted(set(lines[index].split(" ")))), *lines[index + 1 :]]).encode()
    yield data.rstrip(b"\n")
    yield data + b"\n"
    yield data + b"1\n"
    yield data.replace(b"\n", b"\r\n")
    yield b""


def differences(entry: Entry, base: Base, here: Subject) -> Iterator[str]:
    """What the entry's programs do otherwise than the base's, one line each."""
    witness = [Probe("witness", entry.witness)] if entry.witness is not None else []
    probes = witness + base.valid + base.broken
    if _changed(base, here, "input_validators"):
        yield from _validator(probes, base, here)
    yield from _programs(probes, base, here)
    yield from _tests(base, here)
    yield from _survivors(base, here)
    yield from _planted_survivor(entry, base, here)
    yield from _absent_classes(here)


def _changed(base: Base, here: Subject, folder: str) -> bool:
    ours = {name: data for name, data in read_package(here.folder).items() if name.startswith(folder)}
    return ours != {name: data for name, data in read_package(base.subject.folder).items() if name.startswith(folder)}


def _validator(probes: Sequence[Probe], base: Base, here: Subject) -> Iterator[str]:
    for probe in probes:
        was, now = base.subject.is_valid(probe), here.is_valid(probe)
        if was != now:
            yield f"validator {'accepts' if now else 'rejects'} {probe.name}: {probe.data[:60]!r}"


def _programs(probes: Sequence[Probe], base: Base, here: Subject) -> Iterator[str]:
    """Accepted ones must say what the base's reference says, or be accepted by its output validator."""
    reference = base.subject.program("accepted/reference.py")
    assert reference is not None
    for program in here.package.submissions:
        known = base.subject.program(program.name)
        if not program.name.startswith("accepted/") or (known and known.path.read_bytes() == program.path.read_bytes()):
            continue
        for probe in probes:
            if len(probe.data) < 10**5 and base.subject.is_valid(probe):
                was, now = base.subject.output(reference, probe), here.output(program, probe)
                if was != now and not (base.subject.package.output_validators and was[:1] == now[:1]):
                    yield f"{program.name} says {now[:40]!r} for {was[:40]!r} on {probe.name}"


def _tests(base: Base, here: Subject) -> Iterator[str]:
    """Tests that the base's validator refuses or whose answer its reference does not give."""
    reference = base.subject.program("accepted/reference.py")
    assert reference is not None
    for case in here.package.cases():
        probe = Probe(case.name, case.input.read_bytes())
        if not base.subject.is_valid(probe):
            yield f"test {case.name} is invalid"
        elif case.answer is not None and not here.package.output_validators:
            said = base.subject.output(reference, probe)
            if " ".join(case.answer.read_text("utf-8", "replace").split()) != said:
                yield f"test {case.name} has another answer than {said[:40]!r}"


def _survivors(base: Base, here: Subject) -> Iterator[str]:
    for program in base.subject.package.submissions:
        if not program.name.startswith(("accepted/", "brute_force/")) and here.passes(base.subject, program):
            yield f"{program.name} of the base passes all tests"


def _planted_survivor(entry: Entry, base: Base, here: Subject) -> Iterator[str]:
    """The entry's own wrong program: it must be wrong on some valid input, and pass."""
    if entry.survivor is None:
        return
    reference = base.subject.program("accepted/reference.py")
    assert reference is not None
    with tempfile.NamedTemporaryFile(suffix=".py") as file:
        Path(file.name).write_bytes(entry.survivor)
        program = SourceProgram("wrong_answer/survivor.py", Path(file.name))
        wrong = (p for p in base.valid if base.subject.output(reference, p) != base.subject.output(program, p))
        probe = next(wrong, None)
        if probe is not None and here.passes(base.subject, program):
            yield f"a program that is wrong on {probe.name} passes all tests"


def _absent_classes(here: Subject) -> Iterator[str]:
    path = here.folder / ".alpaco/spec.json"
    try:
        classes = json.loads(path.read_text("utf-8"))["answer_classes"] if path.exists() else []
    except (ValueError, KeyError):
        return
    answers = {token for case in here.package.cases() if case.answer for token in case.answer.read_bytes().split()}
    yield from (f"no answer holds {name}" for name in classes if name.encode() not in answers)


def prove(entry: Entry, base: Base, memory: Memory) -> tuple[bool, list[str]]:
    with tempfile.TemporaryDirectory() as place:
        session = Session(memory)
        try:
            folder = materialise(entry, read_package(base.subject.folder), Path(place), session)
            found = list(dict.fromkeys(differences(entry, base, Subject(folder, session))))
        except (PackageError, JudgeError) as exc:
            found = [f"does not load or run: {exc}"]
    if entry.kind is Kind.CONTROL:
        return not found or entry.group in OWN_ANSWERS, found
    evident = entry.group in EVIDENT or entry.group.startswith(EVIDENT_PREFIXES)
    return bool(found) or evident, found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("patterns", nargs="*", default=["*"], help="ids or classes")
    patterns = parser.parse_args().patterns
    entries = [
        entry
        for entry in read_entries(ROOT / "tests/defects")
        if any(fnmatchcase(word, pattern) for pattern in patterns for word in (entry.id, entry.group))
    ]
    failed = 0
    with Sandbox.open(slots=4) as sandbox, ThreadPoolExecutor(2) as pool:
        memory = Memory(sandbox)
        bases = {name: Base(ROOT / "problems" / name, Session(memory)) for name in {entry.base for entry in entries}}
        proofs = pool.map(lambda entry: prove(entry, bases[entry.base], memory), entries)
        for entry, (proved, found) in zip(entries, proofs, strict=True):
            failed += not proved
            more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            print(
                f"{'ok ' if proved else 'BAD'} {entry.id} [{entry.group}] {found[0] if found else ''}{more}", flush=True
            )
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
