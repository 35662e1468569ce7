"""A guide's money to contract events."""

from datetime import datetime
from typing import Any

from apps.orders.models import Cod, PayoutLine
from quenty.contracts.orders import money_events as events


def _of(cod: Cod) -> dict[str, Any]:
    return {
        "guide_id": cod.guide_id,
        "number": cod.guide.number,
        "order_id": cod.guide.order_id,
        "customer_id": cod.customer_id,
        "operator_id": cod.operator_id,
        "holder": cod.holder,
        "expected": cod.expected,
        "collected": cod.collected,
    }


def cod_collected(cod: Cod, *, at: datetime) -> events.CodCollectedV1:
    return events.CodCollectedV1(**_of(cod), method=cod.method, collected_at=at)


def cod_short(cod: Cod, *, at: datetime) -> events.CodShortV1:
    missing = cod.expected - cod.collected
    return events.CodShortV1(**_of(cod), missing=missing, collected_at=at)


def cod_failed(cod: Cod) -> events.CodFailedV1:
    return events.CodFailedV1(**_of(cod), reason=cod.reason)


def cod_remitted(cod: Cod) -> events.CodRemittedV1:
    return events.CodRemittedV1(**_of(cod), remitted=cod.remitted)


def cod_paid_out(cod: Cod, line: PayoutLine) -> events.CodPaidOutV1:
    return events.CodPaidOutV1(
        **_of(cod), payout_id=line.payout_id, net=line.net, liens=line.liens, paid=line.paid
    )
