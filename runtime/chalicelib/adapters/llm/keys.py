"""The key of the model's server: from the environment on one machine, from a secret on AWS. It is never logged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.adapters.llm.settings import API_KEY, API_KEY_SECRET
from chalicelib.errors import ConfigError


def key_reader(variables: Mapping[str, str], secrets: Callable[[], Any]) -> Callable[[], str]:
    """Reads the key when it is needed; `secrets` gives a client of Secrets Manager. Empty if the server wants none."""

    def read() -> str:
        name = variables.get(API_KEY_SECRET, "")
        if variables.get(API_KEY) or not name:
            return variables.get(API_KEY, "")
        return _secret(name, secrets())

    return read


def _secret(name: str, client: Any) -> str:
    try:
        return str(client.get_secret_value(SecretId=name)["SecretString"]).strip()
    except client.exceptions.ResourceNotFoundException as exc:
        raise ConfigError(API_KEY_SECRET, "names a secret that does not exist or holds nothing yet") from exc
