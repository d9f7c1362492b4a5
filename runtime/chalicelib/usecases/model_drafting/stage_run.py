"""One run of a stage: asked, heard, accepted or asked again, every attempt written into the journal."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chalicelib.domain.generation import GenerationJob
from chalicelib.domain.replies import shape_of
from chalicelib.domain.replies.pieces import Fault, Unusable
from chalicelib.domain.stages import Stage
from chalicelib.usecases.model_drafting import failures, products
from chalicelib.usecases.model_drafting.asking import Conversation, Tally
from chalicelib.usecases.model_drafting.journal import Attempt, Ending, Journal, Past
from chalicelib.usecases.model_drafting.ports import Message, Question, Rung

log = logging.getLogger(__name__)

# A server that demands a form cannot give such a reply: it ignores the demand.
_FORM_FAULTS = (Fault.SCHEMA_MISS, Fault.NO_JSON)


@dataclass(frozen=True)
class StageRun:
    """`messages` makes the question from what is known; `title` is the problem's, once it has one."""

    job: GenerationJob
    stage: str
    title: str
    schema: Mapping[str, object]
    journal: Journal
    conversation: Conversation
    messages: Callable[[Past], tuple[Message, ...]]

    def accept(self, past: Past, *, replies: int) -> Past:
        """Asks until a reply is accepted, at most `replies` times since the stage was asked for; the past with it.

        Raises GenerationFailed, ModelFault, Cancelled, and what the stream raises.
        """
        while past.current(self.stage) is None:
            tried = [attempt for attempt in past.since_order(self.stage) if attempt.ending is Ending.UNUSABLE]
            if len(tried) >= replies:
                raise failures.unusable(self.stage, tried[-1].misses)
            past = self.journal.write(self.job.draft_id, self._attempt(past))
        return past

    def _attempt(self, past: Past) -> Attempt:
        question, tally = self._question(past), Tally()
        try:
            found = self.conversation.ask(question, lambda: shape_of(self.stage, self.title), tally)
        except Exception:
            self._keep_broken(question.attempt, tally)
            raise
        artefact = products.accept(found, self.schema, self.job.request.difficulty)
        if isinstance(artefact, Unusable):
            return self._unusable(question.attempt, artefact, tally)
        return Attempt(self.stage, question.attempt, Ending.ACCEPTED, tally.usage, artefact=artefact)

    def _unusable(self, number: int, reply: Unusable, tally: Tally) -> Attempt:
        fields = {"job_id": self.job.job_id, "stage": self.stage, "attempt": number, "fault": str(reply.fault)}
        log.info("reply_unusable", extra=fields)
        if reply.fault in _FORM_FAULTS:
            self.conversation.ladder.forget_form()
        return Attempt(self.stage, number, Ending.UNUSABLE, tally.usage, misses=reply.misses)

    def _keep_broken(self, number: int, tally: Tally) -> None:
        """What was heard and paid for is kept, though the attempt is still to be made."""
        if tally.usage.total:
            broken = Attempt(self.stage, number, Ending.BROKEN, tally.usage, partial=tally.text)
            self.journal.write(self.job.draft_id, broken)

    def _question(self, past: Past) -> Question:
        schema = self.schema if self.stage == Stage.SPEC else None
        return Question(self.stage, past.last_number(self.stage) + 1, self.messages(past), Rung.PROMPT, schema)
