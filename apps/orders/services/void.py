"""What voiding a guide does, under the locks of order and guide."""

from apps.orders import outgoing
from apps.orders.domain.states import ConfirmationStatus, GuideStatus, OrderEvent
from apps.orders.models import Guide, GuideEvent, Order
from apps.orders.services.order_moves import move_order
from apps.orders.services.weight.resolve import drop_weights
from quenty.contracts.orders.errors import OrderError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.events import enqueue, publish


def void_locked(
    guide: Guide, order: Order, *, order_event: OrderEvent, reason: str, actor: Actor, source: str
) -> None:
    """End the guide and its pieces, move the order, and have the money given back.

    Raises orders.not_voidable once a piece was collected.
    """
    pieces = list(guide.pieces.all())
    # Some may have been dropped while another, that its sender took back, was at a point.
    left = [piece for piece in pieces if piece.status != GuideStatus.VOIDED]
    for state in (guide.status, *(piece.status for piece in left)):
        if state != GuideStatus.GENERATED:
            raise OrderError.NOT_VOIDABLE(status=state)
    _end(guide, [piece.number for piece in left], reason=reason, actor=actor, source=source)
    order.quote_id = None
    move_order(order, order_event, actor=actor, source=source, reason=reason)
    _return_money(guide)
    drop_weights(guide)
    publish(
        outgoing.guide_voided(guide, guide.confirmation),
        aggregate=guide.id,
        actor=actor,
        livemode=guide.livemode,
    )


def _end(guide: Guide, numbers: list[int], *, reason: str, actor: Actor, source: str) -> None:
    now = clock.now()
    guide.status = GuideStatus.VOIDED.value
    guide.void_reason, guide.closed_at = reason[:200], now
    guide.version += 1
    guide.save()
    guide.pieces.update(status=GuideStatus.VOIDED.value, updated_at=now)
    GuideEvent.objects.create(
        guide=guide,
        piece_numbers=numbers,
        event=GuideStatus.VOIDED.value,
        occurred_at=now,
        applied=True,
        from_status=GuideStatus.GENERATED.value,
        to_status=GuideStatus.VOIDED.value,
        source=source,
        reason="void",
        notes=reason[:500],
        actor=str(actor),
    )


def _return_money(guide: Guide) -> None:
    due = {
        ConfirmationStatus.ISSUED: ConfirmationStatus.UNDO_DUE,
        ConfirmationStatus.CHARGED: ConfirmationStatus.REFUND_DUE,
    }
    confirmation = guide.confirmation
    if confirmation.status in due:
        confirmation.status = due[ConfirmationStatus(confirmation.status)].value
        confirmation.save()
        enqueue("orders.settle_confirmation", confirmation_id=str(confirmation.id))
