"""A slot that has run thousands of programs is as it was: nothing is left, nothing grows, verdicts stay right."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from chalicelib.protocol import Verdict
from judge.engine import Submission, grade
from judge.package import Package
from judge.sandbox import Limits, Program, Sandbox, Slot, Status

from tests.functional.judge.packages import package
from tests.runners.hostile import leftovers

pytestmark = [pytest.mark.sandbox, pytest.mark.xdist_group("endurance")]
LIMITS = Limits(cpu_s=2.0, wall_s=60.0, memory_mib=128)
RUNS = 2000
_GROWTH_KIB = 512

# Reads "x" and leaves whatever a program can leave; reads anything else and is well behaved.
_PYTHON = """
import os, sys, threading, time
if sys.stdin.read() == "x":
    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(100)
            os._exit(0)
    kept = [os.pipe() for _ in range(50)]
    if os.path.isdir("out"):
        open("out/left", "w").write("left")
    threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
    os.abort()
print("done")
"""
_SMALL_C = '#include <stdio.h>\nint main(void) { puts("done"); return 0; }\n'
_CRASH_C = "#include <unistd.h>\nint main(void) { if (fork() == 0) pause(); return *(volatile int *)0; }\n"


@pytest.fixture
def slot(sandbox: Sandbox) -> Iterator[Slot]:
    with sandbox.slot() as lent:
        yield lent


class Inventory:
    """Everything that a slot, its supervisor and this process hold."""

    def __init__(self, slot: Slot) -> None:
        supervisor = slot.supervisor
        self.family = sorted(_family(supervisor.pid))
        self.descriptors = {pid: _entries(Path(f"/proc/{pid}/fd")) for pid in (os.getpid(), *self.family)}
        self.resident_kib = {pid: _status_kib(pid, "VmRSS:") for pid in self.family}
        self.scratch = _entries(slot.scratch)
        self.programs = _entries(slot.home.parents[1] / "programs")

    def grown_kib(self, before: Inventory) -> int:
        return max(self.resident_kib[pid] - before.resident_kib[pid] for pid in self.family)


def _family(supervisor: int) -> Iterator[int]:
    """The supervisor and what lives below it: its first process in a PID namespace and the fork server."""
    yield supervisor
    for each in leftovers.processes().values():
        if each.parent == supervisor:
            yield from _family(each.pid)


def _entries(place: Path) -> int:
    return sum(1 for _ in place.iterdir())


def _status_kib(pid: int, label: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(label))


def _run_many(slot: Slot, programs: dict[str, Program], count: int) -> None:
    """Of twenty runs 14 are small ones of Python, 3 of C, one crashes and two leave all they can."""
    for number in range(count):
        kind, messy = number % 20, number % 10 == 9
        program = programs["python" if kind < 14 or messy else "crash" if kind == 14 else "small"]
        outcome = slot.run(program, stdin=b"x" if messy else b"", limits=LIMITS, collect=("out",) if messy else ())
        if messy or program is programs["crash"]:
            assert outcome.status is Status.SIGNALLED, outcome
        else:
            assert outcome.stdout == b"done\n", outcome


def test_thousands_of_runs_leave_nothing_and_grow_nothing(
    sandbox: Sandbox, native: Callable[[str], Program], python: Callable[[str], Program]
) -> None:
    programs = {"small": native(_SMALL_C), "crash": native(_CRASH_C), "python": python(_PYTHON)}
    since_ns = leftovers.now_ns()
    with sandbox.slot() as slot:
        _run_many(slot, programs, RUNS // 10)
        before = Inventory(slot)
        _run_many(slot, programs, RUNS)
        after = Inventory(slot)
    assert after.family == before.family
    assert after.descriptors == before.descriptors
    assert after.scratch == before.scratch == 0
    assert after.programs == before.programs
    assert after.grown_kib(before) < _GROWTH_KIB, (before.resident_kib, after.resident_kib)
    uids = {slot.identity.uid} if os.geteuid() == 0 else set()
    assert not leftovers.process_findings(uids, {slot.supervisor.pid})
    assert not leftovers.file_findings(uids, since_ns)
    assert not leftovers.ipc_objects(uids)


_SUM = "import sys\nprint(sum(map(int, sys.stdin.read().split())))\n"


def _sums(root: Path, tests: int) -> Package:
    """Inputs of some hundred numbers, so that anything kept per test would show."""
    files: dict[str, str | bytes] = {}
    for number in range(tests):
        files[f"data/secret/{number:03d}.in"] = " ".join(map(str, range(number, number + 4000))) + "\n"
        files[f"data/secret/{number:03d}.ans"] = f"{sum(range(number, number + 4000))}\n"
    return package(root, files, "limits: {time_limit: 5}\n")


def test_five_hundred_tests_are_one_job_in_flat_memory(sandbox: Sandbox, tmp_path: Path) -> None:
    resident_kib: list[int] = []
    result = grade(
        _sums(tmp_path, 500),
        Submission("sum.py", None, {"sum.py": _SUM.encode()}),
        sandbox=sandbox,
        on_run=lambda _: resident_kib.append(_status_kib(os.getpid(), "VmRSS:")),
    )
    assert (result.verdict, len(result.runs)) == (Verdict.ACCEPTED, 500)
    assert max(resident_kib[100:]) - resident_kib[100] < 8 << 10


_ENDS = {
    "right": (_SUM, Verdict.ACCEPTED),
    "wrong": ("print(5)", Verdict.WRONG_ANSWER),
    "crash": ("import os; os.abort()", Verdict.RUNTIME_ERROR),
    "memory": ("x = bytearray(b'x') * (200 << 20)", Verdict.MEMORY_LIMIT_EXCEEDED),
    "output": ("while True: print('x' * 10000)", Verdict.OUTPUT_LIMIT_EXCEEDED),
    "leaves": ("import os, time\nif os.fork() == 0: time.sleep(60)\n" + _SUM, Verdict.ACCEPTED),
    "exit": ("print(7); raise SystemExit(1)", Verdict.RUNTIME_ERROR),
    "threads": (
        "import threading\nt = [threading.Thread(target=sum, args=([1],)) for _ in range(9)]\n"
        "[x.start() for x in t], [x.join() for x in t]\n" + _SUM,
        Verdict.ACCEPTED,
    ),
}


def test_eight_slots_at_once_give_the_right_verdicts_every_time(tmp_path: Path) -> None:
    """On however few cores: nothing here may depend on how fast a run is, so that the limits are far away."""
    problem = "limits: {time_limit: 20, memory: 128, output: 1}\n"
    files: dict[str, str | bytes] = {"data/secret/1.in": "3 4\n", "data/secret/1.ans": "7\n"}
    sums = package(tmp_path, files, problem)

    def verdict(name: str) -> Verdict:
        source = _ENDS[name][0].encode()
        return grade(sums, Submission(f"{name}.py", None, {f"{name}.py": source}), sandbox=eight).verdict

    names = [*_ENDS] * 5
    with Sandbox.open(slots=8) as eight, ThreadPoolExecutor(8) as pool:
        found = list(pool.map(verdict, names))
    assert dict(zip(names, found, strict=True)) == {name: wanted for name, (_, wanted) in _ENDS.items()}
    assert found == [_ENDS[name][1] for name in names]
