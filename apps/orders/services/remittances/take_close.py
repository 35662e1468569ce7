"""A courier's or a point's cash was counted: it is ours now, and a difference is theirs."""

from datetime import date
from uuid import UUID

from apps.orders.domain.money.charges import Entry
from apps.orders.domain.money.cod import CodStatus, Holder
from apps.orders.models import Cod, Remittance, RemittanceLine
from apps.orders.services.cod.collect import collect_cod
from apps.orders.services.cod.moves import lock_cod
from apps.orders.services.remittances.take import remit
from quenty.contracts.customers.api import GuideMove
from quenty.contracts.pickups.events import CashClosedV1
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.money import Money, total
from quenty.platform.db import unit_of_work


def take_close(event: CashClosedV1, *, livemode: bool) -> None:
    """Merchants are not made to wait for a courier's difference: each guide counts as remitted
    in full, and what is missing or too much stands on the holder's own account."""
    with unit_of_work("orders"):
        key = {"holder": Holder.FIELD.value, "reference": str(event.close_id)}
        if Remittance.objects.filter(**key, livemode=livemode).exists():
            return
        cods = [cod for guide_id in sorted(set(event.guides)) if (cod := _taken(guide_id))]
        rows = [
            RemittanceLine(
                cod=cod,
                number=cod.guide.number,
                told=cod.collected - cod.remitted,
                expected=cod.collected - cod.remitted,
                outcome="matched",
            )
            for cod in cods
        ]
        remittance = Remittance.objects.create(
            **key,
            livemode=livemode,
            day=event.day,
            told=event.counted,
            matched=total(row.told for row in rows),
            expected=event.expected,
            who=event.holder_id,
            source=event.holder[:10],
            actor=str(SYSTEM),
        )
        for row in rows:
            row.remittance = remittance
        RemittanceLine.objects.bulk_create(rows)
        _remit(rows, remittance, event.day, event.difference, event.holder_id)


def _taken(guide_id: UUID) -> Cod | None:
    """Handed over at a desk or a door against payment only: the cash is there, so it was
    collected, whichever was told first."""
    cod = lock_cod(guide_id)
    if cod is None or cod.status == CodStatus.EXPECTED:
        collect_cod(
            guide_id=guide_id,
            amount=None,
            holder=Holder.FIELD.value,
            method="cash",
            occurred_at=clock.now(),
        )
        cod = lock_cod(guide_id)
    if cod is None or cod.holder != Holder.FIELD or cod.remitted >= cod.collected:
        return None
    return cod


def _remit(
    rows: list[RemittanceLine],
    remittance: Remittance,
    day: date,
    difference: Money,
    holder_id: UUID,
) -> None:
    for position, row in enumerate(rows):
        last = position == len(rows) - 1
        assert row.cod is not None  # noqa: S101  (a close's lines are made of CODs)
        remit(
            row.cod,
            row.told,
            key=f"remittance.{remittance.id}.{row.cod.pk}",
            day=day,
            actor=SYSTEM,
            beside=_difference(difference, holder_id) if last and difference else None,
        )


def _difference(difference: Money, holder_id: UUID) -> Entry:
    """`difference` = counted - expected: the bank got that much more (less), and the courier
    or point is owed (owes) it."""
    return Entry(
        (
            GuideMove(account="bank", amount=-difference, detail="cod"),
            GuideMove(account="collector", amount=difference, detail=str(holder_id)),
        ),
        (),
    )
