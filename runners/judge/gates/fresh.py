"""Gate `generator-valid`: what the generator prints for other seeds is valid too, and not always the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, excerpt, failed, passed
from judge.gates.rejected import breaks_spec
from judge.gates.workbench import Workbench
from judge.generating.plan import STRATA

_NEXT_SEEDS = 2
_ASKED_AGAIN = 6

# Of the largest inputs there may be but one that is worth having.
_VARIED = ("random", "small")


@dataclass(frozen=True)
class Fresh:
    """`blame` is for what is `invalid` (arguments, input, reason); `repeated`: strata with one input for all seeds.

    `excessive`: arguments for which it takes more than it may have, and of what.
    """

    inputs: int
    blame: Blame
    invalid: tuple[tuple[str, bytes, str], ...]
    repeated: tuple[str, ...]
    excessive: tuple[str, ...] = ()


def _measure(bench: Workbench) -> Fresh | None:
    if bench.generator is None or not bench.planned or not bench.input_checker.validators:
        return None
    fresh = bench.fresh
    reasons = bench.rejections([item.data for item in fresh])
    invalid = [(item.label, item.data, found[0].reason) for item, found in zip(fresh, reasons, strict=True) if found]
    repeated = [stratum for stratum in _VARIED if _is_repeated([i.data for i in fresh if i.stratum == stratum])]
    return Fresh(len(fresh), _culprit(bench, invalid), tuple(invalid), tuple(repeated), tuple(_excessive(bench)))


def _excessive(bench: Workbench) -> Iterator[str]:
    """The first of the seeds that follow those of the tests, or that gave nothing: a table may lack them, no more."""
    generator = bench.generator
    if generator is None:
        return
    given = {(item.stratum, item.seed) for item in bench.fresh}
    missing = [wanted for wanted in bench.fresh_wanted if wanted not in given][:_ASKED_AGAIN]
    for stratum, seed in (*_next_seeds(bench), *missing):
        played = generator.play(b"", (stratum, str(seed)))
        if played.exceeds:
            yield f"{stratum} {seed}: {str(played.verdict).replace('_', ' ').lower()}"
            return


def _next_seeds(bench: Workbench) -> Iterator[tuple[str, int]]:
    for stratum in STRATA:
        last = max((wanted.seed for wanted in bench.planned.values() if wanted.stratum == stratum), default=0)
        yield from ((stratum, seed) for seed in range(last + 1, last + 1 + _NEXT_SEEDS) if last)


def _culprit(bench: Workbench, invalid: Sequence[tuple[str, bytes, str]]) -> Blame:
    """The validator, if the spec has nothing against any of these inputs."""
    sheets = [bench.sheet_of(data) for _, data, _ in invalid]
    is_sound = bench.layout is not None and not any(breaks_spec(bench, sheet) for sheet in sheets)
    return Blame.VALIDATOR if invalid and is_sound else Blame.GENERATOR


def _is_repeated(inputs: list[bytes]) -> bool:
    return len(inputs) > 2 and len(set(inputs)) == 1


def _decide(found: Fresh) -> Finding:
    if found.excessive:
        return failed(Blame.GENERATOR, f"the generator asks for too much: {found.excessive[0]}")
    if found.invalid:
        arguments, data, reason = found.invalid[0]
        summary = f"{arguments} is not valid: {reason} ({len(found.invalid)} of {found.inputs} fresh inputs)"
        return failed(found.blame, summary, excerpt(data, 800))
    if found.repeated:
        return failed(Blame.GENERATOR, f"{', '.join(found.repeated)}: every seed gives the same input")
    return passed(Blame.GENERATOR, f"{found.inputs} fresh inputs are valid")


GATE = Gate(
    "generator-valid",
    Blame.GENERATOR,
    _measure,
    _decide,
    "no generator for the tests, or no validator",
    after=("structure", "programs-complete", "validator-accepts-tests", "generator-deterministic"),
)
