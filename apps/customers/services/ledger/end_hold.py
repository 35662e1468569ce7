"""What capture, release and expiry share: a hold is locked, decided and marked once."""

from uuid import UUID

from apps.customers.domain import accounts, holds, postings
from apps.customers.models import Hold
from apps.customers.services.ledger.journal import write
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money


def locked_hold(hold_id: UUID) -> Hold:
    """Raises customers.hold_not_found."""
    hold = (
        Hold.objects.select_for_update(of=("self",))
        .select_related("merchant")
        .filter(pk=hold_id)
        .first()
    )
    if hold is None:
        raise CustomerError.HOLD_NOT_FOUND()
    return hold


def mark_ended(hold: Hold, action: holds.Action) -> None:
    """Move the locked hold on, unsaved. Raises customers.hold_not_open."""
    now = clock.now()
    hold.status = holds.next_status(hold.status, action, expires_at=hold.expires_at, now=now)
    hold.ended_at = now


def give_back(hold: Hold, *, kind: postings.Kind, key: str, reason: str, actor: Actor) -> None:
    """All that is held to available again."""
    amount = Money.from_units(hold.amount)
    owner = hold.merchant_id
    draft = postings.draft(
        kind,
        [(accounts.held(owner), -amount), (accounts.available(owner), amount)],
        description=reason,
        purpose=hold.purpose,
        reference_id=hold.reference_id,
    )
    write([draft], key=key, actor=actor, livemode=hold.merchant.livemode)
