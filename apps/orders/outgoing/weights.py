"""Weights and freight to contract events."""

from typing import Any

from apps.orders.models import FreightRefund, Guide, WeightDispute
from quenty.contracts.orders import money_events as events
from quenty.kernel.money import Money, Rate


def _of(dispute: WeightDispute) -> dict[str, Any]:
    return {
        "dispute_id": dispute.id,
        "guide_id": dispute.guide_id,
        "number": dispute.guide.number,
        "customer_id": dispute.customer_id,
        "operator_id": dispute.guide.operator_id,
        "declared_g": dispute.declared_g,
        "measured_g": dispute.measured_g,
        "amount": dispute.amount,
    }


def weight_disputed(dispute: WeightDispute) -> events.WeightDisputedV1:
    return events.WeightDisputedV1(**_of(dispute), due_at=dispute.due_at)


def weight_resolved(dispute: WeightDispute) -> events.WeightDisputeResolvedV1:
    return events.WeightDisputeResolvedV1(**_of(dispute), outcome=dispute.status)


def freight_adjusted(dispute: WeightDispute, *, back: int) -> events.FreightAdjustedV1:
    """`back`: percent of it that went back before and goes back again."""
    return events.FreightAdjustedV1(
        guide_id=dispute.guide_id,
        number=dispute.guide.number,
        customer_id=dispute.customer_id,
        operator_id=dispute.guide.operator_id,
        reference_id=dispute.id,
        reason="weight",
        chargeable_g=dispute.measured_g,
        freight=dispute.freight - (dispute.freight * Rate.percent(back)).half_up(),
        amount=dispute.amount,
    )


def freight_refunded(
    refund: FreightRefund, guide: Guide, *, left: Money
) -> events.FreightRefundedV1:
    return events.FreightRefundedV1(
        guide_id=guide.id,
        number=guide.number,
        customer_id=guide.customer_id,
        operator_id=guide.operator_id,
        reference_id=refund.id,
        reason=refund.reason or refund.cause,
        percent=refund.percent,
        freight=left,
        amount=refund.amount,
        back=refund.back_amount,
    )
