"""Give out an access token and the refresh token that follows it."""

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from apps.gateway.domain.tokens import ACCESS_LIFETIME, REFRESH_BYTES, REFRESH_LIFETIME
from apps.gateway.models import LoginSession, RefreshToken, User
from apps.gateway.services.sign_access_token import sign_access_token, subject_of
from quenty.kernel import clock
from quenty.kernel.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenPair:
    """As RFC 6749 answers, times in seconds."""

    access_token: str
    token_type: str
    expires_in: int
    refresh_token: str
    refresh_expires_in: int
    session_id: UUID


def hash_of_refresh(token: str) -> bytes:
    """Refresh tokens are 256 random bits: a plain SHA-256 can't be guessed back."""
    return hashlib.sha256(token.encode()).digest()


def issue_tokens(*, session: LoginSession, user: User) -> TokenPair:
    """The next pair of a session, inside its unit of work."""
    now = clock.now()
    token_id = str(new_id())
    access = sign_access_token(subject=subject_of(user), token_id=token_id)
    refresh = secrets.token_urlsafe(REFRESH_BYTES)
    expires = min(now + REFRESH_LIFETIME, session.expires_at)
    RefreshToken.objects.create(
        session=session,
        token_hash=hash_of_refresh(refresh),
        expires_at=expires,
        access_id=token_id,
        access_expires_at=now + ACCESS_LIFETIME,
    )
    return TokenPair(
        access_token=access,
        token_type="Bearer",  # noqa: S106 (RFC 6750's name)
        expires_in=int(ACCESS_LIFETIME.total_seconds()),
        refresh_token=refresh,
        refresh_expires_in=int((expires - now).total_seconds()),
        session_id=session.id,
    )
