"""Events of orders about guides, as orders tells them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from quenty.contracts.orders.events import GuideDeliveredV1, GuideGeneratedV1, GuideVoidedV1
from quenty.contracts.orders.shapes import PriceLine
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money

ISSUED = datetime(2026, 11, 2, 15, tzinfo=UTC)
OPERATOR, SERVICE = new_id(), new_id()


def pesos(amount: int | str) -> Money:
    return Money(amount, COP)


def price_line(position: int, kind: str, amount: int) -> PriceLine:
    return PriceLine(
        position=position, kind=kind, amount=pesos(amount), tax_code="", rate=None, taxes=None
    )


def generated(
    guide_id: UUID | None = None, *, customer_id: UUID, freight: int = 10_000, **changes: Any
) -> GuideGeneratedV1:
    id_ = guide_id or new_id()
    lines = (
        price_line(1, "base", freight),
        price_line(2, "declared_value", 900),
        price_line(3, "tax", 1_900),
    )
    told = {
        "guide_id": id_, "number": f"Q{id_.hex[-10:]}", "order_id": new_id(),
        "customer_id": customer_id, "reference": "", "operator_id": OPERATOR,
        "operator_name": "V", "service_id": SERVICE, "service_name": "S", "origin": "05001",
        "destination": "11001", "pieces": (), "goods": (), "chargeable_g": 1000,
        "declared_value": pesos(0), "cod_amount": pesos(0), "collect": pesos(0),
        "payer": "sender", "price": pesos(freight + 2_800), "price_lines": lines,
        "cost": pesos(7_000), "cost_lines": (price_line(1, "base", 7_000),),
        "issued_at": ISSUED, "estimated_delivery": None, "sender_name": "", "sender_phone": "",
        "sender_address": "", "recipient_name": "", "recipient_phone": "",
        "recipient_email": "", "recipient_address": "",
    }  # fmt: skip
    return GuideGeneratedV1(**{**told, **changes})


def delivered(guide: GuideGeneratedV1, *, minutes: int = 0) -> GuideDeliveredV1:
    return GuideDeliveredV1(
        guide_id=guide.guide_id,
        number=guide.number,
        order_id=guide.order_id,
        customer_id=guide.customer_id,
        operator_id=guide.operator_id,
        service_id=guide.service_id,
        pieces=(1,),
        occurred_at=ISSUED + timedelta(days=2, minutes=minutes),
        place="11001",
        source="operator",
        reason="",
    )


def voided(guide: GuideGeneratedV1) -> GuideVoidedV1:
    return GuideVoidedV1(
        guide_id=guide.guide_id,
        number=guide.number,
        order_id=guide.order_id,
        customer_id=guide.customer_id,
        reason="anulada",
        refund=pesos(12_800),
    )
