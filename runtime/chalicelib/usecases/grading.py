"""Taking a submission: checked, stored, its execution started. Nothing is written for a refused one."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from chalicelib.domain import ids, keys, languages
from chalicelib.domain.submissions import MAX_CODE_BYTES, Submission, request_sha256
from chalicelib.domain.times import stamp
from chalicelib.errors import Broken, Invalid, NotFound, TooLarge
from chalicelib.protocol import ObjectRef, sha256_hex
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


@dataclass(frozen=True)
class Starting:
    """Starts the executions of submissions."""

    executions: Executions

    def ensure_started(self, submission: Submission) -> None:
        """Starts the execution unless it was started. A failure is left to the reaper: the submission is stored."""
        name = ids.execution_name(submission.submission_id, submission.attempt)
        state: dict[str, object] = {"submission_id": submission.submission_id, "attempt": submission.attempt}
        try:
            self.executions.start(name, state)
        except Broken:
            log.exception("execution_not_started", extra={"submission_id": submission.submission_id})


@dataclass(frozen=True)
class Grading:
    """Takes and shows submissions."""

    problems: ProblemStore
    submissions: SubmissionStore
    objects: ObjectStore
    starting: Starting
    clock: Clock
    entropy: Entropy

    def submit(self, order: Order) -> Submission:
        """The stored submission; the earlier one if the idempotency key repeats.

        Raises NotFound (problem_id), Invalid (language, code, Idempotency-Key), TooLarge (code).
        """
        order = replace(order, language=_language_id(order.language))
        source = _source_bytes(order)
        wanted = self._new_submission(order, source)
        # The source first: whatever has a row has its source, and a repeated key cannot replace it.
        self.objects.put_new(wanted.source.key, source)
        submission = wanted if self.submissions.add(wanted) else self._repeated(wanted)
        if submission.verdict is None:
            self.starting.ensure_started(submission)
        return submission

    def get(self, submission_id: str) -> Submission:
        """Raises NotFound."""
        submission = self.submissions.get(submission_id)
        if submission is None:
            raise NotFound(f"there is no submission {submission_id!r}", field="submission_id")
        return submission

    def page(self, problem_id: str, limit: int, cursor: str | None) -> Page[Submission]:
        return self.submissions.page(problem_id, min(limit, MAX_PAGE), cursor)

    def _new_submission(self, order: Order, source: bytes) -> Submission:
        problem = self.problems.current(order.problem_id)
        if problem is None:
            raise NotFound(f"there is no problem {order.problem_id!r}", field="problem_id")
        submission_id = self._submission_id(order)
        return Submission(
            submission_id=submission_id,
            problem_id=order.problem_id,
            problem_version=problem.version,
            language=order.language,
            source=ObjectRef(keys.code(submission_id, attempt=1), sha256_hex(source)),
            request_sha256=request_sha256(order.problem_id, order.language, order.code),
            created_at=stamp(self.clock()),
        )

    def _submission_id(self, order: Order) -> str:
        if order.idempotency_key:
            return ids.keyed_submission_id(order.owner, order.idempotency_key)
        return ids.submission_id(self.entropy())

    def _repeated(self, wanted: Submission) -> Submission:
        earlier = self.get(wanted.submission_id)
        if earlier.request_sha256 != wanted.request_sha256:
            detail = "this key was used with another problem, language or code"
            raise Invalid(detail, field="Idempotency-Key")
        return earlier


def _language_id(name: str) -> str:
    language = languages.by_name(name)
    if language is None:
        known = ", ".join(sorted(languages.LANGUAGES))
        raise Invalid(f"{name[:40]!r} is none of {known}", field="language")
    return language.id


def _source_bytes(order: Order) -> bytes:
    if not order.code.strip():
        raise Invalid("the code is empty", field="code")
    try:
        source = order.code.encode()
    except UnicodeEncodeError as exc:
        raise Invalid("the code is not valid Unicode text", field="code") from exc
    if len(source) > MAX_CODE_BYTES:
        raise TooLarge(f"the code has {len(source)} bytes; at most {MAX_CODE_BYTES} are accepted", field="code")
    return source
