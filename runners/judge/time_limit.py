"""The time limit of a package that states none: it follows from the accepted submissions, as the format says."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping

from chalicelib.protocol import Verdict

from judge.case import CaseJudge
from judge.execute import Executable, RunLimits
from judge.jury import jury_submission, promises
from judge.languages import LanguageError
from judge.package import Package, PackageError, TestCase, files_of
from judge.package.expectations import Bound, Expectation
from judge.package.model import ProblemLimits, SourceProgram
from judge.prepare import JudgeError, Workshop
from judge.shelf import key_of, tools_of

# While the limit is being found nothing accepted may run for longer than this.
MEASURING_LIMIT_S = 60.0


def derived_limit(limits: ProblemLimits, slowest_accepted_s: float) -> float:
    """The smallest multiple of the resolution that leaves the slowest accepted submission its margin."""
    steps = math.ceil(slowest_accepted_s * limits.ac_to_time_limit / limits.time_resolution_s - 1e-9)
    return max(1, steps) * limits.time_resolution_s


def time_limit_of(package: Package, workshop: Workshop) -> float:
    """The stated limit, else the derived one. Raises JudgeError if there is nothing to derive it from."""
    if package.limits.time_limit_s is not None:
        return package.limits.time_limit_s
    key = _key(package, workshop) if workshop.shelf else ""
    kept = workshop.shelf.get(key) if workshop.shelf else None
    if kept is not None:
        return float(kept)
    slowest = max(_slowest_runs(package, workshop), default=None)
    if slowest is None:
        raise JudgeError("the package states no time limit and has no accepted submission to derive it from")
    time_limit_s = derived_limit(package.limits, slowest)
    if workshop.shelf:
        workshop.shelf.put(key, repr(time_limit_s).encode())
    return time_limit_s


def _key(package: Package, workshop: Workshop) -> str:
    """Everything that the runs depend on but the machine's mood."""
    programs = [*package.output_validators, *(program for program, _ in lower_bounds(package))]
    sources = [part for program in programs for part in _named(program.name, files_of(package, program))]
    tests = [part for case in package.cases() for part in _case_parts(case)]
    limits = [repr(package.limits), repr(sorted(package.types)), tools_of(workshop.languages)]
    return key_of("limit", [*limits, *sources, *tests])


def _named(name: str, files: Mapping[str, bytes]) -> list[bytes | str]:
    return [name, *(part for path in sorted(files) for part in (path, files[path]))]


def _case_parts(case: TestCase) -> Iterator[bytes | str]:
    yield from (case.name, repr(case.args), repr(case.output_validator_args))
    yield hashlib.sha256(case.input.read_bytes()).digest()
    yield hashlib.sha256(case.answer.read_bytes()).digest() if case.answer else ""


def _slowest_runs(package: Package, workshop: Workshop) -> Iterable[float]:
    for program, promise in lower_bounds(package):
        slowest = _slowest_run(package, program, promise, workshop)
        if slowest is not None:
            yield slowest


def lower_bounds(package: Package) -> list[tuple[SourceProgram, Expectation]]:
    """Submissions that the time limit must leave enough time."""
    promised = promises(package)
    pairs = [(program, promised[program.name]) for program in package.submissions]
    return [(program, promise) for program, promise in pairs if promise.has_bound(Bound.LOWER)]


def _slowest_run(package: Package, program: SourceProgram, promise: Expectation, workshop: Workshop) -> float | None:
    """None if the submission cannot run here, or never ends though it need not be accepted."""
    submission = jury_submission(package, program, promise)
    try:
        language = workshop.language_of(submission)
        compiled = workshop.submission(package, submission, language, package.limits.memory_mib)
    except (LanguageError, PackageError):
        return None
    if compiled.program is None:
        return None
    limits = RunLimits(MEASURING_LIMIT_S, package.limits.memory_mib, package.limits.output_mib)
    judge = CaseJudge(workshop.sandbox, package, Executable.of(compiled, limits), workshop.output_validators(package))
    try:
        return _slowest(judge, promise, package.cases())
    finally:
        workshop.sandbox.discard(compiled.program)


def _slowest(judge: CaseJudge, promise: Expectation, cases: Iterable[TestCase]) -> float | None:
    slowest = None
    for case in cases:
        result = judge.judge(case)
        if result.verdict is Verdict.TIME_LIMIT_EXCEEDED and not promise.is_accepted:
            return None
        if promise.bounds_on(Bound.LOWER, case.name):
            slowest = max(slowest or 0.0, result.cpu_s)
    return slowest
