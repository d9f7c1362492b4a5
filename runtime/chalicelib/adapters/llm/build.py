"""Puts the drafter together from the environment and what the service has already."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.adapters.llm import resources, settings
from chalicelib.adapters.llm.keys import key_reader
from chalicelib.adapters.llm.model import OpenAiModel
from chalicelib.adapters.llm.timer import SystemTimer
from chalicelib.usecases.model_drafting.asking import Desk
from chalicelib.usecases.model_drafting.drafter import Library, ModelDrafter, SeedSource
from chalicelib.usecases.model_drafting.journal import Journal
from chalicelib.usecases.model_drafting.ladder import ProcessMemory
from chalicelib.usecases.model_drafting.ports import Objects
from chalicelib.usecases.model_drafting.prompting import Prompts
from chalicelib.usecases.model_drafting.settings import DraftingSettings, from_variables
from chalicelib.usecases.ports import Clock

# The transport gives up a little later than we do: then it is we who say why.
GRACE_S = 5.0


def model_drafter(
    variables: Mapping[str, str],
    *,
    secrets: Callable[[], Any],
    objects: Objects,
    seeds: SeedSource,
    has_ended: Callable[[str], bool],
    clock: Clock,
) -> ModelDrafter:
    """The drafter of the model that the variables name; build one per process, as it remembers what servers can do.

    `secrets` gives a client of Secrets Manager. Raises ConfigError naming a variable that is missing or wrong.
    """
    drafting = from_variables(variables)
    return ModelDrafter(
        desk=Desk(_model(variables, drafting, secrets), SystemTimer(), drafting, random.random),
        library=Library(Prompts(resources.prompts()), resources.spec_schema(), seeds),
        journal=Journal(objects),
        memory=ProcessMemory(),
        has_ended=has_ended,
        clock=clock,
    )


def _model(variables: Mapping[str, str], drafting: DraftingSettings, secrets: Callable[[], Any]) -> OpenAiModel:
    read_s = max(drafting.first_byte_s, drafting.idle_s) + GRACE_S
    server = settings.from_variables(variables, connect_s=drafting.connect_s, read_s=read_s)
    return OpenAiModel(server, key_reader(variables, secrets))
