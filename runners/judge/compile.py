"""Makes runnable programs of sources: submissions in any language, validators as the format allows them."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from chalicelib.protocol import CompileReport

from judge.languages import Language, LanguageError, detect, is_python_2, main_file, missing_tools, with_tool_path
from judge.languages.java import main_class, with_right_names
from judge.languages.model import Attempt
from judge.languages.modern_python import as_python_3
from judge.machine import is_machine_overloaded
from judge.ports import SandboxPort
from judge.sandbox.errors import SandboxError
from judge.sandbox.limits import Limits
from judge.sandbox.outcome import Build, Outcome
from judge.sandbox.program import Family, Program
from judge.sandbox.status import Status

_SHOWN = 16 * 1024
# Compilers work all the time; one that does not is made to wait by what it compiles. On an overloaded machine they may
# be kept waiting for minutes, which is nobody's mistake.
_CLOCK, _CLOCK_OVERLOADED, _CLOCK_MARGIN_S = 2, 5, 10.0
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class CompileLimits:
    cpu_s: float = 60
    memory_mib: int = 2048

    def for_sandbox(self, language: Language | None = None) -> Limits:
        cpu_s = (language.compile_cpu_s if language else None) or self.cpu_s
        memory_mib = (language.compile_memory_mib if language else None) or self.memory_mib
        wall_s = (_CLOCK_OVERLOADED if is_machine_overloaded() else _CLOCK) * cpu_s + _CLOCK_MARGIN_S
        return Limits(cpu_s, wall_s, memory_mib, output_mib=1, error_kib=256, file_mib=512, processes=256)


@dataclass(frozen=True)
class Compiled:
    """`program` is None if compiling failed. `memory_overhead_mib` comes on top of the problem's memory limit."""

    report: CompileReport
    program: Program | None = None
    memory_overhead_mib: int = 0


@dataclass(frozen=True)
class _Names:
    """What the placeholders of a language's commands stand for."""

    files: tuple[str, ...]
    main: str
    main_class: str
    memory_mib: int

    def fill(self, command: Sequence[str]) -> tuple[str, ...]:
        filled: list[str] = []
        for word in with_tool_path(tuple(command)):
            filled += [f"./{name}" for name in self.files] if word == "{files}" else [self._word(word)]
        return tuple(filled)

    def _word(self, word: str) -> str:
        stem = str(PurePosixPath(self.main).with_suffix("")) if self.main else ""
        values = {"main": self.main, "main_stem": stem, "main_class": self.main_class, "memory_mib": self.memory_mib}
        for name, value in values.items():
            word = word.replace(f"{{{name}}}", str(value))
        return word


def compile_source(
    sandbox: SandboxPort,
    language: Language,
    files: Mapping[str, bytes],
    *,
    memory_mib: int,
    main: str | None = None,
    limits: CompileLimits = CompileLimits(),
) -> Compiled:
    """Tries the language's attempts in turn; reports the first failure if all fail.

    `memory_mib` is the limit that the program will run under. Raises LanguageError if there is no source of the
    language or the stated main file is missing.
    """
    sources = _tidy(language, files)
    names = _names(language, sources, main, memory_mib)
    started = time.monotonic()
    failure: Build | None = None
    for attempt in language.compile or ((),):
        build = _try(sandbox, language, sources, names, attempt, limits)
        if build.program is not None:
            report = CompileReport(True, _printed(build.outcome), _seconds_since(started))
            return Compiled(report, build.program, language.memory_overhead_mib)
        failure = failure or build
        if build.outcome is None or build.outcome.status is not Status.EXITED:
            break
    outcome = failure.outcome if failure else None
    if outcome is not None and outcome.status is Status.FAILED:
        # Our fault must never look like the fault of whoever wrote the source.
        raise SandboxError(f"compiling: {outcome.detail}")
    text = _failure_text(outcome)
    return Compiled(CompileReport(False, text, _seconds_since(started)))


def _seconds_since(started: float) -> float:
    return round(time.monotonic() - started, 3)


