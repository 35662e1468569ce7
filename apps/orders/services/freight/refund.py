"""Give back part or all of what a guide cost, by the rule of its cause or as staff decide."""

from dataclasses import dataclass
from uuid import UUID

from apps.orders.domain.money.charges import Charged, Entry, Line, charge
from apps.orders.domain.money.refunds import BOTH_WAYS, RefundCause
from apps.orders.domain.money.weights import freight_of
from apps.orders.domain.states import GuideStatus
from apps.orders.models import FreightRefund, Guide
from apps.orders.outgoing import weights as outgoing
from apps.orders.selectors.compensated import refundable_percent
from apps.orders.selectors.freight import (
    WHOLE,
    Proposal,
    back_charged,
    given_back,
    given_back_of_return,
    out_charged,
    proposals,
)
from apps.orders.selectors.price_lines import charged, freight_lines
from apps.orders.services.freight.follow import BACK, OUT
from apps.orders.services.money.record import record_money
from quenty.contracts.orders.errors import OrderError
from quenty.contracts.orders.money_errors import FreightError
from quenty.kernel.actors import Actor
from quenty.kernel.money import Rate
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

# Its sender may still have all of it back by a void, unless another piece of it went.
_NOT_COLLECTED = frozenset(
    {GuideStatus.GENERATED, GuideStatus.RECEIVED_AT_POINT, GuideStatus.VOIDED}
)


@dataclass(frozen=True, slots=True)
class _Ways:
    """Percent of the price, and of what it cost to come back."""

    out: int
    back: int


def refund_freight(
    *,
    guide_id: UUID,
    cause: RefundCause = RefundCause.OTHER,
    percent: int | None = None,
    reason: str = "",
    actor: Actor,
) -> FreightRefund:
    """`percent` (1 to 100, in all) of each line but the COD fee, with its taxes, into the
    merchant's next payout; where the merchant is not at fault, of what it was charged to get its
    parcel back too. None: what the rule of the cause proposes; another is given a reason. One that
    was not collected yet is voided instead, which gives back all.

    Raises orders.guide_not_found, orders.freight.not_charged, orders.freight.not_collected,
    orders.freight.no_rule, orders.freight.reason_missing, orders.freight.refund_too_much.
    """
    with unit_of_work("orders"):
        guide = _locked(guide_id)
        by_rule = next(p for p in proposals(guide) if p.cause == cause)
        before = _Ways(given_back(guide), given_back_of_return(guide))
        ways = _by_rule(by_rule) if percent is None else _wanted(guide, cause, percent, before)
        if percent is not None and ways != _proposed(by_rule) and not reason.strip():
            raise FreightError.REASON_MISSING(field="reason")
        paid = freight_lines(guide)
        out = _entry(paid, before.out, before.out + ways.out)
        back = _entry(charged(guide, "return"), before.back, before.back + ways.back)
        refund = FreightRefund.objects.create(
            guide=guide,
            cause=cause.value,
            rule=by_rule.percent,
            percent=ways.out,
            back_percent=ways.back,
            amount=out.merchant + back.merchant,
            back_amount=back.merchant,
            reason=reason[:200],
            actor=str(actor),
        )
        _record(refund, out, back)
        left = freight_of([_share(line, WHOLE - before.out - ways.out) for line in paid])
        event = outgoing.freight_refunded(refund, guide, left=left)
        publish(event, aggregate=guide.id, actor=actor, livemode=guide.livemode)
        _note(refund, actor)
    return refund


def _locked(guide_id: UUID) -> Guide:
    guide = (
        Guide.objects.select_for_update(of=("self",))
        .select_related("offer", "order", "confirmation")
        .filter(pk=guide_id)
        .first()
    )
    if guide is None:
        raise OrderError.GUIDE_NOT_FOUND()
    if not out_charged(guide):
        raise FreightError.NOT_CHARGED()
    if _NOT_COLLECTED.issuperset(guide.pieces.values_list("status", flat=True)):
        raise FreightError.NOT_COLLECTED(status=guide.status)
    return guide


def _proposed(by_rule: Proposal) -> _Ways:
    return _Ways(by_rule.percent or 0, by_rule.back or 0)


def _by_rule(by_rule: Proposal) -> _Ways:
    ways = _proposed(by_rule)
    if not ways.out and not ways.back:
        raise FreightError.NO_RULE(field="percent")
    return ways


def _wanted(guide: Guide, cause: RefundCause, percent: int, before: _Ways) -> _Ways:
    """The same of both ways; of one alone where nothing is left of the other."""
    out = min(WHOLE - before.out, refundable_percent(guide))
    back = WHOLE - before.back if cause in BOTH_WAYS and back_charged(guide) else 0
    lefts = [left for left in (out, back) if left]
    if percent > min(lefts, default=0):
        raise FreightError.REFUND_TOO_MUCH(field="percent", left=min(lefts, default=0))
    return _Ways(percent if out else 0, percent if back else 0)


def _entry(lines: list[Charged], before: int, after: int) -> Entry:
    """What goes back, the difference of two shares, so that parts end at the whole."""
    given = [
        Charged(
            line.position,
            line.kind,
            _share(line, before).amount - _share(line, after).amount,
            line.tax_code,
        )
        for line in lines
    ]
    return charge(given, as_line=Line.ADJUSTMENT)


def _share(line: Charged, percent: int) -> Charged:
    amount = (line.amount * Rate.percent(percent)).half_up()
    return Charged(line.position, line.kind, amount, line.tax_code)


def _record(refund: FreightRefund, out: Entry, back: Entry) -> None:
    for entry, key, purpose, said in (
        (out, f"refund.{refund.id}", OUT, "Devolución de flete"),
        (back, f"refund.{refund.id}.back", BACK, "Devolución del flete de regreso"),
    ):
        record_money(
            refund.guide, entry, key=key, purpose=purpose, description=said, kind="adjustment"
        )


def _note(refund: FreightRefund, actor: Actor) -> None:
    data = {
        "cause": refund.cause,
        "percent": refund.percent,
        "back": refund.back_percent,
        "rule": refund.rule,
        "reason": refund.reason,
    }
    record("orders", action="freight.refund", subject=refund.guide_id, actor=actor, data=data)
