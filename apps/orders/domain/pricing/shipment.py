"""What is to be priced."""

from dataclasses import dataclass

from apps.orders.domain.states import Payer
from quenty.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Parcel:
    """Grams and millimetres."""

    weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int

    @property
    def volume_mm3(self) -> int:
        return self.length_mm * self.width_mm * self.height_mm

    @property
    def longest_mm(self) -> int:
        return max(self.length_mm, self.width_mm, self.height_mm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """`origin`, `destination`: five-digit municipality codes. `cod` zero: no goods to collect.
    `contents`: in words, "" where nobody said."""

    origin: str
    destination: str
    parcels: tuple[Parcel, ...]
    declared: Money
    cod: Money
    payer: Payer
    contents: str = ""

    @property
    def weight_g(self) -> int:
        return sum(parcel.weight_g for parcel in self.parcels)
