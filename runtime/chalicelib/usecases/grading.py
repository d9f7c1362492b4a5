"""Taking a submission: checked, stored, its execution started. Nothing is written for a refused one."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from chalicelib.domain import ids, keys, tracing
from chalicelib.domain.identity import Caller
from chalicelib.domain.problems import ProblemVersion
from chalicelib.domain.submissions import MAX_CODE_BYTES, Submission, request_sha256
from chalicelib.domain.times import stamp
from chalicelib.errors import Broken, Invalid, NotFound, TooLarge
from chalicelib.protocol import ANSWERS, ObjectRef, read_answers, sha256_hex
from chalicelib.usecases.languages import Catalogue
from chalicelib.usecases.ports import Clock, Entropy, Executions, ObjectStore, Page, ProblemStore, SubmissionStore

log = logging.getLogger(__name__)

MAX_PAGE = 100


@dataclass(frozen=True)
class Order:
    """What somebody wants graded. `idempotency_key` is empty if they do not care about repetitions."""

    problem_id: str
    language: str
    code: str
    idempotency_key: str = ""
    owner: str = ""
    webhook_url: str = ""


class WebhookRules(Protocol):
    def check(self, url: str, owner: str) -> None:
        """Raises Invalid (webhook_url) if verdicts of that owner cannot be sent there. Empty: to nobody."""


@dataclass(frozen=True)
class Checked:
    """A submission that may be taken, and the bytes that belong to it. `stdin` is that of a custom run."""

    submission: Submission
    source: bytes
    stdin: bytes = b""


@dataclass(frozen=True)
class Starting:
    """Starts the executions of submissions."""

    executions: Executions

    def ensure_started(self, submission: Submission) -> None:
        """Starts the execution unless it was started. A failure is left to the reaper: the submission is stored."""
        name = ids.execution_name(submission.submission_id, submission.attempt)
        state: dict[str, object] = {
            "submission_id": submission.submission_id,
            "attempt": submission.attempt,
            "trace_id": submission.trace_id,
        }
        try:
            self.executions.start(name, state)
        except Broken:
            log.exception("execution_not_started", extra={"submission_id": submission.submission_id})


@dataclass(frozen=True)
class Intake:
    """Stores what was checked, and has it judged."""

    submissions: SubmissionStore
    objects: ObjectStore
    starting: Starting

    def take(self, checked: Checked) -> Submission:
        """The stored submission; the earlier one if the request repeats. Raises Invalid (Idempotency-Key)."""
        wanted = checked.submission
        # The source first: whatever has a row has its source, and a repeated key cannot replace it.
        self.objects.put_new(wanted.source.key, checked.source)
        if wanted.stdin:
            self.objects.put_new(wanted.stdin.key, checked.stdin)
        submission = wanted if self.submissions.add(wanted) else self._repeated(wanted)
        if submission.verdict is None:
            self.starting.ensure_started(submission)
        return submission

    def _repeated(self, wanted: Submission) -> Submission:
        earlier = self.submissions.get(wanted.submission_id)
        if earlier is None or earlier.request_sha256 != wanted.request_sha256:
            raise Invalid("this key was used with another request", field="Idempotency-Key")
        return earlier


@dataclass(frozen=True)
class Grading:
    """Takes and shows submissions."""

    problems: ProblemStore
    submissions: SubmissionStore
    intake: Intake
    clock: Clock
    entropy: Entropy
    webhooks: WebhookRules
    languages: Catalogue = field(default_factory=Catalogue)

    def submit(self, order: Order) -> Submission:
        """The stored submission; the earlier one if the idempotency key repeats.

        Raises NotFound (problem_id), Invalid (language, code, webhook_url, Idempotency-Key), TooLarge (code).
        """
        return self.intake.take(self.check(order))

    def submit_all(self, orders: Sequence[Order]) -> list[Submission]:
        """All of a batch, in order; if one of them is refused, none is taken. The fields are those of `submit`,
        with the order's number from 0 before them: `submissions.3.code`.

        With a key, the batch as a whole is what must not differ in a repetition.
        """
        batch = request_sha256(*(part for order in orders for part in _asked(order)))
        checked = [self._check_one_of(batch, place, order) for place, order in enumerate(orders)]
        return [self.intake.take(item) for item in checked]

    def check(self, order: Order) -> Checked:
        """Raises NotFound (problem_id), Invalid (language, code, webhook_url), TooLarge (code)."""
        entropy = ids.keyed(order.owner, order.idempotency_key) if order.idempotency_key else self.entropy()
        return self._checked(order, ids.submission_id(entropy))

    def page(self, problem_id: str, caller: Caller, limit: int, cursor: str | None) -> Page[Submission]:
        """Those that the caller sees: their own, or everybody's."""
        owner = None if caller.sees_all else caller.owner
        return self.submissions.page(problem_id, min(limit, MAX_PAGE), cursor, owner=owner)

    def _check_one_of(self, batch: str, place: int, order: Order) -> Checked:
        keyed = order.idempotency_key
        entropy = ids.keyed(order.owner, keyed, place) if keyed else self.entropy()
        try:
            checked = self._checked(order, ids.submission_id(entropy))
        except (Invalid, NotFound, TooLarge) as exc:
            raise type(exc)(exc.detail, field=f"submissions.{place}.{exc.field}") from exc
        digest = request_sha256(checked.submission.request_sha256, batch)
        return replace(checked, submission=replace(checked.submission, request_sha256=digest))

    def _checked(self, order: Order, submission_id: str) -> Checked:
        language = order.language if order.language == ANSWERS else self.languages.find(order.language).id
        source = source_bytes(order.code)
        problem = self.problems.current(order.problem_id)
        if problem is None:
            raise NotFound(f"there is no problem {order.problem_id[:80]!r}", field="problem_id")
        if language == ANSWERS:
            _check_answers(problem, source)
        self.webhooks.check(order.webhook_url, order.owner)
        now = stamp(self.clock())
        submission = Submission(
            submission_id=submission_id,
            problem_id=order.problem_id,
            problem_version=problem.version,
            language=language,
            source=ObjectRef(keys.code(submission_id, attempt=1), sha256_hex(source)),
            request_sha256=request_sha256(order.problem_id, language, order.code, *_if_any(order.webhook_url)),
            created_at=now,
            opened_at=now,
            owner=order.owner,
            webhook_url=order.webhook_url,
            trace_id=tracing.current(),
        )
        return Checked(submission, source)


