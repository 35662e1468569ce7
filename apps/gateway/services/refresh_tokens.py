"""Exchange a refresh token for the next pair; one shown twice ends its whole family."""

from uuid import UUID

from apps.gateway.models import LoginSession, RefreshToken
from apps.gateway.services.authenticate import refuse_suspended
from apps.gateway.services.issue_tokens import TokenPair, hash_of_refresh, issue_tokens
from apps.gateway.services.revoke_sessions import revoke_session
from quenty.contracts.gateway.errors import GatewayError
from quenty.kernel import clock
from quenty.platform.db import unit_of_work


def refresh_tokens(*, refresh_token: str) -> TokenPair:
    """The next pair. Call it with no transaction open: ending a stolen family is committed.

    Raises gateway.invalid_refresh_token, gateway.account_suspended.
    """
    token_hash = hash_of_refresh(refresh_token)
    tokens = RefreshToken.objects.filter(token_hash=token_hash)
    session_id = tokens.values_list("session_id", flat=True).first()
    if session_id is None:
        raise GatewayError.INVALID_REFRESH_TOKEN()
    with unit_of_work("gateway", durable=True):
        pair, session = _exchange(token_hash, session_id)
    if pair is None:
        # Used before: either the thief or the owner is late, and nobody can tell which.
        revoke_session(user_id=session.user_id, session_id=session.id, reason="reuse")
        raise GatewayError.INVALID_REFRESH_TOKEN()
    return pair


def _exchange(token_hash: bytes, session_id: UUID) -> tuple[TokenPair | None, LoginSession]:
    """The next pair, or none for a token used before."""
    now = clock.now()
    # The session is locked before its token, as in revoking, so that the two can't cross.
    session = (
        LoginSession.objects.select_for_update(of=("self",))
        .select_related("user")
        .get(pk=session_id)
    )
    token = RefreshToken.objects.select_for_update().get(token_hash=token_hash)
    user = session.user
    if token.used_at is not None:
        return None, session
    if session.revoked_at or min(token.expires_at, session.expires_at) <= now:
        raise GatewayError.INVALID_REFRESH_TOKEN()
    if not user.is_active:
        raise GatewayError.INVALID_REFRESH_TOKEN()
    refuse_suspended(user)
    token.used_at = now
    token.save(update_fields=["used_at", "updated_at"])
    session.last_used_at = now
    session.save(update_fields=["last_used_at", "updated_at"])
    return issue_tokens(session=session, user=user), session
