"""A shop's export: one row a line item, the first row of an order carries the order."""

from dataclasses import replace
from decimal import Decimal

from apps.orders.domain.imports.cells import Cells
from apps.orders.domain.imports.own import recipient
from apps.orders.domain.imports.payment import cash_on_delivery, why_not_shipped
from apps.orders.domain.imports.presets import BILLING
from apps.orders.domain.imports.problems import RowProblem
from apps.orders.domain.imports.rest import worth_of_rest
from apps.orders.domain.imports.template import Template
from apps.orders.domain.intake import (
    MAX_AMOUNT,
    MAX_LINES,
    MAX_QUANTITY,
    MAX_WEIGHT_G,
    NewLine,
    NewOrder,
    NewPiece,
)
from quenty.kernel.money import Money

_ADDRESS = (
    "first_name", "last_name", "company", "address", "complement", "city", "province", "country",
)  # fmt: skip
_NO = frozenset({"false", "no", "0"})
_CONTENTS = 200


def order(reference: str, rows: list[Cells], template: Template, channel: str) -> NewOrder | None:
    """What the rows ask for, in one parcel; what is wrong is noted in their cells.

    An order that isn't to be shipped says so and nothing else.
    """
    first = rows[0]
    reason = why_not_shipped(first)
    if reason:
        field, error = reason
        first.wrong(field, error)
        return None
    goods = [row for row in rows if row.raw("item_ships").lower() not in _NO]
    if not goods:
        first.wrong("item_ships", RowProblem.NOTHING_TO_SHIP)
        return None
    shipped = [row for row in goods if not _left_already(row)]
    if not shipped:
        first.wrong("item_fulfilment", RowProblem.FULFILLED)
        return None
    currency = first.raw("currency").upper()
    if currency not in ("", "COP"):
        first.wrong("currency", RowProblem.WRONG_CURRENCY, value=currency[:10])
    where = _delivered(first)
    to = recipient(where, _name(where))
    lines = tuple(_line(row) for row in shipped if row.raw("item_name"))[:MAX_LINES]
    value = first.pesos("value", least=1, most=MAX_AMOUNT)
    rest = None if len(shipped) == len(goods) else worth_of_rest(value, shipped, goods)
    return NewOrder(
        recipient=to,
        origin=template.origin,
        pieces=(_parcel(shipped[0], lines, template),),
        lines=lines,
        contents=_contents(lines) or template.contents,
        declared_value=rest or value,
        cod_amount=_to_collect(first, rest),
        reference=reference,
        channel=channel,
        notes=first.raw("notes")[:500],
    )


# As Shopify writes the state of a line; an empty one is as good as pending.
_LINE_STATES = frozenset({"", "pending", "unfulfilled", "partial", "fulfilled"})


def _left_already(cells: Cells) -> bool:
    """Whether the shop has sent the line; of one that it has sent in part nobody knows the
    rest, and of a state that we do not know nothing at all."""
    status = cells.raw("item_fulfilment").lower()
    if status not in _LINE_STATES:
        cells.wrong("item_fulfilment", RowProblem.UNKNOWN_STATE, value=status[:40])
    if status == "partial":
        cells.wrong("item_fulfilment", RowProblem.PARTLY_FULFILLED)
    return status == "fulfilled"


def _delivered(cells: Cells) -> Cells:
    """The order's cells, the invoice's address in the place of the delivery's where a shop
    leaves that empty: then they are one and the same."""
    places = cells.columns.places
    if cells.raw("address") or not cells.raw(f"{BILLING}address"):
        return cells
    same = {f: places[BILLING + f] for f in _ADDRESS if BILLING + f in places}
    bare = {field: at for field, at in places.items() if field not in _ADDRESS}
    return replace(cells, columns=replace(cells.columns, places=bare | same))


def _name(cells: Cells) -> str:
    if cells.raw("first_name") or cells.raw("last_name"):
        name = f"{cells.raw('first_name')} {cells.raw('last_name')}".strip()
        cells.check("first_name", name, 120, printed=True)
        return name
    if "name" not in cells.columns.places:
        cells.wrong("first_name", RowProblem.REQUIRED)
        return ""
    return cells.text("name", 120, required=True, printed=True)


def _to_collect(cells: Cells, rest: Money | None) -> Money:
    """What the buyer owes; at the door of what is left, no more than that is worth: whoever
    brought the other part collected, or collects, for it."""
    if not cash_on_delivery(cells):
        return Money.zero()
    owed = cells.pesos("outstanding", least=1, most=MAX_AMOUNT)
    return owed if rest is None else min(owed, rest)


def _line(cells: Cells) -> NewLine:
    quantity = cells.number(
        "item_quantity", Decimal(1), least=Decimal(1), most=Decimal(MAX_QUANTITY)
    )
    if quantity != int(quantity):
        cells.wrong("item_quantity", RowProblem.BAD_NUMBER, value=quantity)
    return NewLine(
        description=cells.raw("item_name")[:200],
        quantity=int(quantity),
        unit_price=cells.pesos("item_price", least=0, most=MAX_AMOUNT),
        sku=cells.raw("item_sku")[:64],
    )


def _parcel(cells: Cells, lines: tuple[NewLine, ...], template: Template) -> NewPiece:
    weights = template.sku_weights
    if not lines or any(line.sku not in weights for line in lines):
        return template.parcel()
    weight = sum((weights[line.sku] * line.quantity for line in lines), Decimal(0))
    heaviest = Decimal(MAX_WEIGHT_G) / 1000
    if not 0 < weight <= heaviest:
        cells.wrong(
            "item_quantity",
            RowProblem.OUT_OF_RANGE,
            value=f"{weight.normalize():f} kg",
            least="0.001 kg",
            most=f"{heaviest.normalize():f} kg",
        )
        return template.parcel()
    return template.parcel(weight)


def _contents(lines: tuple[NewLine, ...]) -> str:
    said = ", ".join(
        line.description if line.quantity == 1 else f"{line.description} x {line.quantity}"
        for line in lines
    )
    return said if len(said) <= _CONTENTS else f"{said[: _CONTENTS - 1]}…"
