"""Which model, on which server: `OPENAI_BASE_URL`, `OPENAI_MODEL`, `OPENAI_API_KEY`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.errors import ConfigError

OPENAI_URL = "https://api.openai.com/v1"
BASE_URL, MODEL, API_KEY = "OPENAI_BASE_URL", "OPENAI_MODEL", "OPENAI_API_KEY"
# In AWS the key is not in the environment but in a secret, whose name is.
API_KEY_SECRET = "OPENAI_API_KEY_SECRET"  # noqa: S105 - the name of a variable


@dataclass(frozen=True)
class ServerSettings:
    """`base_url` ends before `/chat/completions`. `connect_s` and `read_s` bound single waits of the transport."""

    base_url: str
    model: str
    connect_s: float = 5.0
    read_s: float = 65.0

    @property
    def name(self) -> str:
        return f"{self.base_url} {self.model}"


def is_configured(variables: Mapping[str, str]) -> bool:
    """Whether there is a model at all; without a key and without a server of one's own there is none."""
    return any(variables.get(name) for name in (API_KEY, API_KEY_SECRET, BASE_URL))


def model_name(variables: Mapping[str, str]) -> str:
    """The model that drafts; empty if there is none."""
    return variables.get(MODEL, "") if is_configured(variables) else ""


def from_variables(variables: Mapping[str, str], *, connect_s: float, read_s: float) -> ServerSettings:
    """Raises ConfigError if no model is named."""
    model = variables.get(MODEL, "")
    if not model:
        raise ConfigError(MODEL, "is not set, though a key or a server of a model is")
    base_url = (variables.get(BASE_URL) or OPENAI_URL).rstrip("/")
    return ServerSettings(base_url, model, connect_s=connect_s, read_s=read_s)
