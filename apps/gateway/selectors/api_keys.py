"""API keys as their merchant sees them."""

from uuid import UUID

from django.db.models import QuerySet

from apps.gateway.models import ApiKey
from quenty.contracts.gateway.errors import GatewayError


def api_keys(
    *, owner_id: UUID | None, livemode: bool | None = None, revoked: bool | None = None
) -> QuerySet[ApiKey]:
    """A merchant's keys. Raises gateway.no_merchant for a user who acts for none."""
    if owner_id is None:
        raise GatewayError.NO_MERCHANT()
    rows = ApiKey.objects.filter(owner_id=owner_id)
    if livemode is not None:
        rows = rows.filter(livemode=livemode)
    if revoked is not None:
        rows = rows.filter(revoked_at__isnull=not revoked)
    return rows


def api_key(*, owner_id: UUID | None, key_id: UUID) -> ApiKey:
    """Raises gateway.api_key_not_found, for another merchant's key too."""
    key = ApiKey.objects.filter(owner_id=owner_id, pk=key_id).first()
    if key is None:
        raise GatewayError.API_KEY_NOT_FOUND()
    return key
