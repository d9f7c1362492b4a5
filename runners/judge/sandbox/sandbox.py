"""The way in: opens the sandbox, builds programs in it, lends its slots."""

from __future__ import annotations

import itertools
import os
import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from judge.sandbox import helper, python, workspace
from judge.sandbox.errors import SandboxUnavailable, SupervisorLost
from judge.sandbox.exhaustion import OutOfMemoryKiller
from judge.sandbox.identity import MAX_SLOTS, Identities, IdentityBlock, OneIdentity
from judge.sandbox.layers import Layers, close_directories, describe
from judge.sandbox.limits import Limits
from judge.sandbox.outcome import Build, Outcome
from judge.sandbox.program import Family, Program
from judge.sandbox.recruit import Recruiter
from judge.sandbox.slot import Slot
from judge.sandbox.status import Status

_PROBE = Limits(cpu_s=5, wall_s=60, memory_mib=64)


class Sandbox:
    """Slots in which programs run confined. Use as a context manager; safe to use from several threads."""

    def __init__(self, identities: Identities, base: Path, built: Path, slots: int) -> None:
        self._identities = identities
        self._base = base
        self._serial = itertools.count()
        self._compiler: Program | None = None
        self._compiler_lock = threading.Lock()
        self._killer = OutOfMemoryKiller()
        self._recruiter = Recruiter(built / helper.SUPERVISOR, base, identities)
        for name in ("programs", "slots"):
            (base / name).mkdir()
            (base / name).chmod(0o711)
        python.install(base / "lib", built / helper.FORK_SERVER)
        self._slots = [self._make_slot(index) for index in range(slots)]
        self._free: queue.SimpleQueue[Slot] = queue.SimpleQueue()

    @classmethod
    def open(cls, *, slots: int = 1) -> Sandbox:
        """A sandbox with that many slots. Raises SandboxUnavailable rather than ever run anything unconfined."""
        if not 1 <= slots <= MAX_SLOTS:
            raise SandboxUnavailable(f"a sandbox has 1 to {MAX_SLOTS} slots, not {slots}")
        try:
            built = helper.locate()
        except helper.HelperError as exc:
            raise SandboxUnavailable(str(exc)) from exc
        close_directories()
        identities = IdentityBlock() if os.geteuid() == 0 else OneIdentity()
        sandbox = cls(identities, workspace.make_base(), built, slots)
        try:
            sandbox._begin()
        except BaseException:
            sandbox.close()
            raise
        return sandbox

    def _begin(self) -> None:
        """Starts the first supervisor and has it run something, so that what is missing shows here."""
        first, *_ = self._slots
        try:
            first.adopt(self._recruiter.first(first.identity, first.home))
        except SupervisorLost as exc:
            raise SandboxUnavailable(f"the sandbox's supervisor does not start: {exc}") from exc
        nothing = self._base / "programs" / "nothing"
        nothing.mkdir()
        os.chown(nothing, -1, self._identities.program_group(next(self._serial)))
        outcome = first.run(Program(nothing, ("/bin/true",)), limits=_PROBE)
        if not outcome.succeeded:
            raise SandboxUnavailable(f"nothing can be run confined here: {outcome.detail or outcome.status}")
        for slot in self._slots:
            self._free.put(slot)

    def layers(self) -> Layers:
        """Every layer of confinement by name: in use, or why not."""
        return describe(self._recruiter.plan, self._slots[0].fork_server_problem)

    def build(
        self,
        files: Mapping[str, bytes],
        steps: Sequence[Sequence[str]],
        *,
        run: Sequence[str],
        limits: Limits,
        family: Family = Family.NATIVE,
        python_main: str | None = None,
    ) -> Build:
        """Writes the files, runs the steps confined in their directory until one fails, then freezes the result.

        A single Python file needs no steps: the fork server's compiler says all that they would. Only if it says no are
        they taken, for the words in which they say it.
        """
        if python_main is not None and len(files) == 1 and steps:
            build = self._build(files, (), run, limits, family, python_main)
            if build.program is not None or (build.outcome and build.outcome.status is not Status.EXITED):
                return build
        return self._build(files, steps, run, limits, family, python_main)

    def _build(
        self,
        files: Mapping[str, bytes],
        steps: Sequence[Sequence[str]],
        run: Sequence[str],
        limits: Limits,
        family: Family,
        python_main: str | None,
    ) -> Build:
        serial = next(self._serial)
        directory = self._base / "programs" / f"{serial:06d}"
        directory.mkdir(mode=0o700)
        workspace.write_files(directory, files)
        group = self._identities.program_group(serial)
        outcome: Outcome | None = None
        if steps:
            outcome = self._run_steps(directory, steps, limits, group)
        else:
            _freeze(directory, group)
        program = Program(directory, tuple(run), family, python_main)
        if python_main is not None and (outcome is None or outcome.succeeded):
            outcome = self._compile_python(program, limits)
        if outcome is not None and not outcome.succeeded:
            workspace.remove(directory)
            return Build(outcome, None)
        return Build(outcome, program)

    def _compile_python(self, program: Program, limits: Limits) -> Outcome:
        """Compiles the main file once, confined; the compiler is a Python program like any other."""
        with self._compiler_lock:
            if self._compiler is None:
                self._compiler = self._make_compiler()
        return self._compile_with(self._compiler, program, limits)

    def _make_compiler(self) -> Program:
        """The compiler, compiled by itself."""
        command = (python.INTERPRETER, f"{{dir}}/{python.COMPILER_MAIN}")
        build = self.build(python.compiler_source(), (), run=command, limits=_PROBE, family=Family.PYTHON)
        if build.program is None:
            raise SandboxUnavailable("the compiler of Python programs cannot be stored")
        compiler = replace(build.program, python_main=python.COMPILER_MAIN)
        outcome = self._compile_with(build.program, compiler, _PROBE)
        return compiler if outcome.succeeded else build.program

    def _compile_with(self, compiler: Program, program: Program, limits: Limits) -> Outcome:
        main = python.main_path(program)
        with self.slot() as slot:
            outcome = slot.run(compiler, [str(main)], stdin=main.read_bytes(), limits=python.compile_limits(limits))
        if outcome.succeeded:
            python.keep_compiled(program, outcome.stdout)
        return replace(outcome, stdout=b"")

    def _run_steps(self, directory: Path, steps: Sequence[Sequence[str]], limits: Limits, group: int) -> Outcome:
        """The directory is the slot's while the steps run, and is taken back before the slot's next user may start."""
        with self.slot() as slot:
            workspace.give(directory, slot.identity.uid, slot.identity.gid)
            for step in steps:
                outcome = slot.run_step(directory, step, limits)
                if not outcome.succeeded:
                    break
            _freeze(directory, group)
            return outcome

    def discard(self, program: Program) -> None:
        """Removes a program that will not run again."""
        workspace.remove(program.directory)

    @contextmanager
    def slot(self) -> Iterator[Slot]:
        """A free slot; waits for one."""
        slot = self._free.get()
        try:
            yield slot
        finally:
            self._free.put(slot)

    def close(self) -> None:
        for slot in self._slots:
            slot.close()
        workspace.remove(self._base)
        self._identities.close()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def _make_slot(self, index: int) -> Slot:
        identity = self._identities.slot(index)
        home = self._base / "slots" / str(index)
        for place in (home, home / "work", home / "visible", home / "root"):
            place.mkdir()
            os.chown(place, -1, identity.gid)
            place.chmod(0o750)
        (home / "work").chmod(workspace.CLOSED)
        recruit = partial(self._recruiter.recruit, identity, home)
        return Slot(identity, home, self._base / "lib", recruit, self._killer)


def _freeze(directory: Path, group: int) -> None:
    with workspace.opened(directory) as fd:
        workspace.freeze(fd, os.geteuid(), group)
