"""Stand-ins for what drafting with a model needs, with state to assert on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from chalicelib.adapters.llm import resources
from chalicelib.domain.frames import Channel
from chalicelib.domain.generation import Difficulty, GenerationJob, GenerationRequest
from chalicelib.domain.stages import PARTS
from chalicelib.usecases.model_drafting.asking import Desk
from chalicelib.usecases.model_drafting.drafter import Library, ModelDrafter
from chalicelib.usecases.model_drafting.journal import Journal
from chalicelib.usecases.model_drafting.ladder import ProcessMemory
from chalicelib.usecases.model_drafting.ports import Answer, Chunk, Model, ModelFault, Objects, Question, Timer
from chalicelib.usecases.model_drafting.prompting import Prompts
from chalicelib.usecases.model_drafting.settings import DraftingSettings

START_S = 1_000_000.0


class HandTimer:
    """A clock that moves only when somebody waits."""

    def __init__(self) -> None:
        self.seconds = START_S
        self.slept: list[float] = []

    def now_s(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


@dataclass(frozen=True)
class Pause:
    """Nothing comes for so many seconds."""

    seconds: float


Step = Chunk | Pause | ModelFault


class ScriptedAnswer:
    """Gives its steps in order, then silence."""

    def __init__(self, steps: Sequence[Step], timer: HandTimer) -> None:
        self._steps = list(steps)
        self._timer = timer
        self._silence_s = 0.0
        self.is_closed = False

    def next(self, wait_s: float) -> Chunk | None:
        step = self._steps[0] if self._steps else Pause(float("inf"))
        if isinstance(step, Pause):
            self._wait(step, wait_s)
            return None
        self._steps.pop(0)
        if isinstance(step, ModelFault):
            raise step
        return step

    def close(self) -> None:
        self.is_closed = True

    def _wait(self, pause: Pause, wait_s: float) -> None:
        # A waiting that takes no time at all would never end.
        waited_s = max(0.001, min(wait_s, pause.seconds))
        self._timer.seconds += waited_s
        if self._steps:
            left = Pause(pause.seconds - waited_s)
            self._steps[:1] = [left] if left.seconds > 1e-9 else []


class ScriptedModel:
    """Gives one scripted answer after the other, whatever is asked, and keeps the questions."""

    server = "https://model.example/v1 scripted"

    def __init__(self, timer: HandTimer, *answers: Sequence[Step]) -> None:
        self._timer = timer
        self._scripts = list(answers)
        self.questions: list[Question] = []
        self.answers: list[ScriptedAnswer] = []

    def ask(self, question: Question) -> Answer:
        self.questions.append(question)
        self.answers.append(ScriptedAnswer(self._scripts.pop(0), self._timer))
        return self.answers[-1]


@dataclass
class RecordingStream:
    """What was streamed: `("begin", attempt)` and `(channel, text)`, in order. `on_text` may raise."""

    said: list[tuple[str, object]] = field(default_factory=list)
    on_text: Callable[[str], None] = lambda _text: None

    def begin(self, attempt: int) -> None:
        self.said.append(("begin", attempt))

    def text(self, channel: Channel, text: str) -> None:
        self.on_text(text)
        self.said.append((channel, text))

    @property
    def begun(self) -> list[object]:
        return [what for kind, what in self.said if kind == "begin"]

    def heard(self, channel: Channel) -> str:
        return "".join(str(text) for kind, text in self.said if kind == channel)


class MemoryObjects:
    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def put_new(self, key: str, data: bytes) -> bool:
        return self.objects.setdefault(key, data) is data

    def get(self, key: str, *, limit: int) -> bytes | None:
        return self.objects.get(key)


class NoSeeds:
    def near(self, job: GenerationJob) -> Sequence[str]:
        return ()


def files_of(drafter: ModelDrafter, job: GenerationJob) -> dict[str, bytes]:
    """The package as it stands: the files of every artefact that is not to be remade."""
    past = drafter.journal.read(job.draft_id)
    made = [drafter.draft(job, stage, RecordingStream()) for stage in PARTS if past.current(stage)]
    return {path: data for product in made if product for path, data in product.files.items()}


def a_job(**changes: object) -> GenerationJob:
    request = GenerationRequest("Count ferries", Difficulty.EASY, "en", seed=1)
    fields: dict[str, object] = {"job_id": "g1", "attempt": 1, "request": request, "model": "m", "created_at": START_S}
    return GenerationJob(**{**fields, **changes})  # type: ignore[arg-type]  # fields of a job by name


def a_drafter(
    model: Model,
    timer: Timer,
    *,
    objects: Objects | None = None,
    settings: DraftingSettings | None = None,
    memory: ProcessMemory | None = None,
    has_ended: Callable[[str], bool] = lambda _job_id: False,
    now_s: Callable[[], float] | None = None,
) -> ModelDrafter:
    wall_s = now_s or timer.now_s
    return ModelDrafter(
        desk=Desk(model, timer, settings or DraftingSettings(), jitter=lambda: 1.0),
        library=Library(Prompts(resources.prompts()), resources.spec_schema(), NoSeeds()),
        journal=Journal(objects or MemoryObjects()),
        memory=memory or ProcessMemory(),
        has_ended=has_ended,
        clock=lambda: datetime.fromtimestamp(wall_s(), UTC),
    )
