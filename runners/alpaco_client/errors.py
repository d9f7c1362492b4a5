"""What can go wrong between a client and the service.

ClientError
├── ApiError      the service refused; `problem` is its RFC 9457 body
├── Unreachable   no answer, however often it was asked
└── StreamLost    frames stopped coming and the connection could not be made again
"""

from __future__ import annotations

from collections.abc import Mapping

HINTS = {401: "\n  `alpaco login URL --token` keeps a key for a service"}


class ClientError(Exception):
    """The text is one line for the person who asked."""


class ApiError(ClientError):
    """`trace_id` is by what operators find the request in their logs; the text has it where the fault is theirs."""

    def __init__(self, status: int, problem: Mapping[str, object], trace_id: str = "") -> None:
        said = problem.get("detail") or problem.get("title") or problem.get("message") or "the service refuses"
        where = f", {problem['field']}" if problem.get("field") else ""
        hint = (
            f"\n  tell whoever runs the service: trace {trace_id}"
            if status >= 500 and trace_id
            else HINTS.get(status, "")
        )
        super().__init__(f"{said} ({status}{where}){hint}")
        self.status = status
        self.problem = problem
        self.trace_id = trace_id


class Unreachable(ClientError):
    pass


class StreamLost(ClientError):
    pass
