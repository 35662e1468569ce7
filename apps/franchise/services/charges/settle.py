"""What settlements take of charges: reserved when reckoned, paid when they are."""

from collections.abc import Iterable

from django.db.models import QuerySet

from apps.franchise.domain.charges import OWED, SETTLE, next_status
from apps.franchise.domain.settlement.compute import Deduction
from apps.franchise.models import Charge, Payee, Settlement
from apps.franchise.outgoing import charges as outgoing
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import COP, Money


def owed(payee: Payee) -> list[Deduction]:
    """What nobody pays yet, the oldest first."""
    rows = Charge.objects.filter(payee=payee, status__in=OWED).order_by("issued_on", "number")
    return [
        Deduction(kind=row.kind, reference=row.number, amount=row.left) for row in rows if row.left
    ]


def reserve(settlement: Settlement) -> None:
    """Inside the caller's unit of work, which holds the payee's lock."""
    for row, amount in _taken(settlement):
        row.reserved += amount
        row.save()


def release(settlement: Settlement) -> None:
    for row, amount in _taken(settlement):
        row.reserved -= amount
        row.save()


def pay(settlement: Settlement, actor: Actor) -> None:
    for row, amount in _taken(settlement):
        row.reserved -= amount
        credit(row, amount, actor)


def credit(row: Charge, amount: Money, actor: Actor) -> None:
    """`amount` of a locked row is paid for good; tells once nothing is left."""
    row.paid += amount
    if row.paid == row.total:
        row.status, row.paid_at = next_status(row.status, SETTLE), clock.now()
    row.save()
    if row.paid_at:
        outgoing.charge_paid(row, actor)


def takes(settlement: Settlement) -> list[tuple[Charge, Money]]:
    """Which charges it takes of, and how much; nothing is locked."""
    return list(_of(settlement, Charge.objects.all()))


def _taken(settlement: Settlement) -> Iterable[tuple[Charge, Money]]:
    locked = Charge.objects.select_for_update(of=("self",)).select_related("payee")
    return _of(settlement, locked)


def _of(settlement: Settlement, rows: QuerySet[Charge]) -> Iterable[tuple[Charge, Money]]:
    amounts = {each["reference"]: Money(each["amount"], COP) for each in settlement.deductions}
    for row in rows.filter(number__in=amounts).order_by("pk"):
        yield row, amounts[row.number]
