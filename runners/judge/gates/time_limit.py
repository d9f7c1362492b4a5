"""Gate `time-limit`: the limit leaves the margins that the format asks for."""

from __future__ import annotations

from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, failed, passed
from judge.gates.workbench import Workbench, is_brute
from judge.matrix import Matrix
from judge.package import Format, ProblemLimits
from judge.package.expectations import Bound

# A time measured twice differs by this much if the machine is busy; a margin is broken only beyond it.
_NOISE = 1.25
# A limit that lets this much more pass than any solution needs, while nothing shows that slow ones fail.
_GENEROUS = 20
_GENEROUS_FROM_S = 5.0
# A submission that shall give wrong answers sets the limit if it takes so many times what accepted ones take.
_SLOW_WRONG = 4


@dataclass(frozen=True)
class Margins:
    """Times in seconds; None where no submission bounds that side. `strict` if the format demands the margins.

    `naive` is the complexity that must be too slow, by the spec, if no submission of the package is; `hoped_s` the
    spec's own guess of the limit, `slowest_wrong` bounds a limit that follows from measured times.
    """

    time_limit_s: float
    stated: bool
    strict: bool
    limits: ProblemLimits
    slowest_accepted: tuple[str, float] | None
    fastest_too_slow: tuple[str, float] | None
    naive: str = ""
    hoped_s: float | None = None
    slowest_wrong: tuple[str, float] | None = None


def _measure(bench: Workbench) -> Margins | None:
    if not bench.package.submissions or not bench.package.cases():
        return None
    matrix = bench.matrix
    return Margins(
        time_limit_s=matrix.time_limit_s,
        stated=matrix.stated,
        strict=bench.package.format is Format.V2025_09 and bench.limits.time_limit_s is None,
        limits=bench.package.limits,
        slowest_accepted=_slowest(_bounding(matrix, Bound.LOWER, accepted=True)),
        fastest_too_slow=min(_bounding(matrix, Bound.UPPER, accepted=False), key=lambda pair: pair[1], default=None),
        naive="" if bench.spec is None or _has_slow_ones(bench) else bench.spec.naive_complexity,
        hoped_s=bench.spec.time_limit_s if bench.spec else None,
        slowest_wrong=_slowest(
            [pair for pair in _bounding(matrix, Bound.LOWER, accepted=False) if pair[0].startswith("wrong_answer/")]
        ),
    )


def _slowest(times: list[tuple[str, float]]) -> tuple[str, float] | None:
    return max(times, key=lambda pair: pair[1], default=None)


def _has_slow_ones(bench: Workbench) -> bool:
    return any(promise.has_bound(Bound.UPPER) or is_brute(name) for name, promise in bench.promises.items())


def _bounding(matrix: Matrix, bound: Bound, accepted: bool) -> list[tuple[str, float]]:
    rows = [row for row in matrix.rows if row.promise.is_accepted or not accepted]
    return [(row.name, seconds) for row in rows if (seconds := row.bounding_s(bound)) is not None]


def _decide(margins: Margins) -> Finding:
    problems = [problem for problem in (_too_tight(margins), _too_loose(margins), _unproved(margins)) if problem]
    summary = f"{margins.time_limit_s:g} s ({'stated' if margins.stated else 'derived'}){_figures(margins)}"
    if slow := _set_by_wrong(margins):
        return failed(Blame.WRONG, slow, summary)
    if problems and margins.strict:
        return failed(Blame.PACKAGE, "; ".join(problems), summary)
    return passed(Blame.PACKAGE, "; ".join([summary, *problems]))


def _too_tight(margins: Margins) -> str:
    if margins.slowest_accepted is None:
        return "no accepted submission bounds the time limit"
    name, seconds = margins.slowest_accepted
    wanted = seconds * margins.limits.ac_to_time_limit
    if wanted <= margins.time_limit_s * _NOISE:
        return ""
    return f"{name} takes {seconds:.2f} s, so the limit should be at least {wanted:.2f} s"


def _too_loose(margins: Margins) -> str:
    if margins.fastest_too_slow is None:
        return ""
    name, seconds = margins.fastest_too_slow
    wanted = margins.time_limit_s * margins.limits.time_limit_to_tle
    if seconds * _NOISE >= wanted:
        return ""
    return f"{name} takes {seconds:.2f} s, too close to the limit: it should take at least {wanted:.2f} s"


def _set_by_wrong(margins: Margins) -> str:
    """Only of a draft, which has a spec and no limit yet."""
    if margins.hoped_s is None or margins.stated or margins.slowest_wrong is None or margins.slowest_accepted is None:
        return ""
    name, seconds = margins.slowest_wrong
    is_generous = margins.time_limit_s > max(_GENEROUS_FROM_S, 2 * margins.hoped_s)
    if not is_generous or seconds < _SLOW_WRONG * margins.slowest_accepted[1]:
        return ""
    usual = f"accepted ones take at most {margins.slowest_accepted[1]:.2f} s"
    return f"{name} takes {seconds:.2f} s and so makes the limit {margins.time_limit_s:g} s, though {usual}"


def _unproved(margins: Margins) -> str:
    slowest = margins.slowest_accepted
    if not margins.naive or slowest is None or margins.time_limit_s <= max(_GENEROUS_FROM_S, _GENEROUS * slowest[1]):
        return ""
    return f"the spec says that {margins.naive} is too slow, but no submission shows it under such a generous limit"


def _figures(margins: Margins) -> str:
    parts = []
    if margins.slowest_accepted is not None and margins.slowest_accepted[1] > 0:
        parts.append(f"{margins.time_limit_s / margins.slowest_accepted[1]:.1f} x the slowest accepted")
    if margins.fastest_too_slow is not None and margins.time_limit_s > 0:
        parts.append(
            f"too slow ones take at least {margins.fastest_too_slow[1] / margins.time_limit_s:.1f} x the limit"
        )
    return f", {', '.join(parts)}" if parts else ""


GATE = Gate("time-limit", Blame.PACKAGE, _measure, _decide, "no submissions or no test cases")
