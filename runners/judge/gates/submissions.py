"""Gate `submissions`: every jury submission does what is promised of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from chalicelib.protocol import Verdict

from judge.fulfil import broken_promises
from judge.gates.model import Blame, Finding, Gate, GateStatus, failed, passed
from judge.gates.workbench import Workbench
from judge.languages import LanguageError
from judge.matrix import Matrix, Row
from judge.package import PackageError
from judge.package.expectations import Bound
from judge.prepare import JudgeError
from judge.probe.agreement import Cause
from judge.probe.batch import Item
from judge.probe.player import Played
from judge.probe.side_by_side import same

T = TypeVar("T")

# The format wants twice the time of the slowest. So many submissions that need not be too slow and are show it as well.
_MARGIN = 2.0
_SEVERAL = 2
# Brute force that takes so many times what others take, and more than it takes to start, is slow indeed.
_SLOWER, _STARTED_S = 3, 0.06


# Larger inputs cost more than they tell.
_PROBE_BYTES = 1 << 20
# Fewer do not show that a program is right.
_ENOUGH_PROBES = 100


@dataclass(frozen=True)
class Judged:
    """`culprits`: who is at fault for each of those that shall give wrong answers and pass all tests."""

    matrix: Matrix
    culprits: Mapping[str, Blame] = field(default_factory=dict)


def _measure(bench: Workbench) -> Judged | None:
    """Without what `brute-agrees` tells: the solution at odds with the model solution.

    If the model solution or the output validator is likely wrong, without whatever hangs on answers as well.
    """
    if not (bench.package.submissions and bench.package.cases()):
        return None
    nobody: tuple[Cause | None, str] = (None, "")
    cause, told = _if_inputs_are_checked(lambda: _at_odds(bench), nobody)
    rows = [row for row in bench.matrix.rows if row.name != told]
    is_doubted = cause is Cause.REFERENCE or not bench.doubted.isdisjoint((Blame.REFERENCE, Blame.CHECKER))
    kept = [row for row in rows if not (is_doubted and _hangs_on_answers(row))]
    matrix = replace(bench.matrix, rows=tuple(kept))
    passing = [row for row in matrix.rows if row.name.startswith("wrong_answer/") and row.verdict is Verdict.ACCEPTED]
    return Judged(matrix, {row.name: _blamed(bench, row) for row in passing if broken_promises(row)})


def _if_inputs_are_checked(ask: Callable[[], T], otherwise: T) -> T:
    """Input validators that cannot be built are told of elsewhere; they do not keep submissions from being judged."""
    try:
        return ask()
    except (JudgeError, LanguageError, PackageError):
        return otherwise


def _blamed(bench: Workbench, row: Row) -> Blame:
    return _if_inputs_are_checked(lambda: _culprit(bench, row.name), Blame.TESTS)


def _culprit(bench: Workbench, name: str) -> Blame:
    """The tests, unless no small input and no fresh one of the generator tells it from the model solution."""
    program = bench.submission_named(name)
    player, reference = bench.player(program), bench.reference
    if player is None or reference is None or not bench.is_plain or len(bench.pool) < _ENOUGH_PROBES:
        return Blame.TESTS
    inputs = [*bench.pool, *(item.data for item in bench.fresh if len(item.data) <= _PROBE_BYTES)]
    items = [Item((), data) for data in inputs]
    played = list(zip(inputs, reference.play_all(items), player.play_all(items), strict=True))
    if any(_is_told(bench, *run) for run in played):
        return Blame.TESTS
    # Either a right program with answers of its own, or answers that are taken for right.
    is_alike = all(ours.output.split() == theirs.output.split() for _, ours, theirs in played)
    return Blame.WRONG if is_alike or not bench.output_validators else Blame.CHECKER


def _is_told(bench: Workbench, data: bytes, ours: Played, theirs: Played) -> bool:
    return ours.ended_well and (not theirs.ended_well or not same(bench, data, ours.output, theirs.output))


def _at_odds(bench: Workbench) -> tuple[Cause | None, str]:
    """Which of two solutions that differ is likely wrong, and the one that is not the model solution."""
    found = bench.agreement
    cause = found.cause(bench.says_any) if found is not None else None
    return (cause, found.rival) if found is not None and cause in (Cause.REFERENCE, Cause.RIVAL) else (None, "")


def _hangs_on_answers(row: Row) -> bool:
    """Whether it does what other answers might have had it do otherwise."""
    is_right = row.verdict is Verdict.ACCEPTED and row.name.startswith("wrong_answer/")
    return is_right or row.verdict is Verdict.WRONG_ANSWER


def _decide(found: Judged) -> Finding:
    matrix = found.matrix
    broken = {row.name: problems for row in matrix.rows if not row.is_missing and (problems := broken_promises(row))}
    missing = [f"{row.name}: {row.error}" for row in matrix.rows if row.is_missing]
    evidence = "\n".join([f"{name}: {'; '.join(problems)}" for name, problems in broken.items()] + missing)
    if broken:
        # That nothing at all is too slow is no matter of brute force alone.
        name, problems = min(broken.items(), key=lambda item: item[0].startswith("brute_force/"))
        more = f" (and {len(broken) - 1} more submissions)" if len(broken) > 1 else ""
        row = next(row for row in matrix.rows if row.name == name)
        return failed(_blame(row, found), f"{name}: {problems[0]}{more}", evidence)
    judged = len(matrix.rows) - len(missing)
    if missing:
        summary = f"{judged} as promised, {len(missing)} cannot run here"
        return Finding(GateStatus.PASS if judged else GateStatus.INFRA_FAILURE, Blame.PACKAGE, summary, evidence)
    return passed(Blame.TESTS, f"all {judged} submissions get what is promised")


def _blame(row: Row, found: Judged) -> Blame:
    """Who is likely wrong: the judge's program, the checker, the submission itself, the limits, or lenient tests."""
    if any(run.verdict is Verdict.JUDGE_ERROR for run in row.runs):
        return Blame.CHECKER
    folder, matrix = row.name.split("/")[0], found.matrix
    if _is_stopped(row) and _is_limit_too_tight(matrix):
        return Blame.PACKAGE
    if folder == "accepted":
        return Blame.PACKAGE if _are_limits_wrong(row, matrix) else Blame.REFERENCE
    if folder == "brute_force":
        return Blame.TESTS if row.verdict is Verdict.ACCEPTED and _is_slower(row, matrix) else Blame.BRUTE
    if row.verdict is Verdict.ACCEPTED:
        return found.culprits.get(row.name, Blame.TESTS)
    return Blame.WRONG


