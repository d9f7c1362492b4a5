"""Every function of the generator, on moto, makes no call that its role would refuse."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functional.acting import Acts, acting_as, as_function
from tests.functional.generation.machine import Machine
from tests.infrastructure.iam import granted
from tests.infrastructure.iam.policies import denied


def test_generation_needs_no_more_than_is_granted(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    acts = Acts(monkeypatch)
    invoke = machine.functions.invoke

    def acting(backend: object, function_name: str, *more: Any) -> bytes:
        with acting_as(function_name.rsplit(":", 1)[-1]):
            answer: bytes = invoke(backend, function_name, *more)
        return answer

    monkeypatch.setattr(machine.functions, "invoke", acting)
    monkeypatch.setattr(machine.cloud, "call", as_function("APIHandler", machine.cloud.call))
    job_id = machine.start()
    machine.make_tests()
    machine.verify("verified")
    assert machine.ended(job_id) == "SUCCEEDED"
    assert machine.frames(job_id)[-1]["type"] == "done"
    calls = acts.calls()
    steps = {"APIHandler", "GenerationStage", "AssemblePackage", "DecideRepair", "StoreProblem"}
    assert {call.principal for call in calls} == steps
    assert denied(calls, granted.read()) == []
