"""Runs every gate on a package that has its tests; reports each as it ends."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chalicelib.protocol import JobLimits

from judge import languages as known_languages
from judge.gates.model import Gate, GateResult, GateStatus, cut
from judge.gates.registry import GATES
from judge.gates.structure import unreadable
from judge.gates.workbench import Workbench
from judge.languages import LanguageError
from judge.matrix import MatrixEvent
from judge.package import Package, PackageError, load
from judge.ports import SandboxPort
from judge.prepare import JudgeError, Workshop
from judge.sandbox.errors import SandboxError
from judge.shelf import Shelf
from judge.verify.report import Outcome, VerifyReport, matrix_frame, outcome_of

OnEvent = Callable[[str, Mapping[str, object]], None]


@dataclass(frozen=True)
class GateStarted:
    id: str
    index: int
    total: int


Step = GateStarted | GateResult | MatrixEvent
Observer = Callable[[Step], None]
# Of a gate and of what was found before it.
IsNeeded = Callable[[Gate[Any], Sequence[GateResult]], bool]


def _ignore_event(_type: str, _data: Mapping[str, object]) -> None:
    pass


def _ignore_step(_: Step) -> None:
    pass


def _always(_gate: Gate[Any], _found: Sequence[GateResult]) -> bool:
    return True


def verify(
    package: Package,
    *,
    sandbox: SandboxPort,
    on_event: OnEvent = _ignore_event,
    limits: JobLimits = JobLimits(),  # noqa: B008 - frozen
    gates: Sequence[Gate[Any]] = GATES,
    observer: Observer = _ignore_step,
    stored: Sequence[Package] = (),
    shelf: Shelf | None = None,
    is_needed: IsNeeded = _always,
) -> VerifyReport:
    """The report on a package. What is wrong with the package is a failed gate, never an exception.

    `stored` are problems that it must not be a duplicate of.

    `on_event` hears of each gate (`gate`) as it is decided and once of the `matrix`, in the words of the service's
    frames; `observer` of every small step, for a progress bar. `shelf` keeps compiled validators for later calls.
    Gates that are not needed are left out of the report.
    """
    started = time.monotonic()
    bench = Workbench(package, Workshop(sandbox, known_languages.load(), shelf), limits, observer, stored)
    results: list[GateResult] = []
    try:
        for index, gate in enumerate(gates):
            if not is_needed(gate, results):
                continue
            observer(GateStarted(gate.id, index, len(gates)))
            results.append(_run(gate, bench, [item.id for item in results if item.status is GateStatus.FAIL]))
            if results[-1].status is GateStatus.FAIL:
                bench.doubted.add(results[-1].blame)
            observer(results[-1])
            on_event("gate", results[-1].to_json())
    finally:
        bench.close()
    matrix = bench.measured_matrix
    if matrix is not None:
        on_event("matrix", matrix_frame(matrix))
    outcome = outcome_of([result.status for result in results])
    return VerifyReport(outcome, tuple(results), matrix, time.monotonic() - started)


def verify_folder(
    folder: Path, *, sandbox: SandboxPort, name: str = "", on_event: OnEvent = _ignore_event, **options: Any
) -> VerifyReport:
    """The report on the package in a folder; one that cannot be read is rejected by its form. `name`: not the folder's.

    `options` are those of `verify`.
    """
    started = time.monotonic()
    try:
        package = load(folder)
    except PackageError as exc:
        report = unreadable_report(exc, time.monotonic() - started)
        on_event("gate", report.gates[0].to_json())
        return report
    named = replace(package, name=name) if name else package
    return verify(named, sandbox=sandbox, on_event=on_event, **options)


def unreadable_report(error: PackageError, wall_s: float = 0.0) -> VerifyReport:
    return VerifyReport(Outcome.REJECTED, (unreadable(error),), None, wall_s)


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
    except Exception as exc:  # noqa: BLE001 - one gate that breaks must not take the others with it
        said = cut("".join(traceback.format_exception(exc)[-3:]))
        return GateResult(gate.id, GateStatus.INFRA_FAILURE, gate.blame, f"the gate itself failed: {exc!r}"[:300], said)
