"""Put a wrong end right: one person asks, another decides."""

from datetime import datetime
from uuid import UUID

from apps.orders import outgoing
from apps.orders.domain.states import GuideStatus, OrderEvent, OrderStatus
from apps.orders.domain.tracking import TERMINAL
from apps.orders.models import Guide, GuideCorrection, GuideEvent, Order
from apps.orders.selectors.guides import lock_with_order
from apps.orders.services.claims.news import note_news
from apps.orders.services.claims.overturn import overturn_corrected
from apps.orders.services.order_moves import move_order
from quenty.contracts.orders.incident_errors import CorrectionError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue, publish

# A voided number is never used again, and nothing goes back to before it was collected.
CORRECTABLE = TERMINAL - {GuideStatus.VOIDED}
CORRECTED_TO = frozenset(GuideStatus) - {
    GuideStatus.VOIDED,
    GuideStatus.GENERATED,
    GuideStatus.RECEIVED_AT_POINT,
}


def ask_correction(*, guide_id: UUID, to: str, reason: str, actor: Actor) -> GuideCorrection:
    """Raises orders.guide_not_found, orders.correction.not_correctable, .open_already."""
    with unit_of_work("orders"):
        guide, _ = lock_with_order(guide_id)
        if guide.status not in CORRECTABLE or to not in CORRECTED_TO or to == guide.status:
            raise CorrectionError.NOT_CORRECTABLE(field="to", status=guide.status, to=to)
        if guide.corrections.filter(status="asked").exists():
            raise CorrectionError.OPEN_ALREADY()
        asked = GuideCorrection.objects.create(
            guide=guide,
            from_status=guide.status,
            to_status=to,
            reason=reason[:300],
            asked_by=str(actor),
        )
        record("orders", action="guide.ask_correction", subject=guide.number, actor=actor)
    return asked


def decide_correction(*, correction_id: UUID, approve: bool, actor: Actor) -> GuideCorrection:
    """Raises orders.correction.not_found, .decided, .same_person, .not_correctable."""
    guide_id = (
        GuideCorrection.objects.filter(pk=correction_id).values_list("guide_id", flat=True).first()
    )
    if guide_id is None:
        raise CorrectionError.NOT_FOUND()
    with unit_of_work("orders"):
        guide, order = lock_with_order(guide_id)
        row = GuideCorrection.objects.select_for_update().get(pk=correction_id)
        if row.status != "asked":
            raise CorrectionError.DECIDED()
        if row.asked_by == str(actor):
            raise CorrectionError.SAME_PERSON()
        row.status = "approved" if approve else "rejected"
        row.decided_by, row.decided_at = str(actor), clock.now()
        row.save()
        record("orders", action=f"guide.correction_{row.status}", subject=guide.number, actor=actor)
        if approve:
            _correct(guide, order, row, actor)
    return row


def _asked_again(guide: Guide, now: datetime) -> datetime | None:
    """Its end had stopped the polling: from now on, where its operator is polled at all."""
    polled = guide.account.poll_minutes if guide.account else not guide.livemode
    return now if polled and guide.operator_number else None


def _correct(guide: Guide, order: Order, row: GuideCorrection, actor: Actor) -> None:
    if guide.status != row.from_status:
        raise CorrectionError.NOT_CORRECTABLE(status=guide.status, to=row.to_status)
    now, to = clock.now(), GuideStatus(row.to_status)
    # What nobody handed over has no end that could be wrong.
    gone = guide.pieces.exclude(status=GuideStatus.VOIDED.value)
    numbers = list(gone.values_list("number", flat=True))
    line = GuideEvent.objects.create(
        guide=guide,
        piece_numbers=numbers,
        event=to.value,
        occurred_at=now,
        applied=True,
        from_status=guide.status,
        to_status=to.value,
        source="correction",
        reason="correction",
        notes=row.reason,
        actor=str(actor),
    )
    gone.update(status=to.value, updated_at=now)
    guide.status = to.value
    guide.version += 1
    guide.delivered_at = now if to is GuideStatus.DELIVERED else None
    guide.closed_at = now if to in TERMINAL else None
    guide.next_poll_at = None if to in TERMINAL else _asked_again(guide, now)
    guide.save()
    if to not in TERMINAL and order.status == OrderStatus.CLOSED:
        move_order(order, OrderEvent.REOPEN, actor=actor, source="admin", reason=row.reason[:200])
    note_news(guide, line)
    overturn_corrected(guide, row, actor)
    enqueue("orders.follow_money", order_id=str(order.id))
    publish(
        outgoing.guide_corrected(guide, row),
        aggregate=guide.id,
        actor=actor,
        livemode=guide.livemode,
    )
