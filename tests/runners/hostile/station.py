"""One place where hostile programs run, one after the other, each followed by all checks from outside."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping

from judge.sandbox import Family, Limits, Outcome, Program, Sandbox, Status

from tests.runners.hostile import building, leftovers
from tests.runners.hostile.canaries import Canaries
from tests.runners.hostile.collection import HostileProgram
from tests.runners.hostile.expectation import build_findings, content_findings, run_findings, state_findings
from tests.runners.hostile.report import Finding, Report, Seen
from tests.runners.hostile.victim import Victim

_ADDER = b"""
import os, sys
assert not os.listdir("."), os.listdir(".")
print(sum(map(int, sys.stdin.read().split())))
"""
_ADDER_LIMITS = Limits(cpu_s=2.0, wall_s=6.0, memory_mib=128)


class Station:
    """A sandbox of its own with two slots, the second one for a program that is spied upon."""

    def __init__(self, canaries: Canaries) -> None:
        self._canaries = canaries
        self._open()

    def _open(self) -> None:
        self._sandbox = Sandbox.open(slots=2)
        self._adder = _built(self._sandbox, {"main.py": _ADDER})

    def close(self) -> None:
        self._sandbox.close()

    @property
    def layers(self) -> dict[str, str]:
        describe = getattr(self._sandbox, "layers", dict)
        return {str(name): str(state) for name, state in dict(describe()).items()}

    def judge(self, program: HostileProgram, *, served: bool = True) -> Report:
        """Builds and runs the program and reports whatever is not as it must be; an exception is a finding as well."""
        started, since_ns = time.monotonic(), leftovers.now_ns()
        trial = Trial(self._sandbox, self._canaries, program)
        try:
            trial.perform(served=served)
            trial.findings += self._next_run_right()
        except Exception as exc:  # noqa: BLE001 - whatever a hostile program makes the sandbox raise is what we are after
            trial.findings.append(
                Finding("next_run_right", f"the sandbox raised {type(exc).__name__}: {str(exc)[:300]}")
            )
        trial.findings += self._left_behind(since_ns) + self._canaries.findings()
        if any(finding.assertion == "next_run_right" for finding in trial.findings):
            self.close()  # one broken slot must not be blamed on the programs that follow
            self._open()
        seconds = round(time.monotonic() - started, 2)
        return Report(program.id, tuple(trial.findings), trial.build, tuple(trial.runs), seconds)

    def _next_run_right(self) -> list[Finding]:
        found = []
        for _ in range(2):
            with self._sandbox.slot() as slot:
                outcome = slot.run(self._adder, stdin=b"19 23\n", limits=_ADDER_LIMITS)
            if outcome.status is not Status.EXITED or outcome.stdout != b"42\n":
                found.append(Finding("next_run_right", f"a correct program gets {outcome}"))
        return found

    def _left_behind(self, since_ns: int) -> list[Finding]:
        slots = self._sandbox._slots
        uids = {slot.identity.uid for slot in slots} if os.geteuid() == 0 else set()
        supervisors = {slot._supervisor.pid for slot in slots if slot._supervisor}
        found = leftovers.process_findings(uids, supervisors)
        found += leftovers.file_findings(uids, since_ns)
        return found + [Finding("ipc_unchanged", text) for text in leftovers.ipc_objects(uids)]


def _built(sandbox: Sandbox, files: Mapping[str, bytes]) -> Program:
    build = sandbox.build(
        files,
        (),
        run=("/usr/bin/python3", "{dir}/main.py"),
        limits=_ADDER_LIMITS,
        family=Family.PYTHON,
        python_main="main.py",
    )
    if build.program is None:
        raise RuntimeError(f"the sandbox does not even build an adder: {build.outcome}")
    return build.program


class Trial:
    """One program from its build to its last test."""

    def __init__(self, sandbox: Sandbox, canaries: Canaries, program: HostileProgram) -> None:
        self._sandbox = sandbox
        self._canaries = canaries
        self._program = program
        self.findings: list[Finding] = []
        self.build: Seen | None = None
        self.runs: list[Seen] = []

    def perform(self, *, served: bool) -> None:
        files = {name: self._told(data) for name, data in self._program.sources().items()}
        build = building.build(self._sandbox, self._program, files, served=served)
        self.findings += build_findings(self._program, build.outcome, build.program is not None)
        if build.outcome is not None:
            self.build = Seen.of(build.outcome)
            self._check_contents(build.outcome)
        if build.program is None:
            return
        before = leftovers.tree_digest(build.program.directory)
        self._run_all(build.program)
        if leftovers.tree_digest(build.program.directory) != before:
            self.findings.append(Finding("program_unchanged", str(build.program.directory)))
        self._sandbox.discard(build.program)

    def _run_all(self, built: Program) -> None:
        outputs = []
        with self._sandbox.slot() as slot, Victim(self._sandbox, wanted=self._program.neighbour) as victim:
            for text in self._program.stdin:
                outcome = self._timed(slot.run, built, self._filled(text))
                outputs.append(outcome.stdout)
                self._check_contents(outcome, victim.secret)
        self.findings += victim.findings()
        self.findings += state_findings(self._program, outputs)

    def _timed(self, run: object, built: Program, stdin: bytes) -> Outcome:
        limits = building.run_limits(self._program)
        started = time.monotonic()
        outcome: Outcome = run(built, stdin=stdin, limits=limits, collect=self._program.collect)  # type: ignore[operator]
        self.findings += run_findings(self._program, outcome, limits, time.monotonic() - started)
        self.runs.append(Seen.of(outcome))
        return outcome

    def _check_contents(self, outcome: Outcome, *more: str) -> None:
        self.findings += content_findings(outcome, [*self._canaries.secrets, *more])

    def _filled(self, text: str) -> bytes:
        for name, value in self._canaries.placeholders().items():
            text = text.replace(f"{{{name}}}", value)
        return text.encode()

    def _told(self, source: bytes) -> bytes:
        for name in ("secrets", "port", "pid"):
            source = source.replace(f"@{name}@".encode(), self._canaries.placeholders()[name].encode())
        return source
