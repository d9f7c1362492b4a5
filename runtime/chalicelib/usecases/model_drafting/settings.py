"""Deadlines, retries, budgets and prices of drafting. Every one of them can be set in the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from chalicelib.errors import ConfigError
from chalicelib.usecases.model_drafting.ports import Usage

PREFIX = "DRAFTING_"


@dataclass(frozen=True)
class DraftingSettings:
    """The variable of a setting is its name in capitals after `DRAFTING_`, e.g. `DRAFTING_IDLE_S=60`.

    `retry_base_s` doubles with each transport retry, with jitter, up to `retry_cap_s`; a server's own wish to wait
    counts up to `retry_after_cap_s`. Prices are per million tokens, in the currency of `job_cost`; a budget of 0 is
    no budget.
    """

    connect_s: float = 5.0
    first_byte_s: float = 60.0
    idle_s: float = 30.0
    stage_s: float = 240.0
    job_s: float = 1800.0
    transport_retries: int = 3
    retry_base_s: float = 0.5
    retry_cap_s: float = 8.0
    retry_after_cap_s: float = 60.0
    replies_per_stage: int = 3
    coalesce_s: float = 0.03
    cancel_poll_s: float = 1.0
    usage_grace_s: float = 3.0
    reply_characters: int = 400_000
    job_tokens: int = 600_000
    job_cost: float = 0.0
    price_prompt: float = 0.0
    price_completion: float = 0.0

    def cost(self, usage: Usage) -> float:
        prompt, completion = usage.prompt_tokens * self.price_prompt, usage.completion_tokens * self.price_completion
        return (prompt + completion) / 1_000_000

    def is_spent(self, usage: Usage) -> bool:
        """Whether the usage exceeds the budget of a job."""
        over_tokens = self.job_tokens > 0 and usage.total > self.job_tokens
        return over_tokens or (self.job_cost > 0 and self.cost(usage) > self.job_cost)


def from_variables(variables: Mapping[str, str]) -> DraftingSettings:
    """The defaults, changed by what is set. Raises ConfigError naming a variable that is no number or is negative."""
    defaults = DraftingSettings()
    given = {field.name: variables.get(PREFIX + field.name.upper(), "") for field in fields(defaults)}
    changes: dict[str, Any] = {
        name: _number(name, text, getattr(defaults, name)) for name, text in given.items() if text
    }
    return replace(defaults, **changes)


def _number(name: str, text: str, default: float) -> float:
    try:
        value = int(text) if isinstance(default, int) else float(text)
    except ValueError as exc:
        raise ConfigError(PREFIX + name.upper(), "is not a number") from exc
    if not 0 <= value < float("inf"):
        raise ConfigError(PREFIX + name.upper(), "must be a number from 0 up")
    return value