def _is_slower(row: Row, matrix: Matrix) -> bool:
    """Whether it is a slow one for which the tests are too small, unlike one that is as quick as accepted ones."""
    accepted = [other.slowest_s for other in matrix.rows if other.name.startswith("accepted/") and other.runs]
    return bool(accepted) and row.slowest_s > _STARTED_S and row.slowest_s >= _SLOWER * max(accepted)


def _is_stopped(row: Row) -> bool:
    """Whether it met the time limit on some test though it must not."""
    too_slow = Verdict.TIME_LIMIT_EXCEEDED
    return not row.promise.permits(too_slow) and any(run.verdict is too_slow for run in row.runs)


def _is_limit_too_tight(matrix: Matrix) -> bool:
    """Whether even accepted submissions that end in time leave no margin, or several others run into the limit."""
    if sum(map(_is_stopped, matrix.rows)) >= _SEVERAL:
        return True
    accepted = [row for row in matrix.rows if row.promise.is_accepted and row.verdict is Verdict.ACCEPTED]
    times = [seconds for row in accepted if (seconds := row.bounding_s(Bound.LOWER)) is not None]
    return bool(times) and max(times) > matrix.time_limit_s / _MARGIN


def _are_limits_wrong(row: Row, matrix: Matrix) -> bool:
    """Whether several accepted submissions, all there are, meet the same limit."""
    accepted = [other for other in matrix.rows if other.name.startswith("accepted/") and not other.is_missing]
    is_limit = row.verdict in (Verdict.TIME_LIMIT_EXCEEDED, Verdict.MEMORY_LIMIT_EXCEEDED)
    return is_limit and len(accepted) > 1 and all(other.verdict is row.verdict for other in accepted)


GATE = Gate("submissions", Blame.TESTS, _measure, _decide, "no submissions or no test cases", after=("checker-sound",))
