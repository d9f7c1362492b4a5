"""Telling the owner of a submission its verdict: put into a queue with the verdict, sent and tried again from there."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Protocol

from chalicelib.domain import webhooks
from chalicelib.domain.identity import Caller
from chalicelib.domain.submissions import Submission
from chalicelib.domain.webhooks import Target
from chalicelib.errors import Invalid
from chalicelib.usecases.ports import Clock, Entropy

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Notice:
    """One webhook on its way; `tries` counts those that failed."""

    id: str
    owner: str
    url: str
    body: str
    tries: int = 0


class Outbox(Protocol):
    """The queue of webhooks."""

    def put(self, message: str, delay_s: int) -> None: ...


class SecretStore(Protocol):
    def webhook_secret(self, owner: str) -> str | None: ...

    def set_webhook_secret(self, owner: str, secret: str) -> None: ...


class TargetRefused(Exception):
    """The host's name leads to an address that nobody outside may send us to."""


class Sender(Protocol):
    def post(self, target: Target, headers: Mapping[str, str], body: bytes) -> int | None:
        """The status of the answer; None if there was none in time. Raises TargetRefused."""


@dataclass(frozen=True)
class Secrets:
    """What webhooks of an owner are signed with."""

    store: SecretStore
    entropy: Entropy
    local: bool

    def renew(self, caller: Caller) -> str:
        """A new secret; the one before signs nothing any more."""
        secret = webhooks.new_secret(self.entropy())
        self.store.set_webhook_secret(caller.owner, secret)
        return secret

    def check(self, url: str, owner: str) -> None:
        """Whether verdicts of that owner can be sent there. Raises Invalid (webhook_url)."""
        if not url:
            return
        if webhooks.target(url, local=self.local) is None:
            raise Invalid("must be https://host/path without port, user or fragment", field="webhook_url")
        if self.store.webhook_secret(owner) is None:
            raise Invalid("there is no secret to sign with: POST /webhook-secret first", field="webhook_url")


@dataclass(frozen=True)
class Webhooks:
    """Hands over what is to be sent. `outbox` makes the queue, which most submissions do not need."""

    outbox: Callable[[], Outbox]

    def tell(self, submission: Submission) -> None:
        """That the submission has its verdict, if somebody wants to be told."""
        if submission.webhook_url:
            notice = Notice(
                id=webhooks.verdict_id(submission),
                owner=submission.owner,
                url=submission.webhook_url,
                body=webhooks.verdict_body(submission),
            )
            self.outbox().put(json.dumps(asdict(notice)), 0)


@dataclass(frozen=True)
class Delivering:
    """Sends one webhook, and puts it back for later if nobody took it."""

    secrets: SecretStore
    sender: Sender
    outbox: Outbox
    clock: Clock
    local: bool

    def deliver(self, message: str) -> None:
        notice = Notice(**json.loads(message))
        status = self._send(notice)
        fields = {"webhook_id": notice.id, "status": status, "tries": notice.tries + 1}
        if status is not None and status // 100 == 2:
            log.info("webhook_taken", extra=fields)
            return
        pause_s = webhooks.pause_s(notice.tries + 1)
        if status in (0, webhooks.GONE) or pause_s is None:
            log.warning("webhook_given_up", extra=fields)
            return
        log.info("webhook_not_taken", extra=fields)
        self.outbox.put(json.dumps(asdict(replace(notice, tries=notice.tries + 1))), pause_s)

    def _send(self, notice: Notice) -> int | None:
        """The status of the answer; None without one; 0 if it must not be sent at all."""
        target = webhooks.target(notice.url, local=self.local)
        secret = self.secrets.webhook_secret(notice.owner)
        if target is None or secret is None:
            return 0
        headers = webhooks.signed_headers(secret, notice.id, int(self.clock().timestamp()), notice.body)
        try:
            return self.sender.post(target, headers, notice.body.encode())
        except TargetRefused as exc:
            log.warning("webhook_refused", extra={"webhook_id": notice.id, "problem": str(exc)})
            return 0
