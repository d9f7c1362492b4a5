"""Whatever the provider does, at whichever stage: one typed end or a finished stage, all counted, all replayable.

The provider is real, over a socket; around the drafter stands the use case of the service, on memory.
"""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import pytest
from chalicelib.adapters.llm.model import OpenAiModel
from chalicelib.adapters.llm.settings import ServerSettings
from chalicelib.adapters.llm.timer import SystemTimer
from chalicelib.domain.frames import Frame
from chalicelib.domain.generation import Difficulty, GenerationFailed, GenerationJob, GenerationRequest
from chalicelib.domain.stages import Stage
from chalicelib.usecases.drafting import Drafting, Drafts
from chalicelib.usecases.model_drafting.settings import DraftingSettings
from chalicelib.usecases.streams import FrameLog, JobEnded

from tests.provider.behaviour import Behaviour, Fault
from tests.provider.recordings import Recording
from tests.provider.server import Provider
from tests.unit.drafting.fakes import a_drafter, a_job
from tests.unit.generation.fakes import Mailboxes, MemoryJobs, MemoryObjects, at, no_nearby

RECORDING = Recording.named("choir_row")
REQUEST = json.loads((RECORDING.folder / "request.json").read_text())
WISH = GenerationRequest(REQUEST["prompt"], Difficulty(REQUEST["difficulty"]), REQUEST["language"], seed=1)
RETRIES = 1
PATIENT = DraftingSettings(
    transport_retries=RETRIES, retry_base_s=0.001, retry_after_cap_s=0.01, usage_grace_s=0.2, reply_characters=30_000
)
# Short enough to wait for; nothing but silence is answered in so short a time.
HASTY = DraftingSettings(
    transport_retries=RETRIES, retry_base_s=0.001, first_byte_s=0.3, idle_s=0.3, reply_characters=30_000
)


@dataclass(frozen=True)
class Case:
    """What every try meets, and the end: class and retryability of a failure; None: the stage is finished."""

    behaviour: Behaviour
    end: tuple[str, bool] | None = None
    settings: DraftingSettings = PATIENT


def status(number: int, **more: object) -> Behaviour:
    return Behaviour(fault=Fault.STATUS, status=number, **more)  # type: ignore[arg-type]  # fields of a behaviour


ERROR, TIMEOUT, LIMITED = ("provider_error", True), ("provider_timeout", True), ("provider_rate_limited", True)
CASES = {
    "hang up": Case(Behaviour(fault=Fault.HANG_UP), ERROR),
    "401": Case(status(401), ("provider_error", False)),
    "404": Case(status(404, code="model_not_found"), ("provider_error", False)),
    "429": Case(status(429, retry_after_s=0.005), LIMITED),
    "500": Case(status(500), ERROR),
    "503": Case(status(503, retry_after_s=0.005), ERROR),
    "silent before": Case(Behaviour(fault=Fault.SILENT_BEFORE), TIMEOUT, HASTY),
    "silent midway": Case(Behaviour(fault=Fault.SILENT_MIDWAY), TIMEOUT, HASTY),
    "cut": Case(Behaviour(fault=Fault.CUT), ERROR),
    "cut cleanly": Case(Behaviour(fault=Fault.CUT_CLEANLY), ERROR),
    "error object": Case(Behaviour(fault=Fault.ERROR_OBJECT), ERROR),
    "length": Case(Behaviour(fault=Fault.LENGTH), ERROR),
    "no finish": Case(Behaviour(fault=Fault.NO_FINISH), ERROR),
    "refusal": Case(Behaviour(fault=Fault.REFUSAL), ("refused", False)),
    "content filter": Case(Behaviour(fault=Fault.CONTENT_FILTER), ("refused", False)),
    "empty": Case(Behaviour(fault=Fault.EMPTY), ERROR),
    "reasoning only": Case(Behaviour(fault=Fault.REASONING_ONLY), ERROR),
    "invalid UTF-8": Case(Behaviour(fault=Fault.INVALID_UTF8), ERROR),
    "not JSON": Case(Behaviour(fault=Fault.NOT_JSON), ERROR),
    "endless": Case(Behaviour(fault=Fault.ENDLESS, chunk=600), ("budget", False)),
    "endless reasoning": Case(Behaviour(fault=Fault.ENDLESS_REASONING, chunk=600), ("budget", False)),
    "no format": Case(Behaviour(fault=Fault.REJECT_FORMAT)),
    "no options": Case(Behaviour(fault=Fault.REJECT_OPTIONS)),
    "two dones": Case(Behaviour(fault=Fault.TWO_DONES)),
    "no done": Case(Behaviour(fault=Fault.NO_DONE)),
    "cut after finish": Case(Behaviour(fault=Fault.CUT_AFTER_FINISH)),
    "one byte": Case(Behaviour(dribble=True, chunk=200)),
    "CRLF, prose, no usage": Case(Behaviour(crlf=True, preamble="Sure, {here} it is:", usage=False)),
}
# Every one of these is a reply that came and cannot be used: two more are asked for, under numbers of their own.
UNUSABLE = ("length", "no finish", "empty", "reasoning only")


