"""Accept a measured weight, appeal against it, decide, or let its term run out."""

from uuid import UUID

from apps.orders.domain.money.charges import Charged, Line, charge
from apps.orders.domain.money.weights import CHARGED, TRANSITIONS, WeightEvent, WeightStatus
from apps.orders.models import Guide, WeightDispute
from apps.orders.outgoing import weights as outgoing
from apps.orders.services.freight.follow import WEIGHT, give_back_of_weight
from apps.orders.services.money.record import record_money, undo_money
from quenty.contracts.orders.money_errors import WeightError
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM, Actor
from quenty.kernel.money import Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

_AT_ONCE = 500


def accept_weight(*, dispute_id: UUID, actor: Actor) -> WeightDispute:
    """Charged. Raises orders.weight.not_found, orders.weight.transition_refused."""
    return _end(dispute_id, WeightEvent.ACCEPT, "", actor)


def appeal_weight(*, dispute_id: UUID, reason: str, actor: Actor) -> WeightDispute:
    """Until its term, and then staff decide. Raises as `accept_weight` does."""
    with unit_of_work("orders"):
        dispute = _locked(dispute_id)
        if dispute.due_at < clock.now():
            raise WeightError.TRANSITION_REFUSED(status="expired", event=WeightEvent.APPEAL.value)
        _move(dispute, WeightEvent.APPEAL)
        dispute.appeal = reason[:500]
        dispute.save()
        record("orders", action="weight.appeal", subject=dispute.id, actor=actor)
    return dispute


def decide_weight(*, dispute_id: UUID, upheld: bool, reason: str, actor: Actor) -> WeightDispute:
    """An appeal's end; a report that makes no sense is rejected without one."""
    event = WeightEvent.UPHOLD if upheld else WeightEvent.REJECT
    return _end(dispute_id, event, reason, actor)


def expire_weights() -> int:
    """Charge what nobody appealed against in time; how many there were."""
    due = WeightDispute.objects.filter(status=WeightStatus.OPEN.value, due_at__lt=clock.now())
    ids = list(due.values_list("pk", flat=True)[:_AT_ONCE])
    for dispute_id in ids:
        with unit_of_work("orders"):
            if _locked(dispute_id).status == WeightStatus.OPEN:
                _end(dispute_id, WeightEvent.EXPIRE, "", SYSTEM)
    return len(ids)


def drop_weights(guide: Guide) -> None:
    """Inside the unit of work of its void: a guide that was weighed at a point,
    taken back by its sender and voided carried nothing. What was charged goes back with its price,
    and nothing is charged any more."""
    for row in guide.money.filter(purpose=WEIGHT, undone_by=None):
        undo_money(row, reason="Anulada")
    undecided = guide.weight_disputes.filter(status__in=(WeightStatus.OPEN, WeightStatus.APPEALED))
    for dispute_id in undecided.values_list("pk", flat=True):
        _end(dispute_id, WeightEvent.REJECT, "voided", SYSTEM)


def _end(dispute_id: UUID, event: WeightEvent, reason: str, actor: Actor) -> WeightDispute:
    with unit_of_work("orders"):
        dispute = _locked(dispute_id)
        _move(dispute, event)
        dispute.resolved_at, dispute.resolved_by = clock.now(), str(actor)
        dispute.reason = reason[:300]
        dispute.save()
        told: list[object] = [outgoing.weight_resolved(dispute)]
        if dispute.status in CHARGED:
            _charge(dispute)
            back = give_back_of_weight(dispute)
            told.append(outgoing.freight_adjusted(dispute, back=back))
        for fact in told:
            publish(fact, aggregate=dispute.guide_id, actor=actor, livemode=dispute.livemode)
        action = f"weight.{event.value}"
        record("orders", action=action, subject=dispute.id, actor=actor, data={"reason": reason})
    return dispute


def _charge(dispute: WeightDispute) -> None:
    lines = [
        Charged(li["position"], li["kind"], Money.from_units(li["units"]), li["tax_code"])
        for li in dispute.lines
    ]
    record_money(
        dispute.guide,
        charge(lines, as_line=Line.ADJUSTMENT),
        key=f"weight.{dispute.id}",
        purpose=WEIGHT,
        description="Repesaje",
        kind="adjustment",
    )


def _move(dispute: WeightDispute, event: WeightEvent) -> None:
    after = TRANSITIONS.get((WeightStatus(dispute.status), event))
    if after is None:
        raise WeightError.TRANSITION_REFUSED(status=dispute.status, event=event.value)
    dispute.status = after.value


def _locked(dispute_id: UUID) -> WeightDispute:
    """Its guide first, as whoever refunds its freight does."""
    guides = Guide.objects.select_for_update(of=("self",)).filter(weight_disputes=dispute_id)
    guides.values_list("pk").first()
    row = (
        WeightDispute.objects.select_for_update(of=("self",))
        .select_related("guide")
        .filter(pk=dispute_id)
        .first()
    )
    if row is None:
        raise WeightError.NOT_FOUND()
    return row
