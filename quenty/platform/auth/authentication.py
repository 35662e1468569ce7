"""Credentials of a request: a bearer JWT of the gateway, or an API key."""

from dataclasses import replace
from typing import Any

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

from quenty.platform import ambient
from quenty.platform.auth import api_keys, tokens
from quenty.platform.auth.principal import Principal

# A token or key longer than this is not ours, whatever it says.
LONGEST = 8192


class QuentyAuthentication(BaseAuthentication):
    """`Authorization: Bearer <JWT or qk_...>`, or `X-API-Key: qk_...`.

    No header: nobody, which PUBLIC endpoints allow. A bad one is 401 everywhere.
    """

    def authenticate(self, request: Any) -> tuple[Principal, None] | None:
        credential = self._credential(request)
        if credential is None:
            return None
        principal = self._identify(credential, request)
        if principal is None:
            raise AuthenticationFailed()
        _surround(principal)
        return principal, None

    def authenticate_header(self, request: Any) -> str:
        return 'Bearer realm="quenty"'

    def _credential(self, request: Any) -> str | None:
        header = request.headers.get("Authorization")
        if header is None:
            key: str | None = request.headers.get("X-API-Key")
            return key
        scheme, _, value = header.partition(" ")
        if scheme.lower() != "bearer" or not value.strip():
            raise AuthenticationFailed()
        return str(value).strip()

    def _identify(self, credential: str, request: Any) -> Principal | None:
        if len(credential) > LONGEST or not credential.isascii():
            return None
        writes = request.method not in ("GET", "HEAD", "OPTIONS")
        if credential.startswith("qk_"):
            address = request.META.get("REMOTE_ADDR", "")
            return api_keys.identify(credential, address=address, writes=writes)
        return tokens.verify(credential, writes=writes)


def _surround(principal: Principal) -> None:
    """From here on, events and logs of this request carry who asked."""
    ambient._current.set(
        replace(ambient.current(), actor=principal.actor, livemode=principal.livemode)
    )