class World:
    """What outlives the processes of a generation: its job with the frames, its objects."""

    def __init__(self) -> None:
        self.jobs = MemoryJobs(a_job(request=WISH))
        self.objects = MemoryObjects()

    def run(self, provider: Provider, stage: Stage, settings: DraftingSettings = PATIENT) -> None:
        """In a fresh process."""
        model = OpenAiModel(ServerSettings(provider.url, "recorded"), lambda: "")
        created_at = self.job.created_at
        drafter = a_drafter(model, SystemTimer(), settings=settings, objects=self.objects, now_s=lambda: created_at)
        log = FrameLog(self.jobs, Mailboxes())
        drafts = Drafts(self.objects)
        Drafting(self.jobs, log, drafts, drafter, no_nearby(), lambda: at(created_at)).run("g1", stage)

    @property
    def job(self) -> GenerationJob:
        return self.jobs.jobs["g1"]

    @property
    def frames(self) -> list[Frame]:
        return self.jobs.frames["g1"]


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider(RECORDING) as running:
        yield running


@pytest.fixture(scope="module")
def worlds(provider: Provider) -> dict[Stage, World]:
    """The world as it is before each stage, all stages before it being finished."""
    world, found = World(), {}
    for stage in Stage:
        found[stage] = copy.deepcopy(world)
        world.run(provider, stage)
    return found


@pytest.mark.parametrize("stage", Stage)
def test_every_fault_ends_as_it_must(provider: Provider, worlds: dict[Stage, World], stage: Stage) -> None:
    for name, case in CASES.items():
        provider.play(RECORDING)
        for attempt in (1, 2, 3):
            provider.misbehave(stage, attempt, case.behaviour)
        world = copy.deepcopy(worlds[stage])
        before = len(world.frames)
        if case.end is None:
            world.run(provider, stage, case.settings)
        else:
            fail(world, provider, stage, case)
        check_log(world, name)
        check_bill(world, provider, stage, name)
        assert {asked.stage for asked in provider.asked} == {stage}, name
        assert world.frames[:before] == worlds[stage].frames, name
        check_end(world, provider, stage, name)


def fail(world: World, provider: Provider, stage: Stage, case: Case) -> None:
    with pytest.raises(GenerationFailed):
        world.run(provider, stage, case.settings)
    asked = len(provider.asked)
    with pytest.raises(JobEnded):
        world.run(provider, stage, case.settings)
    assert len(provider.asked) == asked


def check_log(world: World, name: str) -> None:
    """Numbered without gaps, at most one end and nothing after it; a replay from anywhere gives exactly the rest."""
    assert [frame.seq for frame in world.frames] == list(range(1, len(world.frames) + 1)), name
    ends = [frame for frame in world.frames if frame.event.type.is_terminal]
    assert ends in ([], world.frames[-1:]), name
    log = FrameLog(world.jobs, link := Mailboxes())
    for seen in {0, len(world.frames) // 2, len(world.frames) - 1}:
        log.follow("g1", f"c{seen}", seen)
        assert link.sent[f"c{seen}"] == [frame.to_json() for frame in world.frames[seen:]], name


def check_end(world: World, provider: Provider, stage: Stage, name: str) -> None:
    case, last = CASES[name], world.frames[-1].event
    attempts = Counter(asked.attempt for asked in provider.asked)
    if case.end is None:
        assert (last.type, last.stage, last.data["state"]) == ("stage", stage, "finished"), name
        assert set(attempts) == {1}, name
        return
    assert (last.type, last.data["class"], last.data["retryable"]) == ("failed", *case.end), name
    assert set(attempts) == ({1, 2, 3} if name in UNUSABLE else {1}), name


def check_bill(world: World, provider: Provider, stage: Stage, name: str) -> None:
    """Whatever was heard has been counted, also of replies that broke off."""
    noted = world.job.spending
    before = _tokens_before(world, stage)
    total = noted.prompt_tokens + noted.completion_tokens
    is_heard = any(frame.event.type == "delta" and frame.event.stage == stage for frame in world.frames)
    assert total > before if is_heard else total >= before, name


def _tokens_before(world: World, stage: Stage) -> int:
    finished = [f.event.data for f in world.frames if f.event.type == "stage" and f.event.data["state"] == "finished"]
    return sum(cast("int", data["tokens"]) for data in finished if data["name"] != stage)
