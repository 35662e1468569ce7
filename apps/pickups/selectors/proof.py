"""Pictures that prove a delivery."""

from uuid import UUID

from apps.pickups.models import Attempt, Evidence

MOST = 10


def proof_of(guide_id: UUID) -> list[Evidence]:
    """Of the visits at which its pieces were handed over, the oldest first. What was sent for a
    visit that never came, or for one that failed, proves nothing."""
    handed = Attempt.objects.filter(
        stop__guide_id=guide_id,
        stop__kind="delivery",
        stop__to_sender=False,
        outcome__in=("done", "part"),
    )
    rows = Evidence.objects.filter(stop__guide_id=guide_id, attempt_id__in=handed.values("pk"))
    return list(rows.defer("sealed").order_by("at", "id")[:MOST])
