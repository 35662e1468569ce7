"""Take back what a guide earned once its freight is given back, or follow its new freight."""

from dataclasses import replace
from uuid import UUID

from apps.franchise.domain.commissions.monthly import Earning, month
from apps.franchise.domain.commissions.rules import FREIGHT, Rule
from apps.franchise.domain.commissions.states import (
    BLOCKED,
    PENDING,
    REVERSE,
    REVERSED,
    next_status,
)
from apps.franchise.domain.commissions.tiers import AMOUNT
from apps.franchise.models import Commission, GuideCopy
from apps.franchise.outgoing import commissions as outgoing
from apps.franchise.selectors.commission_rules import carried, rules_by_id
from apps.franchise.services.commissions.earn import earn, locked_merchants, standing
from apps.franchise.services.commissions.note_guides import deliver, locked_copies
from apps.franchise.services.settlements.plan import earned_in, earnings
from quenty.contracts.franchise.commission_errors import CommissionError
from quenty.contracts.orders.guide_events import GuideVoidedV1
from quenty.contracts.orders.incident_events import GuideCorrectedV1
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money, Rate, total
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

OPEN = (PENDING, BLOCKED)


def note_voided(event: GuideVoidedV1) -> None:
    with unit_of_work("franchise"):
        guide = locked_copies([event])[event.guide_id]
        _give_back(guide, event.reason[:200])


def note_corrected(event: GuideCorrectedV1, sequence: int) -> None:
    """Two people put its end right. Where it was not delivered after all, what that delivery
    earned is taken back, once; a later delivery earns anew, whichever is told first, and so
    does an end that is corrected to delivered. `sequence`: the event's among its guide's."""
    if not event.undo_commission and event.after != "delivered":
        return
    with unit_of_work("franchise"):
        guide = locked_copies([event])[event.guide_id]
        if event.undo_commission and sequence > guide.corrected_seq:
            _undo(guide, sequence, event.reason[:200])
        if event.after == "delivered":
            deliver(guide, event.occurred_at, sequence)
        guide.save()
        earn([guide])


def _undo(guide: GuideCopy, sequence: int, reason: str) -> None:
    if guide.delivered_at is not None and guide.delivered_seq <= sequence:
        if not guide.given_back:
            take_back(guide, reason)
        guide.delivered_at, guide.delivered_seq, guide.undone_seq = None, 0, sequence
    guide.corrected_seq = sequence
    if guide.delivered_at is None and guide.last_delivered_seq > sequence:
        guide.delivered_at = guide.last_delivered_at
        guide.delivered_seq = guide.last_delivered_seq


def reverse_commissions(*, guide_id: UUID, reason: str, actor: Actor) -> list[Commission]:
    """Freight was given back (service failure, claim). Once; again changes nothing.

    Raises franchise.commission.guide_not_found.
    """
    with unit_of_work("franchise"):
        guide = _locked(guide_id)
        _give_back(guide, reason)
        data = {"reason": reason}
        record("franchise", action="commission.reverse", subject=guide_id, actor=actor, data=data)
    return list(guide.commissions.order_by("pk"))


def _give_back(guide: GuideCopy, reason: str) -> None:
    if guide.given_back:
        return
    guide.given_back = True
    guide.save(update_fields=["given_back", "updated_at"])
    take_back(guide, reason)


def take_back(guide: GuideCopy, reason: str, *, payee_id: UUID | None = None) -> None:
    """What the delivery that counts earned: every payee's rows come to zero, or one's."""
    rows = list(
        guide.commissions.select_for_update(of=("self",)).select_related("payee").order_by("pk")
    )
    for earned in (r for r in _of_delivery(guide, rows) if payee_id in (None, r.payee_id)):
        of_payee = [row for row in rows if row.payee_id == earned.payee_id]
        for row in of_payee:
            if row.status in OPEN and row.kind != "reversal":
                row.status, row.reason = next_status(row.status, REVERSE), reason
                row.save()
        # What was reckoned into a settlement is taken back by the next one.
        taken = total(row.amount for row in of_payee if row.status != REVERSED)
        if taken:
            Commission.objects.create(
                guide=guide,
                payee=earned.payee,
                kind="reversal",
                reference=earned.reference,
                rule=earned.rule,
                amount=-taken,
                reason=reason,
                earned_on=earned.earned_on,
            )
        earned.reason = reason
        outgoing.commission_reversed(earned)


