"""Parts that several events and answers of orders share."""

from dataclasses import dataclass
from decimal import Decimal

from quenty.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsLine:
    """Something in an order. `unit_price`: what the buyer paid for one."""

    sku: str
    description: str
    quantity: int
    unit_price: Money
    hs_code: str
    serial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A piece as declared, numbered from 1. Grams and millimetres."""

    number: int
    weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLine:
    """`kind`: base, extra_kg, fuel, remote_area, declared_value, cod_fee, handling, margin,
    discount or tax. `rate`: percent of a tax. `taxes`: the position that a tax is of."""

    position: int
    kind: str
    amount: Money
    tax_code: str
    rate: Decimal | None
    taxes: int | None
