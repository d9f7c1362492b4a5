"""Settings from the environment. `Config.from_environ` is the only reader of the environment.

Each function is given only the variables it needs, so a missing one is an error when it is used, by name.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from chalicelib.domain.identity import AuthMode
from chalicelib.domain.limits import Allowance, Ask, allowance
from chalicelib.errors import ConfigError

LOCAL_STAGE = "local"


@dataclass(frozen=True)
class Config:
    """The variables of this process; properties read them, parsed, and raise ConfigError naming a missing one."""

    variables: Mapping[str, str] = field(repr=False)

    @classmethod
    def from_environ(cls) -> Config:
        return cls(dict(os.environ))

    def text(self, name: str, default: str | None = None) -> str:
        value = self.variables.get(name) or default
        if value is None:
            raise ConfigError(name, "is not set")
        return value

    def mapping(self, name: str) -> dict[str, str]:
        """A variable that holds one JSON object of strings, such as a queue URL per pool."""
        try:
            value = json.loads(self.text(name))
        except ValueError as exc:
            raise ConfigError(name, "is not JSON") from exc
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            raise ConfigError(name, "must be a JSON object of strings")
        return cast("dict[str, str]", value)

    @property
    def stage(self) -> str:
        return self.text("ALPACO_STAGE", LOCAL_STAGE)

    @property
    def is_local(self) -> bool:
        """On one machine, where callers and addresses are nobody else's."""
        return self.stage == LOCAL_STAGE

    @property
    def log_level(self) -> str:
        return self.text("LOG_LEVEL", "INFO")

    @property
    def endpoint_url(self) -> str | None:
        """Where the AWS APIs are served if not by AWS (the embedded one); None on AWS."""
        return self.variables.get("AWS_ENDPOINT_URL") or None

    @property
    def problems_table(self) -> str:
        return self.text("PROBLEMS_TABLE")

    @property
    def submissions_table(self) -> str:
        return self.text("SUBMISSIONS_TABLE")

    @property
    def jobs_table(self) -> str:
        return self.text("JOBS_TABLE")

    @property
    def connections_table(self) -> str:
        return self.text("CONNECTIONS_TABLE")

    @property
    def access_table(self) -> str:
        return self.text("ACCESS_TABLE")

    @property
    def auth_mode(self) -> AuthMode:
        """How callers prove who they are. Nothing but one machine may do without."""
        name = self.text("AUTH_MODE", AuthMode.NONE if self.is_local else None)
        if name not in set(AuthMode):
            raise ConfigError("AUTH_MODE", f"is {name!r}, which is none of {', '.join(AuthMode)}")
        if name == AuthMode.NONE and not self.is_local:
            raise ConfigError("AUTH_MODE", f"must not be none in stage {self.stage}: anybody could run code")
        return AuthMode(name)

    @property
    def allowances(self) -> dict[Ask, Allowance]:
        """What each caller may ask for; what is not named is not limited."""
        named = self.mapping("LIMITS") if self.variables.get("LIMITS") else {}
        try:
            return {Ask(ask): allowance(text) for ask, text in named.items()}
        except ValueError as exc:
            raise ConfigError("LIMITS", str(exc)) from exc

    @property
    def daily_tokens(self) -> int:
        """What models may take in a day; 0: no limit."""
        text = self.text("DAILY_TOKENS", "0")
        if not text.isdecimal():
            raise ConfigError("DAILY_TOKENS", f"is {text!r}, which is no number")
        return int(text)

    @property
    def bucket(self) -> str:
        return self.text("BUCKET")

    @property
    def grader_arn(self) -> str:
        return self.text("GRADER_ARN")

    @property
    def generator_arn(self) -> str:
        return self.text("GENERATOR_ARN")

    @property
    def job_queue_urls(self) -> dict[str, str]:
        """Queue URL per runner pool."""
        return self.mapping("JOB_QUEUE_URLS")

    @property
    def rejudge_queue_urls(self) -> dict[str, str]:
        """Queue URL per runner pool for what may wait; empty if rejudging goes the way of everything else."""
        return self.mapping("REJUDGE_QUEUE_URLS") if self.variables.get("REJUDGE_QUEUE_URLS") else {}

    @property
    def task_definitions(self) -> dict[str, str]:
        """Task definition ARN per runner pool, for one task per submission."""
        return self.mapping("TASK_DEFINITIONS")

    @property
    def dispatch_mode(self) -> str:
        """`warm` (queue of the pool) or `on_demand` (one task per submission)."""
        return self.text("DISPATCH_MODE", "warm")

    @property
    def progress_queue_url(self) -> str:
        return self.text("PROGRESS_QUEUE_URL")

    @property
    def webhook_queue_url(self) -> str:
        return self.text("WEBHOOK_QUEUE_URL")

    @property
    def websocket_endpoint(self) -> str:
        return self.text("WEBSOCKET_ENDPOINT")
