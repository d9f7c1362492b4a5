"""Whether a jury submission does what is promised of it: pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chalicelib.protocol import RunReport, Verdict

from judge.matrix import Row
from judge.package.expectations import Rule
from judge.package.globs import matches_exactly

_ROUNDING = 1e-6


def broken_promises(row: Row) -> list[str]:
    """One phrase per promise that the submission breaks; empty if it keeps them all."""
    if row.verdict is Verdict.JUDGE_ERROR:
        return [row.error.splitlines()[0] if row.error else _judge_error(row.runs)]
    found = [*_final(row), *row.complaints]
    for rule in row.promise.rules:
        found += _rule(row, rule)
    return found


def _judge_error(runs: Sequence[RunReport]) -> str:
    run = next((run for run in runs if run.verdict is Verdict.JUDGE_ERROR), None)
    return f"{run.test}: {run.message}" if run else "was not judged"


def _final(row: Row) -> Iterator[str]:
    allowed = row.promise.final
    if allowed is not None and row.verdict not in allowed:
        yield f"got {row.verdict}, promised {names(allowed)}{_where(row.runs, row.verdict)}"


def _where(runs: Sequence[RunReport], verdict: Verdict) -> str:
    run = next((run for run in runs if run.verdict is verdict and verdict is not Verdict.ACCEPTED), None)
    return f" on {run.test}" + (f" ({run.message})" if run.message else "") if run else ""


def _rule(row: Row, rule: Rule) -> Iterator[str]:
    if row.verdict is Verdict.COMPILE_ERROR and (rule.permitted is not None or rule.required is not None):
        yield "does not compile"
        return
    runs = [run for run in row.runs if rule.covers(run.test)]
    scope = f" on {rule.tests}" if rule.tests else ""
    yield from _permitted(runs, rule, scope)
    if rule.required is not None and not any(run.verdict in rule.required for run in runs):
        yield f"never got {names(rule.required)}{scope}"
    if rule.message and not any(rule.message in run.message for run in runs):
        yield f"no judge message holds {rule.message!r}{scope}"
    yield from _score(row, rule)


def _permitted(runs: Sequence[RunReport], rule: Rule, scope: str) -> Iterator[str]:
    wrong = next((run for run in runs if rule.permitted is not None and run.verdict not in rule.permitted), None)
    if wrong is not None and rule.permitted is not None:
        reason = f" ({wrong.message})" if wrong.message else ""
        yield f"got {wrong.verdict} on {wrong.test}{reason}, permitted{scope} is {names(rule.permitted)}"


def _score(row: Row, rule: Rule) -> Iterator[str]:
    """The score of the submission, or those of the groups that the rule names."""
    if rule.score is None or row.score is None:
        return
    low, high = rule.score
    promised = f"{low:g}" + (f" to {high:g}" if high != low else "")
    for where, score in _scores(row, rule.tests):
        if not low - _ROUNDING <= score <= high + _ROUNDING:
            yield f"scored {score:g}{where}, promised {promised}"


def _scores(row: Row, tests: str | None) -> list[tuple[str, float]]:
    if tests is None:
        return [("", row.score or 0.0)]
    return [(f" on {name}", score) for name, score in row.group_scores.items() if matches_exactly(tests, name)]


def names(verdicts: frozenset[Verdict]) -> str:
    return " or ".join(sorted(str(verdict) for verdict in verdicts))
