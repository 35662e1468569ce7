"""What was given back of a guide's freight stands while that freight is charged, and goes back of
what a measured weight adds to it; that is owed where freight would be. Repeatable."""

from django.db.models import Sum

from apps.orders.domain.money.charges import Charged, Line, charge
from apps.orders.domain.states import GuideStatus, Payer
from apps.orders.models import Guide, WeightDispute
from apps.orders.selectors.compensated import refundable_percent
from apps.orders.selectors.freight import back_charged, out_charged
from apps.orders.services.money.record import record_money, redo_money, undo_money
from quenty.kernel.money import Money, Rate

OUT, BACK, WEIGHT = "freight_refund", "return_refund", "weight"
_ON_OUR_HANDS = frozenset({GuideStatus.LOST, GuideStatus.DAMAGED})


def follow_refunds(guide: Guide) -> None:
    """Under the guide's lock. A way that was charged and is not any more, by a correction or a
    settlement, takes what was given back of it along; charged again, that goes back again."""
    rules = ((WEIGHT, _weight_owed), (OUT, out_charged), (BACK, back_charged))
    for purpose, is_charged in rules:
        rows = guide.money.filter(purpose=purpose)
        if not rows.exists():
            continue
        if is_charged(guide):
            for row in rows.exclude(undone_by=None):
                redo_money(row)
        else:
            for row in rows.filter(undone_by=None):
                undo_money(row, reason="Corrección")


def _weight_owed(guide: Guide) -> bool:
    """Not of what was lost or damaged on our hands before its recipient paid."""
    if guide.status in _ON_OUR_HANDS and guide.order.payer == Payer.RECIPIENT:
        return out_charged(guide)
    return guide.status != GuideStatus.VOIDED


def give_back_of_weight(dispute: WeightDispute) -> int:
    """Inside the unit of work that charges it, under the guide's lock. The same percent goes back
    of it as went back of the price, or what is left of what the law gives; how much."""
    guide = dispute.guide
    given = guide.freight_refunds.aggregate(sum=Sum("percent"))["sum"] or 0
    percent = min(int(given), refundable_percent(guide))
    share = Rate.percent(percent)
    lines = [
        Charged(0, li["kind"], -(Money.from_units(li["units"]) * share).half_up(), li["tax_code"])
        for li in dispute.lines
    ]
    record_money(
        guide,
        charge(lines, as_line=Line.ADJUSTMENT),
        key=f"weight.{dispute.id}.refund",
        purpose=OUT,
        description="Devolución de flete, repesaje",
        kind="adjustment",
    )
    follow_refunds(guide)
    return percent
