"""What `chalice local` needs in its environment to serve the HTTP API from the deployed store."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tools.dev.local_platform import Platform

# The variables that the stack gives the API's function, by the output of the stack that holds each value.
_VARIABLES = {
    "PROBLEMS_TABLE": "ProblemsTable",
    "SUBMISSIONS_TABLE": "SubmissionsTable",
    "JOBS_TABLE": "JobsTable",
    "CONNECTIONS_TABLE": "ConnectionsTable",
    "ACCESS_TABLE": "AccessTable",
    "BUCKET": "Bucket",
    "GRADER_ARN": "GraderArn",
    "GENERATOR_ARN": "GeneratorArn",
}
_AWS = re.compile(r"AWS_(ENDPOINT_URL|ACCESS_KEY_ID|SECRET_ACCESS_KEY|DEFAULT_REGION)")


def api_variables(platform: Platform) -> dict[str, str]:
    """Variables of the API's function, and how to reach the embedded AWS."""
    outputs = platform.deployment.outputs
    aws = {name: value for name, value in platform.client_environment.items() if _AWS.fullmatch(name)}
    return {**aws, **{name: outputs[output] for name, output in _VARIABLES.items()}, "ALPACO_STAGE": "local"}


def write_environment_file(platform: Platform) -> Path:
    """A file of NAME=value lines for `env`, beside the platform's other state; its path."""
    path = platform.emulator.directory / "api.env"
    path.write_text(_lines(api_variables(platform)))
    return path


def _lines(variables: Mapping[str, str]) -> str:
    return "".join(f"{name}={value}\n" for name, value in sorted(variables.items()))
