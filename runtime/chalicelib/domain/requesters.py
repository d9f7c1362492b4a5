"""Who asks for a generation: somebody whom the API knows (`identity.Caller`), or nobody in particular."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RequesterKind(StrEnum):
    """`USER` is known by the API's authorizer; without one, a connection or an address stands for its user."""

    USER = "user"
    CONNECTION = "connection"
    ADDRESS = "address"


@dataclass(frozen=True)
class Requester:
    kind: RequesterKind
    name: str
    steers_all: bool = False

    @property
    def owner(self) -> str:
        """Under what the caller's generations are stored."""
        return f"{self.kind}:{self.name}"

    @property
    def keyspace(self) -> str:
        """Where the caller's own marks of requests count; an address changes between two tries of one request."""
        return "" if self.kind is RequesterKind.ADDRESS else self.owner

    def may_steer(self, owner: str) -> bool:
        """Whether a generation of that owner may be steered; whoever is not known by name is known by the job's id."""
        is_by_name = owner.startswith(f"{RequesterKind.USER}:")
        return self.steers_all or not is_by_name or owner == self.owner
