"""What moto gets wrong about task tokens: it overlooks an answer that comes before it waits, and keeps an old one."""

from __future__ import annotations

import pytest
from moto.stepfunctions.parser.asl.eval.callback.callback import CallbackEndpoint, CallbackOutcome, HeartbeatEndpoint


class _Endpoint(CallbackEndpoint):
    def setup_heartbeat_endpoint(self, heartbeat_seconds: int) -> HeartbeatEndpoint:
        endpoint = HeartbeatEndpoint(heartbeat_seconds)
        self._heartbeat_endpoint = endpoint
        if self._outcome is not None:
            self.notify_heartbeat()
        return endpoint

    def get_outcome(self) -> CallbackOutcome | None:
        """Once: another attempt has the same token and must not get the answer to the first."""
        outcome, self._outcome = self._outcome, None
        return outcome


def notice_every_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("setup_heartbeat_endpoint", "get_outcome"):
        monkeypatch.setattr(CallbackEndpoint, name, getattr(_Endpoint, name))
