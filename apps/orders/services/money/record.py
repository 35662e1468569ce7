"""Record what happened to a guide's money, to be posted."""

from apps.orders.domain.money.charges import Entry, Line
from apps.orders.models import Guide, GuideMoney
from quenty.contracts.customers.shapes import GuideMove
from quenty.kernel.money import Money
from quenty.platform.events import enqueue


def record_money(
    guide: Guide, entry: Entry, *, key: str, purpose: str, description: str, kind: str = "cod"
) -> GuideMoney | None:
    """Inside the unit of work of what happened. The same key again is the same row; nothing
    for an entry without moves. `kind`: cod, adjustment or claim."""
    if not entry.moves:
        return None
    row, made = GuideMoney.objects.get_or_create(
        key=key,
        defaults={
            "guide": guide,
            "customer_id": guide.customer_id,
            "livemode": guide.livemode,
            "kind": kind,
            "purpose": purpose,
            "description": f"{description} {guide.number}"[:200],
            "moves": [
                {"account": m.account, "units": m.amount.units, "detail": m.detail}
                for m in entry.moves
            ],
            "lines": [{"line": line.value, "units": amount.units} for line, amount in entry.lines],
            "merchant_amount": entry.merchant,
        },
    )
    if made:
        enqueue("orders.post_money", money_id=str(row.id))
    return row


def undo_money(row: GuideMoney, *, reason: str) -> None:
    """Its mirror image, once."""
    key = f"undo.{row.id}"
    if GuideMoney.objects.filter(key=key).exists():
        return
    undone = GuideMoney.objects.create(
        key=key,
        guide_id=row.guide_id,
        customer_id=row.customer_id,
        livemode=row.livemode,
        kind=row.kind,
        purpose=f"undo_{row.purpose}"[:40],
        description=f"{reason}: {row.description}"[:200],
        moves=[{**move, "units": -move["units"]} for move in row.moves],
        lines=[{**line, "units": -line["units"]} for line in row.lines],
        merchant_amount=-row.merchant_amount,
        undoes=row,
    )
    enqueue("orders.post_money", money_id=str(undone.id))


def redo_money(row: GuideMoney) -> None:
    """What was undone holds again, once."""
    record_money(
        row.guide,
        Entry(
            moves_of(row),
            tuple((Line(li["line"]), Money.from_units(li["units"])) for li in row.lines),
        ),
        key=f"redo.{row.id}",
        purpose=row.purpose,
        description=row.description.removesuffix(row.guide.number).strip(),
        kind=row.kind,
    )


def moves_of(row: GuideMoney) -> tuple[GuideMove, ...]:
    return tuple(
        GuideMove(
            account=move["account"],
            amount=Money.from_units(move["units"]),
            detail=move["detail"],
        )
        for move in row.moves
    )