def _tidy(language: Language, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Without byte-order marks, which compilers reject; Java sources under the names that `javac` demands."""
    plain = {name: content.removeprefix(_BYTE_ORDER_MARK) for name, content in files.items()}
    return with_right_names(plain) if language.entry_class else plain


def _names(language: Language, files: Mapping[str, bytes], main: str | None, memory_mib: int) -> _Names:
    if language.entry_class:
        found = main_class(files, main.removesuffix(".java") if main else None)
        return _Names(tuple(language.source_files(files)), "", found or "Main", memory_mib)
    return _Names(tuple(language.source_files(files)), main_file(language, files, main), "", memory_mib)


def _try(
    sandbox: SandboxPort,
    language: Language,
    files: Mapping[str, bytes],
    names: _Names,
    attempt: Attempt,
    limits: CompileLimits,
) -> Build:
    return sandbox.build(
        files,
        [names.fill(step) for step in attempt],
        run=names.fill(language.run),
        limits=limits.for_sandbox(language),
        family=language.family,
        python_main=names.main if language.fork_server else None,
    )


def _printed(outcome: Outcome | None) -> str:
    return "" if outcome is None else (outcome.stdout + outcome.stderr).decode("utf-8", "replace")[:_SHOWN]


def _failure_text(outcome: Outcome | None) -> str:
    if outcome is None:
        return "nothing was compiled"
    reasons = {
        Status.CPU_LIMIT: "compiling took too long",
        Status.WALL_LIMIT: "compiling took too long",
        Status.MEMORY_LIMIT: "compiling needed too much memory",
        Status.OUTPUT_LIMIT: "the compiler printed too much",
    }
    text = _printed(outcome)
    reason = reasons.get(outcome.status, "")
    return "\n".join(part for part in (reason, text) if part)[:_SHOWN]


def compile_tool(
    sandbox: SandboxPort, languages: Mapping[str, Language], files: Mapping[str, bytes], limits: CompileLimits
) -> Compiled:
    """A validator or grader: `build` and `run` scripts if it has them, a program in one language, or a script."""
    if "build" in files or "run" in files:
        return _compile_scripts(sandbox, files, limits)
    try:
        language = detect(languages, files)
    except LanguageError:
        script = _single_script(files)
        if script is None:
            raise
        if b"python" not in script.split(b"\n", 1)[0]:
            return _compile_scripts(sandbox, {"run": script}, limits)
        language = languages["python3"]
    if language.code == "python2" or (language.code == "python3" and is_python_2(files)):
        language, files = _old_python(languages, files)
    if missing_tools(language):
        raise LanguageError(f"is written in {language.name}, which is not available here")
    return compile_source(sandbox, language, files, memory_mib=limits.memory_mib, limits=limits)


def _old_python(languages: Mapping[str, Language], files: Mapping[str, bytes]) -> tuple[Language, Mapping[str, bytes]]:
    """Python 2 if it is here, else the sources rewritten. Raises LanguageError if they cannot be."""
    old = languages.get("python2")
    if old is not None and not missing_tools(old):
        return old, files
    rewritten = as_python_3(files)
    if rewritten is None:
        raise LanguageError("is written in Python 2, which is not available here")
    return languages["python3"], rewritten


def _single_script(files: Mapping[str, bytes]) -> bytes | None:
    """A file that says by its first line, or by the suffix of the shell, what runs it."""
    name, content = next(iter(files.items())) if len(files) == 1 else ("", b"")
    if content.startswith(b"#!"):
        return content
    return b"#!/bin/bash\n" + content if name.endswith(".sh") else None


def _compile_scripts(sandbox: SandboxPort, files: Mapping[str, bytes], limits: CompileLimits) -> Compiled:
    """The format's `build` and `run`: built in a copy of the folder, `run` may be made by `build`."""
    scripts = [name for name in ("build", "run") if name in files]
    steps = [["/bin/chmod", "+x", *(f"{{dir}}/{name}" for name in scripts)]]
    if "build" in files:
        steps += [["{dir}/build"], ["/bin/chmod", "+x", "{dir}/run"]]
    started = time.monotonic()
    build = sandbox.build(
        {name: _unix_script(content) for name, content in files.items()},
        steps,
        run=["{dir}/run"],
        limits=limits.for_sandbox(),
        family=Family.COMPILER,
    )
    ok = build.program is not None
    text = _printed(build.outcome) if ok else _failure_text(build.outcome)
    return Compiled(CompileReport(ok, text, _seconds_since(started)), build.program)


def _unix_script(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n") if content.startswith(b"#!") else content
