"""From a recorded model to a verified package: drafted over a real socket, run in the sandbox, repaired."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from chalicelib.adapters.llm.model import OpenAiModel
from chalicelib.adapters.llm.settings import ServerSettings
from chalicelib.adapters.llm.timer import SystemTimer
from chalicelib.domain.generation import Difficulty, GenerationJob, GenerationRequest
from chalicelib.domain.stages import SOLVER, Stage
from chalicelib.usecases.model_drafting import repairing
from chalicelib.usecases.model_drafting.drafter import ModelDrafter
from chalicelib.usecases.model_drafting.journal import Order
from chalicelib.usecases.model_drafting.rounds import Rounds
from judge import package
from judge.generating import generate_tests
from judge.sandbox import Sandbox
from judge.verify import VerifyReport, verify

from tests.provider.recordings import Recording
from tests.provider.server import Provider
from tests.unit.drafting.fakes import RecordingStream, a_drafter, a_job, files_of

pytestmark = pytest.mark.sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox.open(slots=2) as opened:
        yield opened


class Generation:
    """One generation, with the runner's work done in this process."""

    def __init__(self, provider: Provider, sandbox: Sandbox, folder: Path) -> None:
        request = json.loads((provider.recording.folder / "request.json").read_text())
        asked = GenerationRequest(request["prompt"], Difficulty(request["difficulty"]), request["language"], seed=1)
        self.job: GenerationJob = a_job(request=asked)
        self.drafter: ModelDrafter = a_drafter(
            OpenAiModel(ServerSettings(provider.url, "recorded"), lambda: ""),
            SystemTimer(),
            now_s=lambda: self.job.created_at,
        )
        self.rounds: list[Order] = []
        self._checks = 0
        self._sandbox = sandbox
        self._folder = folder

    def run(self) -> VerifyReport:
        stages: tuple[Stage, ...] = tuple(Stage)
        while True:
            for stage in (*stages, SOLVER):
                self.drafter.draft(self.job, stage, RecordingStream())
            report = self._checked()
            gates = repairing.gates_of([gate.to_json() for gate in report.gates])
            order = Rounds(self.drafter.journal).decide(self.job, len(self.rounds), gates)
            if order is None:
                return report
            self.rounds.append(order)
            stages = repairing.stages_of(order)

    def _checked(self) -> VerifyReport:
        self._checks += 1
        root = self._folder / f"check{self._checks}"
        _write(root, files_of(self.drafter, self.job))
        _write(root, generate_tests(package.load(root), sandbox=self._sandbox, on_progress=lambda: None))
        return verify(package.load(root), sandbox=self._sandbox)


def _write(root: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


@pytest.mark.parametrize("name", ["calm_stretch", "parcel_pairs_ko", "steady_average", "step_streak"])
def test_problem_is_verified_at_once_when_the_replies_are_good(name: str, sandbox: Sandbox, tmp_path: Path) -> None:
    with Provider(Recording.named(name)) as provider:
        generation = Generation(provider, sandbox, tmp_path)
        report = generation.run()
    assert [gate for gate in report.gates if gate.status == "fail"] == []
    assert report.outcome == "verified"
    assert generation.rounds == []


def test_reference_is_repaired_when_it_disagrees_with_the_brute_force(sandbox: Sandbox, tmp_path: Path) -> None:
    with Provider(Recording.named("calm_stretch_wrong_reference")) as provider:
        generation = Generation(provider, sandbox, tmp_path)
        report = generation.run()
    assert report.outcome == "verified"
    assert "brute-agrees" in generation.rounds[0].gates
    assert Stage.REFERENCE in generation.rounds[0].findings
    asked = [(asked.stage, asked.attempt) for asked in provider.asked]
    assert ("solver", 1) in asked
    assert ("reference", 2) in asked
    evidence = next(asked.prompt for asked in provider.asked if (asked.stage, asked.attempt) == ("reference", 2))
    assert "brute-agrees" in evidence
