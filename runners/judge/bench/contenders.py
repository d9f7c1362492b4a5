"""Who is measured. A contender runs a command on an input and says what that cost, in everything that it started."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from judge.sandbox import Limits, Program, Sandbox, Slot, Stored

LIMITS = Limits(cpu_s=10, wall_s=20, memory_mib=512)


@dataclass(frozen=True)
class Cost:
    """Of one or more runs: CPU of the caller and of all that it started, and time on the clock."""

    cpu_s: float
    wall_s: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.cpu_s + other.cpu_s, self.wall_s + other.wall_s)


Run = Callable[[Path, Sequence[str]], tuple[bytes, Cost]]
"""Runs a command whose input is in a file; returns its output and the cost."""


def spawned(command: Sequence[str], stdin: Path, output: Path) -> Cost:
    """A bare posix_spawn, waited for until nothing of it is left; orphans come to us and count as well."""
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, str(stdin), os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(output), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    started, own_s = time.perf_counter(), time.process_time()
    pid = os.posix_spawnp(command[0], list(command), _ENVIRONMENT, file_actions=actions)
    _, _, usage = os.wait4(pid, 0)
    own_s, wall_s = time.process_time() - own_s, time.perf_counter() - started
    return Cost(own_s + _cpu_s(usage) + _orphans_cpu_s(), wall_s)


def _cpu_s(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def adopt_orphans() -> None:
    """From now on processes whose parents have gone become children of this one."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _orphans_cpu_s() -> float:
    """Some sandboxes leave their inner processes to the system to wait for. Ours, which go on, are not orphans."""
    total = 0.0
    while set(_children()) - _LASTING:
        pid, _, usage = os.wait4(-1, os.WNOHANG)
        total += _cpu_s(usage) if pid else 0.0
    return total


def _children() -> list[int]:
    tasks = Path("/proc/self/task").iterdir()
    return [int(pid) for task in tasks for pid in (task / "children").read_text().split()]


def remember_lasting() -> None:
    """Takes the children of this moment, supervisors of the sandbox, for lasting ones."""
    _LASTING.update(_children())


_PR_SET_CHILD_SUBREAPER = 36
_LASTING: set[int] = set()
_ENVIRONMENT: Mapping[str, str] = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/"}


class Peer:
    """A sandbox that is a command: `prefix` before the program's own words, `before` and `after` around each run."""

    def __init__(
        self,
        name: str,
        prefix: Sequence[str],
        output: Path,
        *,
        before: Sequence[str] = (),
        after: Sequence[str] = (),
    ) -> None:
        self.name = name
        self._prefix = list(prefix)
        self._output = output
        self._around = (list(before), list(after))

    def __call__(self, stdin: Path, command: Sequence[str]) -> tuple[bytes, Cost]:
        before, after = self._around
        cost = self._plain(before) + spawned([*self._prefix, *command], stdin, self._output) + self._plain(after)
        return self._output.read_bytes(), cost

    def _plain(self, command: Sequence[str]) -> Cost:
        if not command:
            return Cost(0, 0)
        return spawned(command, Path(os.devnull), self._output.with_suffix(".around"))


def peers(place: Path, readable: Path) -> list[Peer]:
    """A bare spawn, and what is installed and works here. `readable` is the folder of the programs."""
    output = place / "output"
    known = [Peer("bare posix_spawn", (), output), *_isolate(output, readable), *_bubblewrap(output, readable)]
    known += _nsjail(output, readable)
    return [known[0], *(peer for peer in known[1:] if _works(peer))]


def _isolate(output: Path, readable: Path) -> list[Peer]:
    if not shutil.which("isolate"):
        return []
    run = ("isolate", "--run", "--silent", f"--dir={readable}", "--processes=64", "--")
    return [Peer("isolate", run, output, before=("isolate", "--init"), after=("isolate", "--cleanup"))]


def _bubblewrap(output: Path, readable: Path) -> list[Peer]:
    if not shutil.which("bwrap"):
        return []
    system = [word for name in ("/usr", "/bin", "/lib", "/lib64") for word in ("--ro-bind-try", name, name)]
    return [Peer("bubblewrap", ("bwrap", *system, "--ro-bind", str(readable), str(readable), "--unshare-all"), output)]


def _nsjail(output: Path, readable: Path) -> list[Peer]:
    if not shutil.which("nsjail"):
        return []
    mounts = [word for name in ("/usr", "/bin", "/lib", "/lib64", str(readable)) for word in ("-R", name)]
    return [Peer("nsjail", ("nsjail", "-Mo", "-Q", *mounts, "--"), output)]


def _works(peer: Peer) -> bool:
    try:
        output, _ = peer(Path(os.devnull), ["/bin/echo", "works"])
    except OSError:
        return False
    return output == b"works\n"


class Ours:
    """This sandbox: CPU is that of this process, of the supervisors and fork servers, and of the runs."""

    name = "alpaco"

    def __init__(self, sandbox: Sandbox, slot: Slot) -> None:
        self._sandbox = sandbox
        self._slot = slot

    def __call__(self, program: Program, stdin: Stored) -> tuple[bytes, Cost]:
        lasting_s = tree_cpu_s(self._slot.supervisor.pid)
        started, own_s = time.perf_counter(), time.process_time()
        outcome = self._slot.run(program, stdin=stdin, limits=LIMITS)
        own_s, wall_s = time.process_time() - own_s, time.perf_counter() - started
        lasting_s = tree_cpu_s(self._slot.supervisor.pid) - lasting_s
        return outcome.stdout, Cost(own_s + lasting_s + outcome.usage.cpu_s, wall_s)


def tree_cpu_s(pid: int) -> float:
    """CPU time of a process and of everything alive below it, to the nanosecond as the scheduler counts it."""
    total = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return total + sum(tree_cpu_s(int(child)) for child in children)


def compiled(source: bytes, place: Path) -> Path:
    """The trivial C program as a file that everybody may run. Raises CalledProcessError."""
    (place / "trivial.c").write_bytes(source)
    subprocess.run(["gcc", "-O2", "-o", str(place / "trivial"), str(place / "trivial.c")], check=True)
    return place / "trivial"
