"""The package's programs, compiled once and run as often as gates ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock

from judge.compile import Compiled
from judge.jury import jury_submission
from judge.languages import Language, LanguageError, is_python_2
from judge.package import Package, PackageError, SourceProgram, files_of, includes_for
from judge.package.expectations import Expectation
from judge.prepare import JudgeError, Workshop
from judge.probe.batch import Batch, Shared, shared
from judge.probe.patience import Patience
from judge.probe.player import Company, Player
from judge.submission import Submission


@dataclass(frozen=True)
class NotCompiled:
    """`is_ours`: the language is not installed here, which says nothing about the program."""

    name: str
    reason: str
    is_ours: bool


class Programs:
    """Compiles the package's submissions and tools, each once."""

    def __init__(
        self,
        package: Package,
        workshop: Workshop,
        promises: Mapping[str, Expectation],
        memory_mib: int | None = None,
    ) -> None:
        self._package = package
        self._memory_mib = memory_mib or package.limits.memory_mib
        self._workshop = workshop
        self._promises = promises
        self._compiled: dict[str, Compiled | NotCompiled] = {}
        self._locks: dict[str, Lock] = {}
        self._guard = Lock()
        self._shared: dict[str, Shared] = {}
        self.batch = Batch(workshop)

    def submission(self, program: SourceProgram, flags: Sequence[str] = ()) -> Compiled | NotCompiled:
        """`flags` are more of them for the compiler, as its last words."""
        key = " ".join([program.name, *flags])
        with self._guard:
            lock = self._locks.setdefault(key, Lock())
        with lock:
            if key not in self._compiled:
                submission = jury_submission(self._package, program, self._promises.get(program.name))
                self._compiled[key] = self._build(submission, flags)
            return self._compiled[key]

    def foreign(self, submission: Submission) -> Compiled | NotCompiled:
        """A submission that is not one of the package."""
        with self._guard:
            lock = self._locks.setdefault(submission.name, Lock())
        with lock:
            if submission.name not in self._compiled:
                self._compiled[submission.name] = self._build(submission)
            return self._compiled[submission.name]

    def _build(self, submission: Submission, flags: Sequence[str] = ()) -> Compiled | NotCompiled:
        try:
            language = _flagged(self._workshop.language_of(submission), flags)
            compiled = self._workshop.submission(self._package, submission, language, self._memory_mib)
        except LanguageError as exc:
            return NotCompiled(submission.name, str(exc), is_ours=True)
        except PackageError as exc:
            return NotCompiled(submission.name, str(exc), is_ours=False)
        if compiled.program is None:
            return NotCompiled(submission.name, compiled.report.output, is_ours=False)
        if _is_single(language, submission) and not includes_for(self._package, (language.code, *language.aliases)):
            self._share(submission.name, submission.files)
        return compiled

    def _share(self, name: str, files: Mapping[str, bytes]) -> None:
        source = shared(name, next(iter(files.values()))) if len(files) == 1 else None
        if source is not None and next(iter(files)).endswith(".py"):
            self._shared[name] = source

    def tool(self, program: SourceProgram) -> Compiled | NotCompiled:
        """A validator or generator; compiled ones stay with the sandbox."""
        try:
            compiled = self._workshop.tool(self._package, program)
        except (JudgeError, PackageError) as exc:
            return NotCompiled(program.name, str(exc), is_ours=False)
        files = files_of(self._package, program)
        if not is_python_2(files):
            self._share(program.name, files)
        return compiled

    def player(
        self,
        name: str,
        compiled: Compiled | NotCompiled,
        time_s: float,
        output_mib: float,
        memory_mib: int | None = None,
        patience: Patience | None = None,
    ) -> Player | None:
        """Without `memory_mib` with what a submission has; without `patience` it always has its time."""
        if isinstance(compiled, NotCompiled) or compiled.program is None:
            return None
        memory_mib = (memory_mib or self._memory_mib) + compiled.memory_overhead_mib
        company = self.company(name, memory_mib)
        sandbox = self._workshop.sandbox
        return Player(name, sandbox, compiled.program, memory_mib, time_s, output_mib, company, patience)

    def company(self, name: str, memory_mib: int) -> Company | None:
        """None if the program, once compiled, may not share an interpreter."""
        program = self._shared.get(name)
        return Company(self.batch, program, memory_mib) if program else None

    def close(self) -> None:
        """Removes the compiled submissions."""
        for compiled in self._compiled.values():
            if isinstance(compiled, Compiled) and compiled.program is not None:
                self._workshop.sandbox.discard(compiled.program)
        self._compiled.clear()


def _flagged(language: Language, flags: Sequence[str]) -> Language:
    """With these words at the end of each command that compiles."""
    attempts = tuple(tuple((*step, *flags) for step in attempt) for attempt in language.compile)
    return replace(language, compile=attempts) if flags else language


def _is_single(language: Language, submission: Submission) -> bool:
    return language.code == "python3" and len(submission.files) == 1
