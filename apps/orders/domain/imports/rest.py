"""What is left of a shop's order, of which a part has been sent before."""

from collections.abc import Sequence
from decimal import Decimal

from apps.orders.domain.imports.cells import Cells
from apps.orders.domain.imports.values import number, pesos
from quenty.kernel.money import Money


def worth_of_rest(of_order: Money, left: Sequence[Cells], goods: Sequence[Cells]) -> Money | None:
    """`of_order`: what all of its `goods` cost, discounts taken off, of which the lines that are
    `left` bear their share; no more than their own prices come to, since a shipping charge may be
    in it. Nothing for gifts. None where no line tells its price."""
    everything, rest = _listed(goods), _listed(left)
    if not everything:
        return None
    share, _ = of_order.allocate([rest, everything - rest])
    return min(share, Money.from_units(rest))


def _listed(rows: Sequence[Cells]) -> int:
    """By the lines' own prices, in units; what can't be read counts nothing, and is told of the
    lines that are taken in."""
    return sum(_price(row) for row in rows)


def _price(row: Cells) -> int:
    price, quantity = pesos(row.raw("item_price")), number(row.raw("item_quantity") or "1")
    if price is None or quantity is None or min(price.amount, quantity) < 0:
        return 0
    return int(price.units * quantity.to_integral_value()) if quantity < Decimal(10**6) else 0
