"""Settings of drafting from variables of the environment."""

from __future__ import annotations

import pytest
from chalicelib.adapters.llm import settings as server
from chalicelib.errors import ConfigError
from chalicelib.usecases.model_drafting.settings import DraftingSettings, from_variables


def test_settings_are_the_defaults_when_nothing_is_set() -> None:
    assert from_variables({"PATH": "/bin", "DRAFTING_IDLE_S": ""}) == DraftingSettings()


def test_settings_change_when_their_variables_are_set() -> None:
    changed = from_variables({"DRAFTING_IDLE_S": "2.5", "DRAFTING_JOB_TOKENS": "7"})
    assert changed == DraftingSettings(idle_s=2.5, job_tokens=7)


@pytest.mark.parametrize("text", ["soon", "-1", "inf", "nan", "1.5"])
def test_variable_is_named_when_its_value_is_unusable(text: str) -> None:
    with pytest.raises(ConfigError) as wrong:
        from_variables({"DRAFTING_TRANSPORT_RETRIES": text})
    assert wrong.value.variable == "DRAFTING_TRANSPORT_RETRIES"


def test_there_is_no_model_when_neither_key_nor_server_is_named() -> None:
    assert not server.is_configured({"OPENAI_MODEL": "m", "OPENAI_API_KEY": ""})
    assert server.is_configured({"OPENAI_BASE_URL": "http://localhost:11434/v1"})
    assert server.is_configured({"OPENAI_API_KEY_SECRET": "alpaco/key"})


def test_server_is_openai_when_only_a_model_is_named() -> None:
    settings = server.from_variables({"OPENAI_MODEL": "m"}, connect_s=1, read_s=2)
    assert settings.name == "https://api.openai.com/v1 m"


def test_model_must_be_named_when_there_is_a_server() -> None:
    with pytest.raises(ConfigError) as wrong:
        server.from_variables({"OPENAI_BASE_URL": "http://localhost:11434/v1/"}, connect_s=1, read_s=2)
    assert wrong.value.variable == "OPENAI_MODEL"
