"""What a count was above or below what was due, on the account of who held the cash."""

from uuid import UUID

from apps.orders.models import Remittance
from apps.orders.neighbours import money as ledger
from quenty.kernel import clock
from quenty.kernel.money import Money
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue


def owe_difference(remittance: Remittance, amount: Money) -> None:
    """Inside the unit of work of the close. The bank got that much more (less) than is due of
    its guides, none of them perhaps, and the courier or point is owed (owes) it."""
    if amount:
        remittance.difference = amount
        remittance.save()
        enqueue("orders.post_difference", remittance_id=str(remittance.id))


def post_difference(*, remittance_id: UUID) -> None:
    """Repeatable; outside transactions. The key derives from the row's id."""
    row = Remittance.objects.filter(pk=remittance_id, posting_id=None).first()
    if row is None or not row.difference:
        return
    posting_id = ledger.post_difference(row)
    with unit_of_work("orders"):
        Remittance.objects.filter(pk=row.pk, posting_id=None).update(
            posting_id=posting_id, updated_at=clock.now()
        )
