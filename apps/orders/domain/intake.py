"""A request to ship as it comes in, from the API or a file, and what may be wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil

from apps.orders.domain.labels.text import printable, unprintable
from apps.orders.domain.states import Payer
from quenty.kernel.dane import municipality
from quenty.kernel.errors import FieldProblem
from quenty.kernel.money import COP, Money

# What no road carrier takes as a parcel; an operator's own limits are far lower.
MAX_WEIGHT_G = 5_000_000
MAX_SIDE_MM = 15_000
MAX_PIECES = 100
MAX_LINES = 200
MAX_QUANTITY = 100_000
# What of a party stands on the label.
PRINTED = ("name", "company", "document", "address", "complement")
MAX_AMOUNT = Money(1_000_000_000, COP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One end of the shipment. `phone`: E.164. `dane_code`: five digits."""

    name: str
    phone: str
    address: str
    dane_code: str
    company: str = ""
    document: str = ""
    email: str = ""
    complement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPiece:
    """A parcel as declared: grams and millimetres."""

    weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int
    contents: str = ""

    @classmethod
    def of(
        cls,
        *,
        weight_kg: Decimal,
        length_cm: Decimal,
        width_cm: Decimal,
        height_cm: Decimal,
        contents: str = "",
    ) -> "NewPiece":
        """From kilograms and centimetres, finer parts than a gram or millimetre rounded up."""
        return cls(
            weight_g=ceil(weight_kg * 1000),
            length_mm=ceil(length_cm * 10),
            width_mm=ceil(width_cm * 10),
            height_mm=ceil(height_cm * 10),
            contents=contents,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """Something in the order; `unit_price` is what the buyer paid for one."""

    description: str
    quantity: int
    unit_price: Money
    sku: str = ""
    hs_code: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrder:
    """`origin` None: the merchant's own. `cod_amount` zero: nothing to collect for goods."""

    recipient: Party
    pieces: tuple[NewPiece, ...]
    declared_value: Money
    contents: str
    cod_amount: Money = field(default_factory=Money.zero)
    payer: Payer = Payer.SENDER
    origin: Party | None = None
    lines: tuple[NewLine, ...] = ()
    reference: str = ""
    channel: str = "api"
    notes: str = ""


def problems(new: NewOrder) -> list[FieldProblem]:
    """All that is wrong with a request, each with a pointer into it; empty when it is fine."""
    found = [*_shipment(new), *_pieces(new.pieces), *_lines(new.lines)]
    found += _party("recipient", new.recipient)
    if new.origin:
        found += _party("origin", new.origin)
    if not new.contents.strip():
        found.append(FieldProblem("contents", "required"))
    return found


def _party(name: str, party: Party) -> Iterator[FieldProblem]:
    for part in ("name", "phone", "address"):
        if not getattr(party, part).strip():
            yield FieldProblem(f"{name}.{part}", "required")
    for part in PRINTED:
        value: str = getattr(party, part)
        lost = unprintable(value)
        if lost or (value and not printable(value)):
            yield FieldProblem(f"{name}.{part}", "unprintable", params={"characters": lost})
    if municipality(party.dane_code) is None or len(party.dane_code) != 5:
        yield FieldProblem(f"{name}.dane_code", "dane.unknown", params={"code": party.dane_code})


def _shipment(new: NewOrder) -> Iterator[FieldProblem]:
    if new.declared_value <= Money.zero():
        yield FieldProblem("declared_value", "min_value", params={"min": 1})
    if new.cod_amount < Money.zero():
        yield FieldProblem("cod_amount", "min_value", params={"min": 0})
    for pointer in ("declared_value", "cod_amount"):
        amount: Money = getattr(new, pointer)
        if amount > MAX_AMOUNT:
            yield FieldProblem(pointer, "max_value", params={"max": str(MAX_AMOUNT.amount)})
        elif not amount.is_whole():
            yield FieldProblem(pointer, "money.not_whole")


def _pieces(pieces: tuple[NewPiece, ...]) -> Iterator[FieldProblem]:
    if not 1 <= len(pieces) <= MAX_PIECES:
        yield FieldProblem("pieces", "length", params={"min": 1, "max": MAX_PIECES})
    for index, piece in enumerate(pieces):
        for part, most in (
            ("weight_g", MAX_WEIGHT_G),
            ("length_mm", MAX_SIDE_MM),
            ("width_mm", MAX_SIDE_MM),
            ("height_mm", MAX_SIDE_MM),
        ):
            if not 0 < getattr(piece, part) <= most:
                yield FieldProblem(
                    f"pieces.{index}.{part.rpartition('_')[0]}",
                    "out_of_range",
                    params={"min": 1, "max": most},
                )


def _lines(lines: tuple[NewLine, ...]) -> Iterator[FieldProblem]:
    if len(lines) > MAX_LINES:
        yield FieldProblem("lines", "length", params={"min": 0, "max": MAX_LINES})
    for index, line in enumerate(lines):
        if not line.description.strip():
            yield FieldProblem(f"lines.{index}.description", "required")
        if not 0 < line.quantity <= MAX_QUANTITY:
            yield FieldProblem(
                f"lines.{index}.quantity", "out_of_range", params={"min": 1, "max": MAX_QUANTITY}
            )
        if not Money.zero() <= line.unit_price <= MAX_AMOUNT:
            yield FieldProblem(f"lines.{index}.unit_price", "out_of_range")
