"""Give back what nobody captured in time."""

from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain import holds, postings
from apps.customers.models import Hold
from apps.customers.services.ledger.end_hold import give_back, mark_ended
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.platform.db import unit_of_work

BATCH = 500


def expire_holds() -> int:
    """Expire every open hold past its time; answers how many. Safe beside itself."""
    expired = 0
    while True:
        due = list(
            Hold.objects.filter(status=Hold.Status.OPEN, expires_at__lte=clock.now())
            .order_by("expires_at")
            .values_list("pk", flat=True)[:BATCH]
        )
        ended = sum(expire_hold(hold_id=hold_id) for hold_id in due)
        expired += ended
        if len(due) < BATCH or not ended:
            return expired


def expire_hold(*, hold_id: UUID) -> bool:
    """Whether it was this call that ended the hold."""
    with unit_of_work("customers"):
        hold = (
            # Whoever has it locked is ending it.
            Hold.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("merchant")
            .filter(pk=hold_id, status=Hold.Status.OPEN, expires_at__lte=clock.now())
            .first()
        )
        if hold is None:
            return False
        mark_ended(hold, holds.Action.EXPIRE)
        hold.save()
        give_back(
            hold,
            kind=postings.Kind.EXPIRY,
            key=f"hold-expiry:{hold.id}",
            reason="expired",
            actor=SYSTEM,
        )
        outgoing.hold_expired(hold)
    return True
