"""What is revoked and has not expired by itself."""

from datetime import datetime

from apps.gateway.domain.tokens import ACCESS_LIFETIME
from apps.gateway.models import RevokedToken, User
from quenty.kernel import clock


def revoked_token_ids() -> list[str]:
    """The `jti` of access tokens that are refused before their time."""
    live = RevokedToken.objects.filter(expires_at__gt=clock.now())
    return list(live.values_list("token_id", flat=True))


def voided_users() -> list[tuple[str, datetime]]:
    """Users whose tokens issued before an instant are void, while such tokens may live."""
    since = clock.now() - ACCESS_LIFETIME
    rows = User.objects.filter(tokens_void_before__gt=since)
    return [
        (str(user_id), before)
        for user_id, before in rows.values_list("id", "tokens_void_before")
        if before is not None
    ]
