"""Serves OrdersApi: rows to DTOs."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.orders import selectors
from quenty.contracts.orders.api import GuideSummary, OrdersApi, OrderSummary
from quenty.contracts.orders.shapes import GoodsLine

if TYPE_CHECKING:
    from apps.orders.models import Guide, Order, OrderLine


class Orders(OrdersApi):
    def guide(self, *, number: str) -> GuideSummary:
        return _guide(selectors.guide_by_number(number))

    def order(self, *, order_id: UUID) -> OrderSummary:
        return _order(selectors.order_with_parts(order_id))


def _guide(row: "Guide") -> GuideSummary:
    return GuideSummary(
        guide_id=row.id,
        number=row.number,
        order_id=row.order_id,
        customer_id=row.customer_id,
        operator_id=row.operator_id,
        service_id=row.service_id,
        status=row.status,
        pieces=row.piece_count,
        origin=row.origin_dane,
        destination=row.destination_dane,
        issued_at=row.issued_at,
        livemode=row.livemode,
    )


def _order(row: "Order") -> OrderSummary:
    return OrderSummary(
        order_id=row.id,
        customer_id=row.customer_id,
        reference=row.reference,
        status=row.status,
        origin=row.origin_dane,
        destination=row.recipient_dane,
        declared_value=row.declared_value,
        cod_amount=row.cod_amount,
        goods=tuple(_line(line) for line in row.lines.all()),
        guide_number=next((guide.number for guide in row.living_guides), ""),
        livemode=row.livemode,
    )


def _line(row: "OrderLine") -> GoodsLine:
    return GoodsLine(
        sku=row.sku,
        description=row.description,
        quantity=row.quantity,
        unit_price=row.unit_price,
        hs_code=row.hs_code,
        serial=row.serial,
    )


FACADES = {OrdersApi: Orders}
