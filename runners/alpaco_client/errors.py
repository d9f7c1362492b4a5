"""What can go wrong between a client and the service.

ClientError
├── ApiError      the service refused; `problem` is its RFC 9457 body
├── Unreachable   no answer, however often it was asked
└── StreamLost    frames stopped coming and the connection could not be made again
"""

from __future__ import annotations

from collections.abc import Mapping


class ClientError(Exception):
    """The text is one line for the person who asked."""


class ApiError(ClientError):
    def __init__(self, status: int, problem: Mapping[str, object]) -> None:
        field = f" ({problem['field']})" if problem.get("field") else ""
        super().__init__(f"{status} {problem.get('title', '')}: {problem.get('detail', '')}{field}")
        self.status = status
        self.problem = problem


class Unreachable(ClientError):
    pass


class StreamLost(ClientError):
    pass
