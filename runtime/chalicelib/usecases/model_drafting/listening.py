"""Listening to one streamed reply: what comes is parsed and shown at once, and silence does not last for ever."""

from __future__ import annotations

from dataclasses import dataclass, field

from chalicelib.domain.replies.pieces import Found
from chalicelib.domain.replies.reply import Finish, Reply, ReplyTooLong
from chalicelib.usecases.model_drafting.ports import Answer, Chunk, FaultKind, ModelFault, Timer, Usage
from chalicelib.usecases.model_drafting.settings import DraftingSettings
from chalicelib.usecases.model_drafting.voice import Voice
from chalicelib.usecases.model_drafting.watch import Watch, tokens_in

# The loop wakes at least this often, to notice deadlines and cancellations in a silence.
LONGEST_WAIT_S = 0.5


@dataclass
class Heard:
    """What has been heard of a reply so far; `text` says it, so that a broken reply is not lost."""

    prompt_tokens: int
    parts: list[str] = field(default_factory=list)
    size_bytes: int = 0
    counted: Usage | None = None
    finish: Finish | None = None

    @property
    def text(self) -> str:
        return "".join(self.parts)

    @property
    def usage(self) -> Usage:
        """The server's count, else ours; a request that brought nothing back cost nothing that we know of."""
        if self.counted is not None:
            return self.counted
        if not self.size_bytes:
            return Usage(is_estimated=True)
        return Usage(self.prompt_tokens, tokens_in(self.size_bytes), is_estimated=True)

    def take(self, chunk: Chunk) -> None:
        self.parts.append(chunk.text)
        self.size_bytes += len((chunk.text + chunk.reasoning).encode("utf-8", "replace"))
        self.counted = chunk.usage or self.counted
        self.finish = chunk.finish or self.finish


class Listener:
    """Hears one answer to its end; `reply` parses it, `voice` passes it on, `watch` ends what takes too long."""

    def __init__(self, timer: Timer, settings: DraftingSettings, watch: Watch, voice: Voice, reply: Reply) -> None:
        self._timer = timer
        self._settings = settings
        self._watch = watch
        self._voice = voice
        self._reply = reply
        self._heard_s = timer.now_s()
        self._patience_s = settings.first_byte_s

    def hear(self, answer: Answer, heard: Heard) -> Found:
        """What the reply holds. Fills `heard` as it goes. Raises ModelFault, Cancelled, and what the stream raises."""
        while True:
            chunk = answer.next(self._wait_s())
            if chunk is not None:
                self._take(chunk, heard)
            if self._is_last(chunk, heard) if chunk else self._is_silent(heard):
                break
            if chunk is None:
                # Nothing waits any more: what came while the last frame was on its way leaves in one.
                self._voice.tick()
            self._watch.check()
        self._voice.say(self._reply.finish())
        self._voice.flush()
        return self._reply.found(heard.finish or Finish.MISSING)

    def _take(self, chunk: Chunk, heard: Heard) -> None:
        heard.take(chunk)
        if heard.finish is None:
            # A reply that has come to its end is paid for: it is kept, and the next question finds the budget used up.
            self._watch.check_budget(heard.usage)
        try:
            self._voice.say([*self._reply.think(chunk.reasoning), *self._reply.feed(chunk.text)])
        except ReplyTooLong as exc:
            raise ModelFault(FaultKind.BUDGET, "The reply is longer than any reply may be.") from exc
        # Only now: the time that frames take on their way is not the model's silence.
        self._heard_s = self._timer.now_s()
        self._patience_s = self._settings.idle_s

    @staticmethod
    def _is_last(chunk: Chunk, heard: Heard) -> bool:
        return chunk.is_last or (heard.finish is not None and heard.counted is not None)

    def _is_silent(self, heard: Heard) -> bool:
        """Some servers leave the stream open after the last word: what may still come then is the token count."""
        silence_s = self._timer.now_s() - self._heard_s
        if heard.finish is not None:
            return silence_s >= self._settings.usage_grace_s
        if silence_s >= self._patience_s:
            raise ModelFault(FaultKind.TIMEOUT, f"Nothing came for {self._patience_s:g} seconds.")
        return False

    def _wait_s(self) -> float:
        return max(0.0, min(LONGEST_WAIT_S, self._voice.wait_s(), self._watch.left_s, self._settings.cancel_poll_s))
