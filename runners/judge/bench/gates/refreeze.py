"""Makes answers, tests and hashes of an edited package again, with its own programs, in the sandbox."""

from __future__ import annotations

from pathlib import Path

from judge import languages as known_languages
from judge.bench.gates.model import Files, Refreeze
from judge.bench.gates.overlay import HASHES, is_test, listed_hashes
from judge.execute import Executable, RunLimits, execute
from judge.generating import generate_tests, reference_of
from judge.jury import jury_submission
from judge.package import Package, load
from judge.ports import SandboxPort
from judge.prepare import JudgeError, Workshop

_ANSWER_TIME_S = 30.0


def refrozen(files: Files, folder: Path, what: Refreeze, sandbox: SandboxPort) -> dict[str, bytes]:
    """The package's files after refreezing; `folder` holds them. Raises JudgeError if its programs fail."""
    result = dict(files)
    if what is Refreeze.NONE:
        return result
    if what is Refreeze.TESTS:
        kept = {name: data for name, data in files.items() if not is_test(name)}
        result = kept | generate_tests(load(folder), sandbox=sandbox)
    if what is Refreeze.ANSWERS:
        result |= _answers(files, load(folder), sandbox)
    return result | {HASHES: listed_hashes(result)}


def _answers(files: Files, package: Package, sandbox: SandboxPort) -> dict[str, bytes]:
    executable = _reference(package, Workshop(sandbox, known_languages.load()))
    inputs = [name for name in files if is_test(name) and name.endswith(".in")]
    return {f"{name.removesuffix('.in')}.ans": execute(sandbox, executable, files[name]).stdout for name in inputs}


def _reference(package: Package, workshop: Workshop) -> Executable:
    program = reference_of(package)
    if program is None:
        raise JudgeError("there is no reference to refreeze with")
    submission = jury_submission(package, program)
    language = workshop.language_of(submission)
    compiled = workshop.submission(package, submission, language, package.limits.memory_mib)
    if compiled.program is None:
        raise JudgeError(f"{program.name} does not compile: {compiled.report.output}")
    return Executable.of(compiled, RunLimits(_ANSWER_TIME_S, package.limits.memory_mib))
