"""Give back part or all of what a guide cost, by the rule of its cause or as staff decide."""

from uuid import UUID

from apps.orders.domain.money.charges import Charged, Line, but_kind, charge
from apps.orders.domain.money.refunds import RefundCause
from apps.orders.domain.money.weights import CHARGED, freight_of
from apps.orders.domain.states import ConfirmationStatus, GuideStatus, Payer
from apps.orders.models import FreightRefund, Guide
from apps.orders.outgoing import weights as outgoing
from apps.orders.selectors.freight import WHOLE, given_back, proposals
from apps.orders.selectors.price_lines import charged
from apps.orders.services.money.record import record_money
from quenty.contracts.orders.errors import OrderError
from quenty.contracts.orders.money_errors import FreightError
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money, Rate
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

# Its sender may still have all of it back by a void, unless another piece of it went.
_NOT_COLLECTED = frozenset({GuideStatus.GENERATED, GuideStatus.RECEIVED_AT_POINT})


def refund_freight(
    *,
    guide_id: UUID,
    cause: RefundCause = RefundCause.OTHER,
    percent: int | None = None,
    reason: str = "",
    actor: Actor,
) -> FreightRefund:
    """`percent` (1 to 100, in all) of each line but the COD fee, with its taxes, into the
    merchant's next payout. None: what the rule of the cause proposes; another is given a reason.
    One that was not collected yet is voided instead, which gives back all.

    Raises orders.guide_not_found, orders.freight.not_charged, orders.freight.not_collected,
    orders.freight.no_rule, orders.freight.reason_missing, orders.freight.refund_too_much.
    """
    with unit_of_work("orders"):
        guide = (
            Guide.objects.select_for_update(of=("self",))
            .select_related("offer", "order", "confirmation")
            .filter(pk=guide_id)
            .first()
        )
        if guide is None:
            raise OrderError.GUIDE_NOT_FOUND()
        if not _was_charged(guide):
            raise FreightError.NOT_CHARGED()
        if _NOT_COLLECTED.issuperset(guide.pieces.values_list("status", flat=True)):
            raise FreightError.NOT_COLLECTED(status=guide.status)
        before = given_back(guide)
        by_rule = next(p.percent for p in proposals(guide) if p.cause == cause)
        percent = _percent(by_rule, percent, reason)
        if before + percent > WHOLE:
            raise FreightError.REFUND_TOO_MUCH(field="percent", left=WHOLE - before)
        paid = _paid(guide)
        shares = _between(paid, before, before + percent)
        entry = charge(shares, as_line=Line.ADJUSTMENT)
        refund = FreightRefund.objects.create(
            guide=guide,
            cause=cause.value,
            rule=by_rule,
            percent=percent,
            amount=entry.merchant,
            reason=reason[:200],
            actor=str(actor),
        )
        record_money(
            guide,
            entry,
            key=f"refund.{refund.id}",
            purpose="freight_refund",
            description="Devolución de flete",
            kind="adjustment",
        )
        kept = [_share(line, WHOLE - before - percent) for line in paid]
        left = freight_of(kept)
        event = outgoing.freight_refunded(refund, guide, left=left)
        publish(event, aggregate=guide.id, actor=actor, livemode=guide.livemode)
        data = {"cause": cause.value, "percent": percent, "rule": by_rule, "reason": reason[:200]}
        record("orders", action="freight.refund", subject=guide.id, actor=actor, data=data)
    return refund


def _percent(by_rule: int | None, wanted: int | None, reason: str) -> int:
    if wanted is None:
        if not by_rule:
            raise FreightError.NO_RULE(field="percent")
        return by_rule
    if wanted != by_rule and not reason.strip():
        raise FreightError.REASON_MISSING(field="reason", percent=by_rule or 0)
    return wanted


def _was_charged(guide: Guide) -> bool:
    """A recipient's freight was charged once it was collected, or its merchant was charged with
    it since the parcel came back."""
    if guide.order.payer == Payer.RECIPIENT:
        rows = guide.money.filter(undone_by=None, undoes=None).values_list("lines", flat=True)
        return any(li["line"] == Line.FREIGHT and li["units"] < 0 for row in rows for li in row)
    return guide.confirmation.status == ConfirmationStatus.CHARGED


def _paid(guide: Guide) -> list[Charged]:
    """The price as sold and what a measured weight added, but the COD fee."""
    lines = but_kind(charged(guide, "selling"), "cod_fee")
    for dispute in guide.weight_disputes.filter(status__in=[s.value for s in CHARGED]):
        lines += [
            Charged(0, li["kind"], Money.from_units(li["units"]), li["tax_code"])
            for li in dispute.lines
        ]
    return lines


def _between(lines: list[Charged], before: int, after: int) -> list[Charged]:
    """What goes back, negative: the difference of two shares, so that parts end at the whole."""
    return [
        Charged(
            line.position,
            line.kind,
            _share(line, before).amount - _share(line, after).amount,
            line.tax_code,
        )
        for line in lines
    ]


def _share(line: Charged, percent: int) -> Charged:
    amount = (line.amount * Rate.percent(percent)).half_up()
    return Charged(line.position, line.kind, amount, line.tax_code)
