"""Custom runs: code on the user's own input, through the same queue and to the same kinds of end as a submission."""

from __future__ import annotations

from dataclasses import dataclass, field

from chalicelib.domain import ids, keys, tracing
from chalicelib.domain.submissions import Submission, request_sha256
from chalicelib.domain.times import stamp
from chalicelib.protocol import ObjectRef, sha256_hex
from chalicelib.usecases.grading import Checked, Intake, source_bytes, text_bytes
from chalicelib.usecases.languages import Catalogue
from chalicelib.usecases.ports import Clock, Entropy, ObjectStore, SubmissionStore

MAX_OUTPUT_BYTES = 8 * 1024 * 1024
MAX_SHOWN_BYTES = 64 * 1024


@dataclass(frozen=True)
class RunOrder:
    """What somebody wants run."""

    language: str
    code: str
    stdin: str
    idempotency_key: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Output:
    """What a run printed, as far as it is shown."""

    text: str
    truncated: bool


@dataclass(frozen=True)
class CustomRuns:
    submissions: SubmissionStore
    objects: ObjectStore
    intake: Intake
    clock: Clock
    entropy: Entropy
    languages: Catalogue = field(default_factory=Catalogue)

    def submit(self, order: RunOrder) -> Submission:
        """The stored run; the earlier one if the idempotency key repeats.

        Raises Invalid (language, code, stdin, Idempotency-Key), TooLarge (code, stdin).
        """
        return self.intake.take(self.check(order))

    def check(self, order: RunOrder) -> Checked:
        """Raises Invalid (language, code, stdin), TooLarge (code, stdin)."""
        language, source = self.languages.find(order.language).id, source_bytes(order.code)
        stdin = text_bytes(order.stdin, "stdin")
        keyed = order.idempotency_key
        run_id = ids.run_id(ids.keyed(order.owner, keyed) if keyed else self.entropy())
        now = stamp(self.clock())
        submission = Submission(
            submission_id=run_id,
            problem_id="",
            problem_version=0,
            language=language,
            source=ObjectRef(keys.code(run_id, attempt=1), sha256_hex(source)),
            request_sha256=request_sha256(language, order.code, order.stdin),
            created_at=now,
            opened_at=now,
            owner=order.owner,
            stdin=ObjectRef(keys.stdin(run_id), sha256_hex(stdin)),
            trace_id=tracing.current(),
        )
        return Checked(submission, source, stdin)

    def output(self, run: Submission, stream: str) -> Output:
        """What it printed on `stdout` or `stderr`; empty if it never ran."""
        key = keys.output(run.submission_id, run.attempt, stream)
        data = self.objects.get(key, limit=MAX_OUTPUT_BYTES) or b""
        return Output(data[:MAX_SHOWN_BYTES].decode("utf-8", "replace"), len(data) > MAX_SHOWN_BYTES)
