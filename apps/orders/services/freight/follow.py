"""What was given back of a guide's freight stands while that freight is charged. Repeatable."""

from apps.orders.models import Guide
from apps.orders.selectors.freight import back_charged, out_charged
from apps.orders.services.money.record import redo_money, undo_money

OUT, BACK = "freight_refund", "return_refund"


def follow_refunds(guide: Guide) -> None:
    """Under the guide's lock. A way that was charged and is not any more, by a correction or a
    settlement, takes what was given back of it along; charged again, that goes back again."""
    for purpose, is_charged in ((OUT, out_charged), (BACK, back_charged)):
        rows = guide.money.filter(purpose=purpose)
        if not rows.exists():
            continue
        if is_charged(guide):
            for row in rows.exclude(undone_by=None):
                redo_money(row)
        else:
            for row in rows.filter(undone_by=None):
                undo_money(row, reason="Corrección")
