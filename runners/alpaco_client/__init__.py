"""A client of the service: HTTP with retries that are safe to repeat, frames that survive lost connections.

    with Alpaco("https://api.example.org/api", websocket_url="wss://…", token="…") as alpaco:
        submission = alpaco.wait(alpaco.submit("ferryrest", "python3", code))

Nothing heavy is imported before it is used.
"""

from alpaco_client.api import Alpaco
from alpaco_client.errors import ApiError, ClientError, StreamLost, Unreachable
from alpaco_client.model import Frame, Problem, ProblemSummary, Run, Sample, Submission

__all__ = [
    "Alpaco",
    "ApiError",
    "ClientError",
    "Frame",
    "Problem",
    "ProblemSummary",
    "Run",
    "Sample",
    "StreamLost",
    "Submission",
    "Unreachable",
]
