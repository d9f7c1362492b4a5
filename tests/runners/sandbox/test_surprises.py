"""Whatever goes wrong around a run: it is told for what it is, and the next run is right again."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from chalicelib.protocol import Verdict
from judge.sandbox import Outcome, Program, Sandbox, Slot, Status
from judge.sandbox.layers import WITHOUT_VARIABLE
from judge.verdict import verdict_of_run

from tests.runners.hostile import leftovers
from tests.runners.sandbox.conftest import LIMITS, build_python, program_of

pytestmark = [pytest.mark.sandbox, pytest.mark.xdist_group("endurance")]
_WAITS = "import time\nprint(1, flush=True)\ntime.sleep(float(input()))\nprint(2)"
_FINE = "print('fine')"


def _run_while(slot: Slot, program: Program, meddle: Callable[[], None], stdin: bytes = b"60") -> Outcome:
    """The outcome of a run during which somebody meddles, once it is under way."""
    found: list[Outcome] = []
    thread = threading.Thread(target=lambda: found.append(slot.run(program, stdin=stdin, limits=LIMITS)))
    thread.start()
    time.sleep(0.3)
    meddle()
    thread.join()
    return found[0]


def _assert_recycled(slot: Slot, fine: Program, before: int) -> None:
    outcome = slot.run(fine, limits=LIMITS)
    assert outcome.stdout == b"fine\n", outcome
    assert slot.supervisor.pid != before
    assert before not in leftovers.processes()


def _children(pid: int) -> list[leftovers.Process]:
    everything = leftovers.processes().values()
    below = [each for each in everything if each.parent == pid]
    return below + [each for child in below for each in _children(child.pid)]


def _server(slot: Slot) -> leftovers.Process:
    """The fork server is older than any run of it."""
    return min((each for each in _children(slot.supervisor.pid) if "main.pyc" in each.command), key=lambda p: p.pid)


def _kill(process: leftovers.Process) -> None:
    """Returns once it is dead, which takes a moment."""
    os.kill(process.pid, signal.SIGKILL)
    while leftovers.processes().get(process.pid, process).state not in "ZX" and process.pid in leftovers.processes():
        time.sleep(0.01)


def test_supervisor_that_is_killed_is_our_fault_and_replaced(
    sandbox: Sandbox, python: Callable[[str], Program]
) -> None:
    waits, fine = python(_WAITS), python(_FINE)
    with sandbox.slot() as slot:
        before = slot.supervisor.pid
        outcome = _run_while(slot, waits, lambda: os.kill(before, signal.SIGKILL))
        assert outcome.status is Status.FAILED
        assert verdict_of_run(outcome, 1.0) is Verdict.JUDGE_ERROR
        _assert_recycled(slot, fine, before)


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user has PID namespaces, which end with their first process")
def test_what_a_lost_supervisor_leaves_is_ended_without_namespaces() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(WITHOUT_VARIABLE, "namespaces")
        bare = Sandbox.open(slots=2)
    with bare, bare.slot() as slot:
        waits = program_of(build_python(bare, _WAITS))
        outcome = _run_while(slot, waits, lambda: os.kill(slot.supervisor.pid, signal.SIGKILL))
        assert outcome.status is Status.FAILED
        while any(each.state != "Z" and slot.identity.uid in each.uids for each in leftovers.processes().values()):
            time.sleep(0.01)  # killed, not yet gone


def test_supervisor_that_died_between_runs_is_replaced(sandbox: Sandbox, python: Callable[[str], Program]) -> None:
    fine = python(_FINE)
    with sandbox.slot() as slot:
        slot.run(fine, limits=LIMITS)
        before = slot.supervisor.pid
        os.kill(before, signal.SIGKILL)
        assert slot.run(fine, limits=LIMITS).status in (Status.FAILED, Status.EXITED)
        assert slot.run(fine, limits=LIMITS).stdout == b"fine\n"


def test_fork_server_that_dies_during_a_run_has_the_slot_recycled(
    sandbox: Sandbox, python: Callable[[str], Program]
) -> None:
    waits, fine = python(_WAITS), python(_FINE)
    with sandbox.slot() as slot:
        slot.run(fine, limits=LIMITS)
        before, server = slot.supervisor.pid, _server(slot)
        outcome = _run_while(slot, waits, lambda: os.kill(server.pid, signal.SIGKILL), b"0.6")
        assert outcome.stdout == b"1\n2\n"
        _assert_recycled(slot, fine, before)


def test_fork_server_that_died_between_runs_costs_no_verdict(
    sandbox: Sandbox, python: Callable[[str], Program]
) -> None:
    fine = python(_FINE)
    with sandbox.slot() as slot:
        slot.run(fine, limits=LIMITS)
        _kill(_server(slot))
        for _ in range(3):
            assert slot.run(fine, limits=LIMITS).stdout == b"fine\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user has no launcher")
def test_launcher_that_died_between_runs_costs_no_verdict(sandbox: Sandbox, native: Callable[[str], Program]) -> None:
    fine = native('int puts(const char *); int main(void) { puts("fine"); return 0; }')
    with sandbox.slot() as slot:
        slot.run(fine, limits=LIMITS)
        below = [each for each in _children(slot.supervisor.pid) if slot.identity.server_uid in each.uids]
        assert below
        for each in below:
            _kill(each)
        for _ in range(3):
            assert slot.run(fine, limits=LIMITS).stdout == b"fine\n"


def _touch(program: Program) -> None:
    (program.directory / "planted").write_bytes(b"")


def _touch_and_undo(program: Program) -> None:
    _touch(program)
    (program.directory / "planted").unlink()


def _write_main(program: Program) -> None:
    (program.directory / "main.py").write_text("print(3)")


def _open_to_all(program: Program) -> None:
    Path(program.directory).chmod(0o777)


@pytest.mark.parametrize("change", [_touch, _touch_and_undo, _write_main, _open_to_all])
def test_changed_program_proves_tampering(
    sandbox: Sandbox, python: Callable[[str], Program], change: Callable[[Program], None]
) -> None:
    waits, fine = python(_WAITS), python(_FINE)
    with sandbox.slot() as slot:
        before = slot.supervisor.pid
        outcome = _run_while(slot, waits, lambda: change(waits), b"0.6")
        assert outcome.status is Status.TAMPERED
        assert verdict_of_run(outcome, 1.0) is Verdict.SECURITY_VIOLATION
        _assert_recycled(slot, fine, before)


_TRIES = """
import ctypes, os, signal, socket
def tried(what, *arguments):
    try:
        what(*arguments)
    except (OSError, ValueError) as e:
        return e
print(tried(os.kill, os.getppid(), signal.SIGKILL))
print(tried(open, __file__, "w"), tried(os.chmod, __file__, 0o777), tried(os.unlink, __file__))
print(tried(socket.socket), tried(os.setuid, 0), tried(os.chroot, "."))
print(ctypes.CDLL(None, use_errno=True).ptrace(0, 0, 0, 0))
"""


def test_refused_attempts_are_no_offence(sandbox: Sandbox, python: Callable[[str], Program]) -> None:
    program = python(_TRIES)
    with sandbox.slot() as slot:
        before = slot.supervisor.pid
        outcome = slot.run(program, limits=LIMITS)
        assert (outcome.status, outcome.exit_code) == (Status.EXITED, 0), outcome
        assert slot.supervisor.pid == before
