"""A step that dies before or after any of its writes loses nothing, and no accepted reply is paid for twice."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from chalicelib.domain.generation import Difficulty, GenerationRequest
from chalicelib.domain.replies.reply import Finish
from chalicelib.domain.stages import Stage
from chalicelib.usecases.drafting import Drafting, Drafts
from chalicelib.usecases.model_drafting.journal import Ending, Journal
from chalicelib.usecases.model_drafting.ports import Answer, Chunk, Question, Usage
from chalicelib.usecases.streams import FrameLog

from tests.faults.fault_plans import Fault, Flaky, Killed, never
from tests.provider.recordings import Recording
from tests.unit.drafting.fakes import START_S, HandTimer, ScriptedAnswer, a_drafter, a_job
from tests.unit.generation.fakes import Mailboxes, MemoryJobs, MemoryObjects, at, no_nearby

RECORDING = Recording.named("choir_row")
REQUEST = json.loads((RECORDING.folder / "request.json").read_text())
WISH = GenerationRequest(REQUEST["prompt"], Difficulty(REQUEST["difficulty"]), REQUEST["language"], seed=1)
WRITES = frozenset({"jobs.add", "jobs.note_spending", "objects.put_new"})
# Of the text of a reply it does not matter how many frames it takes.
PIECE = 1500


class RecordedModel:
    """Answers from the recording, in memory; `asked` are stages."""

    server = "memory recorded"

    def __init__(self, timer: HandTimer) -> None:
        self._timer = timer
        self.asked: list[str] = []

    def ask(self, question: Question) -> Answer:
        self.asked.append(question.stage)
        text = RECORDING.reply(question.stage, question.attempt) or ""
        chunks = [Chunk(text=text[start : start + PIECE]) for start in range(0, len(text), PIECE)]
        end = Chunk(finish=Finish.STOP, usage=Usage(100, 10), is_last=True)
        return ScriptedAnswer([*chunks, end], self._timer)


class KillAt:
    """The process dies at the n-th write of all, counted from 1."""

    def __init__(self, number: int, fault: Fault) -> None:
        self._number = number
        self._fault = fault
        self.writes = 0

    def __call__(self, call: str) -> Fault | None:
        self.writes += call in WRITES
        return self._fault if call in WRITES and self.writes == self._number else None


class World:
    """What outlives processes."""

    def __init__(self) -> None:
        self.jobs, self.objects = MemoryJobs(a_job(request=WISH)), MemoryObjects()
        self.timer = HandTimer()
        self.model = RecordedModel(self.timer)

    def run(self, plan: Any = never) -> None:
        """All stages, in a fresh process."""
        jobs, objects = Flaky(self.jobs, "jobs", plan), Flaky(self.objects, "objects", plan)
        drafter = a_drafter(self.model, self.timer, objects=objects, now_s=lambda: START_S)
        log = FrameLog(jobs, Mailboxes())
        drafting = Drafting(jobs, log, Drafts(objects), drafter, no_nearby(), lambda: at(START_S))
        for stage in Stage:
            drafting.run("g1", stage)

    def accepted(self) -> list[str]:
        """Stages whose reply has been accepted and written down."""
        attempts = Journal(self.objects).read("g1").attempts
        return [attempt.stage for attempt in attempts if attempt.ending is Ending.ACCEPTED]

    def finished(self) -> list[str]:
        stages = [event for event in self.jobs.events("g1") if event.type == "stage"]
        return [event.stage for event in stages if event.data["state"] == "finished"]

    def artefacts(self) -> list[object]:
        return [event.data["name"] for event in self.jobs.events("g1") if event.type == "artefact"]


def writes_of_a_whole_run() -> tuple[int, list[object]]:
    world, plan = World(), KillAt(0, Fault.KILL_BEFORE)
    world.run(plan)
    return plan.writes, world.artefacts()


@pytest.mark.parametrize("fault", [Fault.KILL_BEFORE, Fault.KILL_AFTER])
def test_nothing_is_lost_and_nothing_paid_twice(fault: Fault) -> None:
    total, artefacts = writes_of_a_whole_run()
    for number in range(1, total + 1):
        world = World()
        with pytest.raises(Killed):
            world.run(KillAt(number, fault))
        paid_for = world.accepted()
        world.run()
        asked = Counter(world.model.asked)
        assert {stage: asked[stage] for stage in paid_for} == dict.fromkeys(paid_for, 1), number
        assert len(world.model.asked) <= len(Stage) + 1, number
        assert world.finished() == list(Stage), number
        assert world.artefacts() == artefacts, number
        frames = world.jobs.frames["g1"]
        assert [frame.seq for frame in frames] == list(range(1, len(frames) + 1)), number
        assert world.jobs.jobs["g1"].spending.prompt_tokens == 100 * len(Stage), number