def _asked(order: Order) -> tuple[str, ...]:
    return (order.problem_id, order.language, order.code, *_if_any(order.webhook_url))


def _if_any(text: str) -> tuple[str, ...]:
    """Nothing for an empty text: a request without it is what it was before it could be asked for."""
    return (text,) if text else ()


def _check_answers(problem: ProblemVersion, source: bytes) -> None:
    """Raises Invalid (language, code)."""
    if not problem.metadata.takes_answers:
        detail = f"{problem.problem_id} takes programs; answers are for problems of the type submit-answer"
        raise Invalid(detail, field="language")
    try:
        read_answers(source)
    except ValueError as exc:
        raise Invalid(str(exc), field="code") from exc


def source_bytes(code: str) -> bytes:
    """Raises Invalid (code), TooLarge (code)."""
    if not code.strip():
        raise Invalid("the code is empty", field="code")
    return text_bytes(code, "code")


def text_bytes(text: str, field: str) -> bytes:
    """What a client typed, as bytes. Raises Invalid, TooLarge."""
    try:
        data = text.encode()
    except UnicodeEncodeError as exc:
        raise Invalid(f"the {field} is not valid Unicode text", field=field) from exc
    if len(data) > MAX_CODE_BYTES:
        raise TooLarge(f"the {field} has {len(data)} bytes; at most {MAX_CODE_BYTES} are accepted", field=field)
    return data
