"""Top-ups that nobody paid in time, and those that are taken back."""

from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain import topups
from apps.customers.models import TopUp
from apps.customers.services.ledger.reverse_posting import reverse_posting
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

BATCH = 500


def expire_top_ups() -> int:
    """A callback that comes later still credits. Answers how many ended."""
    now = clock.now()
    ended = 0
    while True:
        with unit_of_work("customers"):
            due = list(
                TopUp.objects.select_for_update(skip_locked=True).filter(
                    status=TopUp.Status.PENDING, expires_at__lte=now
                )[:BATCH]
            )
            for top_up in due:
                top_up.status, top_up.ended_at = topups.Status.EXPIRED, now
                top_up.save()
        ended += len(due)
        if len(due) < BATCH:
            return ended


def reverse_top_up(*, top_up_id: UUID, reason: str, actor: Actor) -> TopUp:
    """Take a confirmed top-up back to its source (a charge-back).

    Raises customers.top_up_not_found, customers.not_reversible,
    customers.insufficient_funds.
    """
    with unit_of_work("customers"):
        top_up = (
            TopUp.objects.select_for_update(of=("self",))
            .select_related("merchant", "posting")
            .filter(pk=top_up_id)
            .first()
        )
        if top_up is None:
            raise CustomerError.TOP_UP_NOT_FOUND()
        to = topups.next_status(top_up.status, topups.Action.REVERSE)
        if to is None or top_up.posting is None:
            raise CustomerError.NOT_REVERSIBLE(kind=f"top_up ({top_up.status})")
        reversal = reverse_posting(
            idempotency_key=f"top-up-reversal:{top_up.id}",
            posting=top_up.posting,
            reason=reason,
            actor=actor,
        )
        top_up.status, top_up.ended_at = to, clock.now()
        top_up.save()
        record("customers", action="top_up.reverse", subject=top_up.id, actor=actor)
        outgoing.wallet_debited(top_up.merchant, reversal, amount=top_up.amount, actor=actor)
        return top_up
