"""A person's log-ins."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from apps.gateway.models import LoginSession, RefreshToken
from quenty.kernel import clock


def live_sessions(*, user_id: UUID, token_id: str = "") -> QuerySet[LoginSession]:
    """Sessions that can still be renewed; `current` marks the one `token_id` belongs to."""
    mine = RefreshToken.objects.filter(session=OuterRef("pk"), access_id=token_id)
    return LoginSession.objects.filter(
        user_id=user_id, revoked_at=None, expires_at__gt=clock.now()
    ).annotate(current=Exists(mine))
