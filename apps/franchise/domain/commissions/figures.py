"""What of a guide's price and cost commissions are reckoned on."""

from collections.abc import Sequence

from quenty.contracts.orders.shapes import PriceLine
from quenty.kernel.money import Money, total

# Collected for others, or paid for another service than carriage.
NOT_FREIGHT = frozenset({"tax", "declared_value", "cod_fee"})


def freight_of(lines: Sequence[PriceLine]) -> Money:
    """Carriage with its surcharges, margin and discounts, without tax, insurance or COD fee."""
    return total(line.amount for line in lines if line.kind not in NOT_FREIGHT)


def untaxed(lines: Sequence[PriceLine]) -> Money:
    return total(line.amount for line in lines if line.kind != "tax")


def margin_of(price: Sequence[PriceLine], cost: Sequence[PriceLine]) -> Money:
    """Price less cost, both without tax; the margin line while the cost is not known."""
    if not cost:
        return total(line.amount for line in price if line.kind == "margin")
    return untaxed(price) - untaxed(cost)


def reach_of(destination: str) -> str:
    """National to a municipality's five digits, international to anything else."""
    inside = len(destination) == 5 and destination.isascii() and destination.isdigit()
    return "national" if inside else "international"
