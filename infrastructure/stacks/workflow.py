"""A Step Functions state machine whose definition lies in `state_machines/`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from aws_cdk import RemovalPolicy
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct
from settings import Settings

from stacks import asl

DEFINITIONS = Path(__file__).resolve().parents[1] / "state_machines"
_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


class UnknownPlaceholder(ValueError):
    """A definition asks for a value that the stack does not have."""


class UnsoundDefinition(ValueError):
    """A definition would be deployed and would not work."""


def read_definition(path: Path) -> str:
    """The text of a definition. Raises UnsoundDefinition."""
    text = path.read_text()
    if flaws := asl.findings(json.loads(text)):
        raise UnsoundDefinition("\n".join(f"{path.name}: {flaw}" for flaw in flaws))
    return text


class Workflow(Construct):
    """`machine` runs the definition; its log holds what failed, without the data of the states."""

    def __init__(
        self, scope: Construct, id_: str, *, definition: str, values: Mapping[str, str], settings: Settings
    ) -> None:
        super().__init__(scope, id_)
        text = read_definition(DEFINITIONS / definition)
        self.machine = sfn.StateMachine(
            self,
            "Machine",
            definition_body=sfn.DefinitionBody.from_string(text),
            definition_substitutions=_chosen(definition, text, values),
            logs=sfn.LogOptions(
                destination=self._log_group(settings), level=sfn.LogLevel.ERROR, include_execution_data=False
            ),
            tracing_enabled=True,
        )

    def _log_group(self, settings: Settings) -> logs.LogGroup:
        return logs.LogGroup(
            self,
            "Logs",
            retention=settings.log_retention,
            removal_policy=RemovalPolicy.RETAIN if settings.keep_data else RemovalPolicy.DESTROY,
        )


def _chosen(definition: str, text: str, values: Mapping[str, str]) -> dict[str, str]:
    """The values that the definition asks for."""
    asked = set(_PLACEHOLDER.findall(text))
    if missing := asked - set(values):
        raise UnknownPlaceholder(f"{definition} asks for unknown values: {', '.join(sorted(missing))}")
    return {name: values[name] for name in sorted(asked)}
