"""What a token says and how long it holds."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

ACCESS_LIFETIME = timedelta(minutes=10)
REFRESH_LIFETIME = timedelta(days=14)
SESSION_LIFETIME = timedelta(days=60)
REFRESH_BYTES = 32
TOKEN_TYPE = "at+jwt"  # noqa: S105 (RFC 9068's media type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom an access token speaks for."""

    user_id: UUID
    roles: tuple[str, ...]
    scopes: tuple[str, ...] = ()
    customer_id: UUID | None = None
    franchise_id: UUID | None = None
    operator_id: UUID | None = None
    driver_id: UUID | None = None
    livemode: bool = field(default=True)


def claims(
    subject: Subject, *, issuer: str, audience: str, token_id: str, now: datetime
) -> dict[str, Any]:
    """The claims of an access token (RFC 9068), times in whole seconds."""
    issued = int(now.timestamp())
    return {
        "iss": issuer,
        "aud": audience,
        "sub": str(subject.user_id),
        "iat": issued,
        "nbf": issued,
        "exp": issued + int(ACCESS_LIFETIME.total_seconds()),
        "jti": token_id,
        "roles": list(subject.roles),
        "scopes": list(subject.scopes),
        "customer_id": _text(subject.customer_id),
        "franchise_id": _text(subject.franchise_id),
        "operator_id": _text(subject.operator_id),
        "driver_id": _text(subject.driver_id),
        "livemode": subject.livemode,
    }


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
