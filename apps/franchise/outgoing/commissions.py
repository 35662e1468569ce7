"""Commissions and settlements as the events that tell of them."""

from apps.franchise.models import Commission, Settlement
from quenty.contracts.franchise.commission_events import (
    CommissionBlockedV1,
    CommissionEarnedV1,
    CommissionReversedV1,
    CommissionUnblockedV1,
    SettlementApprovedV1,
    SettlementPaidV1,
    SettlementPaymentFailedV1,
)
from quenty.kernel.actors import Actor
from quenty.platform.events import publish


def commission_earned(row: Commission) -> None:
    event = CommissionEarnedV1(
        commission_id=row.pk,
        guide_id=row.guide_id,
        payee_id=row.payee_id,
        customer_id=row.payee.customer_id,
        amount=row.amount,
        earned_on=row.earned_on,
    )
    publish(event, aggregate=row.pk)


def commission_blocked(row: Commission) -> None:
    event = CommissionBlockedV1(
        commission_id=row.pk,
        guide_id=row.guide_id,
        payee_id=row.payee_id,
        customer_id=row.payee.customer_id,
        reason=row.reason,
    )
    publish(event, aggregate=row.pk)


def commission_unblocked(row: Commission) -> None:
    event = CommissionUnblockedV1(
        commission_id=row.pk,
        guide_id=row.guide_id,
        payee_id=row.payee_id,
        customer_id=row.payee.customer_id,
    )
    publish(event, aggregate=row.pk)


def commission_reversed(row: Commission) -> None:
    """`row`: the one that was earned."""
    event = CommissionReversedV1(
        commission_id=row.pk,
        guide_id=row.guide_id,
        payee_id=row.payee_id,
        customer_id=row.payee.customer_id,
        amount=row.amount,
        reason=row.reason,
    )
    publish(event, aggregate=row.pk)


def settlement_approved(row: Settlement, actor: Actor) -> None:
    event = SettlementApprovedV1(
        settlement_id=row.pk,
        payee_id=row.payee_id,
        customer_id=row.payee.customer_id,
        period=row.period,
        net=row.net,
    )
    publish(event, aggregate=row.pk, actor=actor)


def settlement_paid(row: Settlement, actor: Actor) -> None:
    event = SettlementPaidV1(
        settlement_id=row.pk,
        payee_id=row.payee_id,
        customer_id=row.payee.customer_id,
        period=row.period,
        net=row.net,
    )
    publish(event, aggregate=row.pk, actor=actor)


def settlement_payment_failed(row: Settlement, actor: Actor) -> None:
    event = SettlementPaymentFailedV1(
        settlement_id=row.pk,
        payee_id=row.payee_id,
        customer_id=row.payee.customer_id,
        period=row.period,
        net=row.net,
        reason=row.problem,
    )
    publish(event, aggregate=row.pk, actor=actor)
