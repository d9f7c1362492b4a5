"""Who calls, what they may have, what is theirs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.bootstrap.stores import Stores

if TYPE_CHECKING:
    from chalicelib.usecases.identity import Identity, Tickets, TokenVerifier
    from chalicelib.usecases.limits import Budget, Limits
    from chalicelib.usecases.visibility import Visibility
    from chalicelib.usecases.webhooks import Secrets


class AccessServices(Stores):
    @cached_property
    def identity(self) -> Identity:
        from chalicelib.usecases.identity import Identity

        return Identity(self.config.auth_mode, self.access, self._token_verifier, self.now)

    @cached_property
    def _verifier(self) -> TokenVerifier:
        from chalicelib.adapters.tokens import JwtVerifier, Provider

        names = ("JWT_JWKS_URL", "JWT_ISSUER", "JWT_AUDIENCE")
        return JwtVerifier(Provider(*(self.config.text(name) for name in names)))

    def _token_verifier(self) -> TokenVerifier:
        return self._verifier

    @cached_property
    def tickets(self) -> Tickets:
        from chalicelib.usecases.identity import Tickets

        return Tickets(self.config.auth_mode, self.access, self.now, self.entropy)

    @cached_property
    def limits(self) -> Limits:
        from chalicelib.usecases.limits import Limits

        return Limits(self.config.allowances, self.access, self.now)

    @cached_property
    def budget(self) -> Budget:
        from chalicelib.usecases.limits import Budget

        return Budget(self.access, self.config.daily_tokens, self.now)

    @cached_property
    def visible(self) -> Visibility:
        from chalicelib.usecases.visibility import Visibility

        return Visibility(self.submissions, self.jobs)

    @cached_property
    def webhook_secrets(self) -> Secrets:
        from chalicelib.usecases.webhooks import Secrets

        return Secrets(self.access, self.entropy, self.config.is_local)