def _of_delivery(guide: GuideCopy, rows: list[Commission]) -> list[Commission]:
    """What the delivery that counts earned."""
    return [r for r in rows if r.kind == "earned" and r.reference == guide.earning_of(r.payee)]


def adjust_freight(
    *, guide_id: UUID, freight: Money, reference: str, actor: Actor
) -> list[Commission]:
    """The guide's freight is another than was told. `reference`: of the adjustment; the same
    one again changes nothing. Raises franchise.commission.guide_not_found."""
    with unit_of_work("franchise"):
        guide = _locked(guide_id)
        old, guide.freight = guide.freight, freight
        guide.save(update_fields=["freight", "updated_at"])
        if not guide.given_back and old is not None and old != freight:
            _follow(guide, old, reference)
        data = {"freight": freight, "reference": reference}
        record("franchise", action="commission.adjust", subject=guide_id, actor=actor, data=data)
    return list(guide.commissions.order_by("pk"))


def _follow(guide: GuideCopy, old: Money, reference: str) -> None:
    # Before its rows, as who blocks a merchant's commissions locks them.
    merchant = locked_merchants([guide.customer_id]).get(guide.customer_id)
    rows = list(
        guide.commissions.select_for_update(of=("self",))
        .select_related("payee")
        .filter(kind="earned")
        .order_by("pk")
    )
    rows = _of_delivery(guide, rows)
    known = rules_by_id(
        id_ for row in rows for id_ in (row.rule_id, *(UUID(b) for b in row.bonuses))
    )
    for row in rows:
        rule, bonuses = known[row.rule_id], tuple(known[UUID(b)] for b in row.bonuses)
        if row.status in OPEN:
            now = Earning(guide=carried(guide), rule=rule, bonuses=bonuses)
            row.amount = month([now])[guide.pk]
            row.save()
        elif any(each.basis == FREIGHT for each in (rule, *bonuses)) and old:
            amount = _change(row, guide, old, (rule, *bonuses))
            Commission.objects.get_or_create(
                guide=guide,
                payee_id=row.payee_id,
                kind="adjustment",
                reference=reference,
                defaults={
                    "rule_id": row.rule_id,
                    "amount": amount,
                    **standing(amount, merchant),
                    "earned_on": row.earned_on,
                },
            )


def _change(row: Commission, guide: GuideCopy, old: Money, rules: tuple[Rule, ...]) -> Money:
    """What the new freight changes of a settled row. A percent by the count of guides goes
    with the freight; with a bonus, a bound or bands of pesos the month is reckoned anew."""
    rule, *bonuses = rules
    bound = rule.minimum is not None or rule.maximum is not None
    if not bonuses and not bound and rule.measure != AMOUNT:
        return (row.amount * Rate((guide.freight - old).amount / old.amount)).half_up()
    of_month = earned_in(row.payee, row.earned_on.replace(day=1))
    now = earnings(of_month)
    before = [
        replace(each, guide=replace(each.guide, freight=old))
        if each.guide.guide_id == guide.pk
        else each
        for each in now
    ]
    settled = {each.guide_id for each in of_month if each.settlement_id}
    sums = [
        total(amount for id_, amount in month(each).items() if id_ in settled)
        for each in (now, before)
    ]
    return sums[0] - sums[1]


def _locked(guide_id: UUID) -> GuideCopy:
    guide = GuideCopy.objects.select_for_update().filter(pk=guide_id).first()
    if guide is None:
        raise CommissionError.GUIDE_NOT_FOUND()
    return guide
