"""Stored figures as money in answers."""

from quenty.kernel.money import Money
from quenty.platform.http import fields as f


class Units(f.Money):
    """Smallest units of COP, as stored, out as {"amount": "12500.00", "currency": "COP"}."""

    def to_representation(self, value: int | Money) -> dict[str, str]:
        money = value if isinstance(value, Money) else Money.from_units(value)
        return super().to_representation(money)
