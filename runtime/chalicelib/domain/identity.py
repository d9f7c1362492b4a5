"""Who calls, and what they may do and see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AuthMode(StrEnum):
    """How callers prove who they are."""

    NONE = "none"  # not at all: for one machine only
    KEY = "key"  # API keys that an operator has made
    JWT = "jwt"  # tokens of an identity provider; keys are taken too
    IAM = "iam"  # API Gateway has checked a signature of AWS


class Scope(StrEnum):
    """What a caller must be allowed to: nothing, to be known at all, or one of the scopes of a key."""

    PUBLIC = "public"
    KNOWN = "known"
    GRADE = "grade"
    GENERATE = "generate"
    ADMIN = "admin"


# Those that a key or a token can carry.
GRANTABLE = (Scope.GRADE, Scope.GENERATE, Scope.ADMIN)


@dataclass(frozen=True)
class Caller:
    """`owner` is the name under which everything of theirs is kept; empty where callers are not told apart.

    `sees_all`: also what belongs to others.
    """

    owner: str
    scopes: frozenset[Scope]
    sees_all: bool = False

    def may(self, scope: Scope) -> bool:
        return scope in (Scope.PUBLIC, Scope.KNOWN) or scope in self.scopes or Scope.ADMIN in self.scopes

    def sees(self, owner: str) -> bool:
        return self.sees_all or owner == self.owner


ANYBODY = Caller("", frozenset(GRANTABLE), sees_all=True)


def keyholder(owner: str, scopes: frozenset[Scope]) -> Caller:
    """Somebody with a key or a token; administrators see everything."""
    return Caller(owner, scopes, sees_all=Scope.ADMIN in scopes)


def user(subject: str, scopes: frozenset[Scope]) -> Caller:
    """Somebody whom an identity provider knows. The prefix keeps them from taking the name of a key's owner."""
    return keyholder(f"user:{subject}", scopes)


def signer(arn: str) -> Caller:
    """A user or role of the AWS account. IAM says which routes they may call; they see what is theirs."""
    return Caller(f"iam:{arn}", frozenset(GRANTABLE))


def scopes_of(text: str) -> frozenset[Scope]:
    """The scopes in a list separated by spaces or commas; words of other services are ignored."""
    words = {word.removeprefix("alpaco:") for word in text.replace(",", " ").split()}
    return frozenset(scope for scope in GRANTABLE if scope in words)
