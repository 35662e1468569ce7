"""What a file doesn't say and the merchant does once: its parcel, its goods, its origin."""

from dataclasses import dataclass, field
from decimal import Decimal

from apps.orders.domain.intake import NewPiece, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """Defaults of one import. kg and cm.

    `sku_weights`: kilograms of one unit by SKU; an order all of whose SKUs are there
    weighs their sum, any other `weight_kg`. `origin` None: the merchant's own.
    `contents`: what the parcel holds when the file doesn't say. `columns`: the header of the
    file's own column by field, before those that its preset knows.
    """

    weight_kg: Decimal = Decimal(1)
    length_cm: Decimal = Decimal(20)
    width_cm: Decimal = Decimal(15)
    height_cm: Decimal = Decimal(10)
    contents: str = "Mercancía"
    sku_weights: dict[str, Decimal] = field(default_factory=dict)
    origin: Party | None = None
    columns: dict[str, str] = field(default_factory=dict)

    def parcel(self, weight_kg: Decimal | None = None) -> NewPiece:
        return NewPiece.of(
            weight_kg=self.weight_kg if weight_kg is None else weight_kg,
            length_cm=self.length_cm,
            width_cm=self.width_cm,
            height_cm=self.height_cm,
        )
