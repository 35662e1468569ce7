"""What the merchant receives of an order that collects money, delivered and returned."""

from dataclasses import dataclass

from apps.orders.domain.pricing.kept_lines import Line, units_of, with_tax
from apps.orders.domain.states import Payer
from quenty.kernel.money import Money, total


@dataclass(frozen=True, slots=True)
class Outcome:
    """Named amounts, what the merchant pays being negative, and their sum."""

    lines: tuple[tuple[str, Money], ...]

    @property
    def net(self) -> Money:
        return total(amount for _, amount in self.lines)


@dataclass(frozen=True, slots=True)
class Liquidation:
    delivered: Outcome
    returned: Outcome


def liquidation(
    lines: tuple[Line, ...], back: tuple[Line, ...], *, cod: Money, payer: Payer
) -> Liquidation:
    """`lines`: of the selling side. `back`: of the return.

    Delivered: what was collected for the goods, less price and COD fee unless the recipient
    paid them at the door. Returned: nothing is collected, so no COD fee is earned; the
    merchant owes the way out, whoever was to pay it, and the way back.
    """
    fee = with_tax(lines, "cod_fee")
    carriage = Money.from_units(units_of(lines)) - fee
    paid_by_recipient = payer is Payer.RECIPIENT
    delivered: list[tuple[str, Money]] = [("collected", cod)]
    if not paid_by_recipient:
        delivered += [("freight", -carriage), ("cod_fee", -fee)]
    returned = [("freight", -carriage), ("return_freight", -Money.from_units(units_of(back)))]
    return Liquidation(Outcome(tuple(delivered)), Outcome(tuple(returned)))
