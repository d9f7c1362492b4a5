"""What clients see of a draft by a model: frames in order, each small, told once, whatever the provider does."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import cast

import pytest
from chalicelib.adapters.llm.model import OpenAiModel
from chalicelib.adapters.llm.settings import ServerSettings
from chalicelib.adapters.llm.timer import SystemTimer
from chalicelib.domain.frames import MAX_FRAME_BYTES, FrameType
from chalicelib.domain.generation import Difficulty, GenerationFailed, GenerationRequest
from chalicelib.domain.stages import Stage
from chalicelib.usecases.drafting import Drafting, Drafts
from chalicelib.usecases.model_drafting.settings import DraftingSettings
from chalicelib.usecases.streams import FrameLog

from tests.provider.behaviour import Behaviour, Fault
from tests.provider.recordings import Recording
from tests.provider.server import Provider
from tests.unit.drafting.fakes import a_drafter, a_job
from tests.unit.generation.fakes import Mailboxes, MemoryJobs, MemoryObjects, no_nearby

QUICK = DraftingSettings(retry_base_s=0.01, retry_after_cap_s=0.2, transport_retries=2)


class Service:
    """The use case of the service around the drafter, on memory; the provider behind it is real."""

    def __init__(self, provider: Provider) -> None:
        request = json.loads((provider.recording.folder / "request.json").read_text())
        asked = GenerationRequest(request["prompt"], Difficulty(request["difficulty"]), request["language"], seed=1)
        self.job = a_job(request=asked)
        self.jobs = MemoryJobs(self.job)
        objects = MemoryObjects()
        model = OpenAiModel(ServerSettings(provider.url, "recorded"), lambda: "")
        drafter = a_drafter(
            model,
            SystemTimer(),
            settings=QUICK,
            objects=objects,
            now_s=lambda: self.job.created_at,
        )
        log = FrameLog(self.jobs, Mailboxes())
        self.drafting = Drafting(self.jobs, log, Drafts(objects), drafter, no_nearby(), self.now)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.job.created_at, UTC)

    def run(self) -> None:
        for stage in Stage:
            self.drafting.run(self.job.job_id, stage)

    def of_type(self, type_: FrameType) -> list[dict[str, object]]:
        return [dict(event.data) for event in self.jobs.events(self.job.job_id) if event.type is type_]

    def stages(self) -> list[tuple[object, object, object]]:
        return [(data["name"], data["state"], data["attempt"]) for data in self.of_type(FrameType.STAGE)]


def test_stages_come_in_order_when_all_goes_well() -> None:
    with Provider(Recording.named("parcel_pairs_ko")) as provider:
        service = Service(provider)
        service.run()
    expected = [(stage, state, 1) for stage in Stage for state in ("started", "finished")]
    assert service.stages() == expected
    spec = service.of_type(FrameType.ARTEFACT)[0]
    assert cast("dict[str, object]", spec["object"])["title"] == "저울에 꼭 맞는 두 상자"
    statement = service.of_type(FrameType.ARTEFACT)[-1]
    assert "2 \\le n \\le 100000" in str(statement["text"])
    frames = [frame.to_json() for frame in service.jobs.frames[service.job.job_id]]
    assert max(len(frame.encode()) for frame in frames) <= MAX_FRAME_BYTES


def test_restarts_and_new_attempts_are_told_when_the_network_is_bad() -> None:
    with Provider(Recording.named("calm_stretch_bad_network")) as provider:
        service = Service(provider)
        service.run()
    told = service.stages()
    assert told[:4] == [
        ("spec", "started", 1),
        ("spec", "restarted", 1),
        ("spec", "restarted", 1),
        ("spec", "finished", 1),
    ]
    assert [entry for entry in told if entry[0] == "brute"] == [
        ("brute", "started", 1),
        ("brute", "started", 2),
        ("brute", "finished", 2),
    ]
    channels = {data["channel"] for data in service.of_type(FrameType.DELTA)}
    assert channels == {"json", "code", "prose", "reasoning"}


def test_one_terminal_frame_ends_the_job_when_a_stage_fails() -> None:
    with Provider(Recording.named("calm_stretch")) as provider:
        provider.misbehave("brute", 1, Behaviour(fault=Fault.STATUS, status=429, retry_after_s=0.05))
        service = Service(provider)
        with pytest.raises(GenerationFailed):
            service.run()
    assert service.of_type(FrameType.FAILED) == [
        {
            "class": "provider_rate_limited",
            "retryable": True,
            "detail": "The model's server answered with status 429: scripted",
        }
    ]
    assert service.jobs.events(service.job.job_id)[-1].type is FrameType.FAILED
