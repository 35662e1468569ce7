"""A courier's or a point's cash was counted: it is ours now, and a difference is theirs."""

from uuid import UUID

from apps.orders.domain.money.charges import Entry
from apps.orders.domain.money.cod import CodStatus, Holder
from apps.orders.models import Cod, Remittance, RemittanceLine
from apps.orders.services.cod.collect import collect_cod
from apps.orders.services.cod.moves import lock_cod
from apps.orders.services.remittances.differences import owe_difference
from apps.orders.services.remittances.take import remit
from quenty.contracts.customers.shapes import GuideMove
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
        rows = [_line(cod) for cod in cods]
        matched = [(row, cod) for row, cod in zip(rows, cods, strict=True)
                   if row.outcome == "matched"]  # fmt: skip
        remittance = Remittance.objects.create(
            **key,
            livemode=livemode,
            day=event.day,
            told=event.counted,
            matched=total(row.told for row, _ in matched),
            expected=event.expected,
            who=event.holder_id,
            source=event.holder[:10],
            actor=str(SYSTEM),
        )
        for row in rows:
            row.remittance = remittance
        RemittanceLine.objects.bulk_create(rows)
        for row, cod in matched:
            _remit(cod, row.told, remittance)
        paid_already = total(row.told for row in rows if row.outcome == "repeated")
        owe_difference(remittance, event.difference + paid_already)


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
    return cod if cod is not None and cod.collected else None


def _line(cod: Cod) -> RemittanceLine:
    """What we had of it before is there twice."""
    due = cod.collected - cod.remitted
    again = due <= Money.zero() or cod.holder == Holder.BANK
    return RemittanceLine(
        cod=cod,
        number=cod.guide.number,
        told=cod.collected if again else due,
        expected=Money.zero() if again else due,
        outcome="repeated" if again else "matched",
    )


def _remit(cod: Cod, amount: Money, remittance: Remittance) -> None:
    """Its operator is held to have collected what staff told delivered first: the cash says who
    did."""
    beside = None
    if cod.holder != Holder.FIELD:
        beside = _owed(amount, cod.holder, Holder.FIELD.value)
        cod.holder = Holder.FIELD.value
    key = f"remittance.{remittance.id}.{cod.pk}"
    remit(cod, amount, key=key, day=remittance.day, actor=SYSTEM, beside=beside)


def _owed(amount: Money, no_more_by: str, by: str) -> Entry:
    return Entry(
        (
            GuideMove(account="collector", amount=amount, detail=no_more_by),
            GuideMove(account="collector", amount=-amount, detail=by),
        ),
        (),
    )
