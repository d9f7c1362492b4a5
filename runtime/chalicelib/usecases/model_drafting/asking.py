"""One attempt of a stage: the same question is repeated while only the transport fails or its form is not known."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from chalicelib.domain.replies.pieces import Found, Shape
from chalicelib.domain.replies.reply import Reply
from chalicelib.usecases.model_drafting import failures
from chalicelib.usecases.model_drafting.ladder import Ladder
from chalicelib.usecases.model_drafting.listening import Heard, Listener
from chalicelib.usecases.model_drafting.ports import Model, ModelFault, Question, Stream, Timer, Usage
from chalicelib.usecases.model_drafting.settings import DraftingSettings
from chalicelib.usecases.model_drafting.voice import Voice
from chalicelib.usecases.model_drafting.watch import Watch, tokens_in

log = logging.getLogger(__name__)


@dataclass
class Tally:
    """What an attempt has cost over all its tries, and the text of the last one, complete or not."""

    usage: Usage = field(default_factory=Usage)
    text: str = ""


@dataclass(frozen=True)
class Desk:
    """What every question needs. `jitter` gives a number from 0 up to 1, so that many clients do not retry in step."""

    model: Model
    timer: Timer
    settings: DraftingSettings
    jitter: Callable[[], float]


@dataclass(frozen=True)
class Conversation:
    """The questions of one run of a stage."""

    desk: Desk
    ladder: Ladder
    stream: Stream
    watch: Watch

    def ask(self, question: Question, shape: Callable[[], Shape], tally: Tally) -> Found:
        """What the reply to the question holds; `tally` is filled even if none comes.

        Raises ModelFault when retries cannot help any more, Cancelled, and what the stream raises.
        """
        retries = 0
        self.stream.begin(question.attempt)
        while True:
            try:
                return self._try(replace(question, rung=self.ladder.rung), shape(), tally)
            except ModelFault as fault:
                if failures.may_be_the_form(fault) and self._step_down():
                    continue
                self._pause(fault, retries)
            retries += 1
            self.stream.begin(question.attempt)

    def _try(self, question: Question, shape: Shape, tally: Tally) -> Found:
        heard = Heard(prompt_tokens=tokens_in(sum(len(message.text.encode()) for message in question.messages)))
        self.watch.check()
        self.watch.check_budget(Usage())
        listener = self._listener(shape)
        answer = self.desk.model.ask(question)
        try:
            return listener.hear(answer, heard)
        finally:
            answer.close()
            self.watch.spent += heard.usage
            tally.usage += heard.usage
            tally.text = heard.text

    def _step_down(self) -> bool:
        if self.ladder.step_down():
            return True
        self.ladder.climb_back()
        return False

    def _listener(self, shape: Shape) -> Listener:
        timer, settings = self.desk.timer, self.desk.settings
        voice = Voice(self.stream, timer, settings.coalesce_s)
        return Listener(timer, settings, self.watch, voice, Reply(shape, limit=settings.reply_characters))

    def _pause(self, fault: ModelFault, retries: int) -> None:
        """Waits before the next try. Raises the fault if there is to be none, or none before the deadline."""
        pause_s = self._pause_s(fault, retries)
        is_last = retries >= self.desk.settings.transport_retries or pause_s >= self.watch.left_s
        if is_last or not failures.is_transient(fault):
            raise fault
        log.info("model_retry", extra={"fault": str(fault.kind), "retry": retries + 1, "pause_s": round(pause_s, 2)})
        self.watch.sleep(pause_s)

    def _pause_s(self, fault: ModelFault, retries: int) -> float:
        settings = self.desk.settings
        if fault.retry_after_s is not None:
            return min(fault.retry_after_s, settings.retry_after_cap_s)
        longest_s = min(settings.retry_cap_s, settings.retry_base_s * 2.0**retries)
        return longest_s * (0.5 + self.desk.jitter() / 2)
