"""What the deployed stack says of itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# How the embedded AWS serves the APIs whose host names only AWS can resolve.
_API_PATH = "_aws/execute-api"


@dataclass(frozen=True)
class Deployment:
    """The outputs of the stack, and the embedded AWS that it stands on."""

    endpoint: str
    outputs: Mapping[str, str]

    @classmethod
    def read(cls, outputs_file: Path, *, endpoint: str) -> Deployment:
        (outputs,) = json.loads(outputs_file.read_text()).values()
        return cls(endpoint, outputs)

    @property
    def http_url(self) -> str:
        return f"{self.endpoint}/{_API_PATH}/{self.outputs['RestApiId']}/{self.outputs['ApiStage']}"

    @property
    def websocket_url(self) -> str:
        host = self.endpoint.removeprefix("http://")
        return f"ws://{host}/{_API_PATH}/{self.outputs['WebSocketApiId']}/{self.outputs['ApiStage']}"

    @property
    def bucket(self) -> str:
        return self.outputs["Bucket"]

    @property
    def tables(self) -> dict[str, str]:
        """Table name by what it holds: problems, submissions, jobs, connections."""
        return {
            name.removesuffix("Table").lower(): value for name, value in self.outputs.items() if name.endswith("Table")
        }

    @property
    def job_queue_urls(self) -> dict[str, str]:
        """Queue URL by pool."""
        return dict(json.loads(self.outputs["JobQueueUrls"]))
