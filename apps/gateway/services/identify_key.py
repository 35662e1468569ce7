"""Find who is behind an API key."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from apps.gateway.domain.api_keys import hash_of, is_key
from apps.gateway.models import ApiKey, Merchant
from quenty.kernel import clock

# A write for each request would make the busiest key the hottest row of the database.
_COARSE = timedelta(hours=1)


def identify_key(*, key: str) -> ApiKey | None:
    """The live key, None for one unknown, revoked, expired or of a suspended merchant."""
    if not is_key(key):
        return None
    now = clock.now()
    suspended = Merchant.objects.filter(customer_id=OuterRef("owner_id")).exclude(suspended_at=None)
    row = ApiKey.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=now),
        ~Exists(suspended),
        key_hash=hash_of(key),
        revoked_at=None,
    ).first()
    if row is not None and (row.last_used_at is None or row.last_used_at < now - _COARSE):
        ApiKey.objects.filter(pk=row.pk).update(last_used_at=now)
    return row
