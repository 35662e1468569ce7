"""Finish or undo what a crash left half done."""

from datetime import timedelta
from uuid import UUID

import structlog

from apps.orders.domain.states import (
    OPEN_CONFIRMATIONS,
    UNSETTLED_CONFIRMATIONS,
    ConfirmationStatus,
    OrderEvent,
)
from apps.orders.models import Confirmation
from apps.orders.services.confirm.carry_on import carry_on
from apps.orders.services.confirm.settle import settle_confirmation
from apps.orders.services.confirm.steps import fail, locked, read
from apps.orders.services.order_moves import move_order
from quenty.contracts.orders.errors import OrderError
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.errors import DomainError

log = structlog.get_logger(__name__)

# A request that is alive takes far less between two steps.
STALE = timedelta(minutes=1)
# Nobody expects a guide any more that was asked for so long ago: its money goes back.
GIVE_UP = timedelta(hours=1)
BATCH = 200


def sweep_confirmations() -> int:
    """Take up each confirmation that has stood still; how many were taken up."""
    statuses = [status.value for status in UNSETTLED_CONFIRMATIONS]
    stale = Confirmation.objects.filter(
        status__in=statuses, updated_at__lt=clock.now() - STALE
    ).order_by("updated_at")
    ids = list(stale.values_list("id", flat=True)[:BATCH])
    for confirmation_id in ids:
        _try(confirmation_id)
    return len(ids)


def _try(confirmation_id: UUID) -> None:
    try:
        take_up(confirmation_id=confirmation_id)
    except DomainError as refusal:
        log.info("confirmation.refused", confirmation=str(confirmation_id), code=refusal.code)
    except Exception:
        # One that cannot be finished now must not keep the others waiting.
        log.exception("confirmation.stuck", confirmation=str(confirmation_id))


def take_up(*, confirmation_id: UUID) -> None:
    """Finish or undo one confirmation now. Raises what its next step is refused with."""
    confirmation = _count(read(confirmation_id))
    status = ConfirmationStatus(confirmation.status)
    if status in OPEN_CONFIRMATIONS:
        carry_on(confirmation)
    elif status in UNSETTLED_CONFIRMATIONS:
        settle_confirmation(confirmation_id=confirmation_id)


def _count(known: Confirmation) -> Confirmation:
    """Note the try, so that the next sweep starts with others; give up on what is too old."""
    with locked(known) as (confirmation, order):
        confirmation.tries += 1
        waits_for_guide = confirmation.status in (
            ConfirmationStatus.STARTED,
            ConfirmationStatus.HELD,
        )
        if waits_for_guide and confirmation.created_at < clock.now() - GIVE_UP:
            if confirmation.status == ConfirmationStatus.HELD:
                move_order(order, OrderEvent.FAIL, actor=SYSTEM, source="system")
            gone = OrderError.CONFIRMATION_UNDONE()
            fail(confirmation, order, gone, ConfirmationStatus.UNDO_DUE)
        else:
            confirmation.save()
        return confirmation
