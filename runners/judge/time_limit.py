"""The time limit of a package that states none: it follows from the accepted submissions, as the format says."""

from __future__ import annotations

import math
from collections.abc import Iterable

from judge.case import CaseJudge
from judge.execute import Executable, RunLimits
from judge.jury import jury_submission, promises
from judge.languages import LanguageError
from judge.package import Package, PackageError
from judge.package.expectations import Bound
from judge.package.model import ProblemLimits, SourceProgram
from judge.prepare import JudgeError, Workshop

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
    slowest = max(_slowest_runs(package, workshop), default=None)
    if slowest is None:
        raise JudgeError("the package states no time limit and has no accepted submission to derive it from")
    return derived_limit(package.limits, slowest)


def _slowest_runs(package: Package, workshop: Workshop) -> Iterable[float]:
    for program in lower_bounds(package):
        slowest = _slowest_run(package, program, workshop)
        if slowest is not None:
            yield slowest


def lower_bounds(package: Package) -> list[SourceProgram]:
    """Submissions that the time limit must leave enough time; wrong ones count only if nothing is accepted."""
    promised = promises(package)
    bounding = [program for program in package.submissions if promised[program.name].has_bound(Bound.LOWER)]
    accepted = [program for program in bounding if promised[program.name].is_accepted]
    return accepted or bounding


def _slowest_run(package: Package, program: SourceProgram, workshop: Workshop) -> float | None:
    """None if the submission cannot run here."""
    submission = jury_submission(package, program)
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
        return max((judge.judge(case).cpu_s for case in package.cases()), default=None)
    finally:
        workshop.sandbox.discard(compiled.program)
