"""End log-ins: their refresh tokens at once, their access tokens by the revocation list."""

from uuid import UUID

from apps.gateway.models import LoginSession, RefreshToken, RevokedToken
from apps.gateway.services.issue_tokens import hash_of_refresh
from quenty.contracts.gateway.errors import GatewayError
from quenty.kernel import clock
from quenty.platform.auth import tokens
from quenty.platform.db import unit_of_work


def revoke_sessions(*, user_id: UUID, reason: str) -> int:
    """End all of a person's sessions. Gives how many there were."""
    with unit_of_work("gateway"):
        return _revoke(user_id=user_id, only=None, reason=reason)


def revoke_session(*, user_id: UUID, session_id: UUID, reason: str = "revoked") -> None:
    """End one of a person's own sessions; ending it again changes nothing.

    Raises gateway.session_not_found.
    """
    if not LoginSession.objects.filter(pk=session_id, user_id=user_id).exists():
        raise GatewayError.SESSION_NOT_FOUND()
    with unit_of_work("gateway"):
        _revoke(user_id=user_id, only=session_id, reason=reason)


def log_out(*, refresh_token: str) -> None:
    """End the session a refresh token belongs to. An unknown token is no error (RFC 7009)."""
    token = (
        RefreshToken.objects.filter(token_hash=hash_of_refresh(refresh_token))
        .select_related("session")
        .first()
    )
    if token is None:
        return
    session = token.session
    with unit_of_work("gateway"):
        _revoke(user_id=session.user_id, only=session.id, reason="logged_out")


def _revoke(*, user_id: UUID, only: UUID | None, reason: str) -> int:
    now = clock.now()
    live = LoginSession.objects.filter(user_id=user_id, revoked_at=None)
    if only:
        live = live.filter(pk=only)
    # Locked in one order, so that two who end the same sessions don't block each other.
    ids = list(live.select_for_update().order_by("pk").values_list("pk", flat=True))
    given = RefreshToken.objects.filter(session__in=ids, access_expires_at__gt=now)
    RevokedToken.objects.bulk_create(
        [RevokedToken(token_id=t.access_id, expires_at=t.access_expires_at) for t in given],
        ignore_conflicts=True,
    )
    LoginSession.objects.filter(pk__in=ids).update(revoked_at=now, revoke_reason=reason)
    unit_of_work.on_commit("gateway", tokens.forget)
    return len(ids)
