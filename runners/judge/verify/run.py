"""Runs every gate on a package that has its tests; reports each as it ends."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.protocol import JobLimits

from judge import languages as known_languages
from judge.gates.model import Gate, GateResult, GateStatus, cut
from judge.gates.registry import GATES
from judge.gates.workbench import Workbench
from judge.languages import LanguageError
from judge.matrix import MatrixEvent
from judge.package import Package, PackageError
from judge.ports import SandboxPort
from judge.prepare import JudgeError, Workshop
from judge.sandbox.errors import SandboxError
from judge.verify.report import VerifyReport, matrix_frame, outcome_of

OnEvent = Callable[[str, Mapping[str, object]], None]


@dataclass(frozen=True)
class GateStarted:
    id: str
    index: int
    total: int


Step = GateStarted | GateResult | MatrixEvent
Observer = Callable[[Step], None]


def _ignore_event(_type: str, _data: Mapping[str, object]) -> None:
    pass


def _ignore_step(_: Step) -> None:
    pass


def verify(
    package: Package,
    *,
    sandbox: SandboxPort,
    on_event: OnEvent = _ignore_event,
    limits: JobLimits = JobLimits(),  # noqa: B008 - frozen
    gates: Sequence[Gate[Any]] = GATES,
    observer: Observer = _ignore_step,
) -> VerifyReport:
    """The report on a package. What is wrong with the package is a failed gate, never an exception.

    `on_event` hears of each gate (`gate`) as it is decided and once of the `matrix`, in the words of the service's
    frames; `observer` of every small step, for a progress bar.
    """
    started = time.monotonic()
    bench = Workbench(package, Workshop(sandbox, known_languages.load()), limits, observer)
    results: list[GateResult] = []
    try:
        for index, gate in enumerate(gates):
            observer(GateStarted(gate.id, index, len(gates)))
            results.append(_run(gate, bench, [item.id for item in results if item.status is GateStatus.FAIL]))
            observer(results[-1])
            on_event("gate", results[-1].to_json())
    finally:
        bench.close()
    matrix = bench.measured_matrix
    if matrix is not None:
        on_event("matrix", matrix_frame(matrix))
    outcome = outcome_of([result.status for result in results])
    return VerifyReport(outcome, tuple(results), matrix, time.monotonic() - started)


def _run(gate: Gate[Any], bench: Workbench, failed: list[str]) -> GateResult:
    """What is wrong with the package's own programs is a finding; a broken sandbox leaves the gate undecided."""
    cause = gate.waits_for(failed)
    if cause is not None:
        return GateResult(gate.id, GateStatus.NOT_APPLICABLE, gate.blame, f"not asked, because {cause} failed")
    try:
        return gate.run(bench)
    except SandboxError as exc:
        return GateResult(gate.id, GateStatus.INFRA_FAILURE, gate.blame, f"the sandbox failed: {exc}")
    except (JudgeError, PackageError, LanguageError) as exc:
        first, _, rest = str(exc).partition("\n")
        return GateResult(gate.id, GateStatus.FAIL, gate.blame, first[:300], cut(rest))
