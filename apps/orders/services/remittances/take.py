"""Take a remittance: each line against its guide, differences listed, money posted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q

from apps.orders.domain.money.charges import Entry
from apps.orders.domain.money.cod import OUT, CodEvent, CodStatus
from apps.orders.models import Cod, Guide, Remittance, RemittanceLine
from apps.orders.outgoing import money as outgoing
from apps.orders.services.cod.moves import move_cod
from apps.orders.services.money.record import record_money
from quenty.contracts.customers.shapes import GuideMove
from quenty.contracts.orders.money_errors import CodError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import Money, total
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

MOST_LINES = 5_000
_REMITTABLE = OUT | {CodStatus.REMITTED, CodStatus.PAID_OUT}


@dataclass(frozen=True, slots=True)
class Told:
    number: str
    amount: Money


def take_remittance(
    *,
    operator_id: UUID,
    reference: str,
    day: date,
    lines: Sequence[Told],
    covers_until: date | None,
    livemode: bool,
    source: str,
    actor: Actor,
    encoding: str = "",
) -> Remittance:
    """What an operator paid us, by its own reference, once.

    `covers_until`: what was collected to the end of that day and is in no line is listed as
    missing. `encoding`: of the file that told it. Raises orders.cod.remittance_in_future,
    orders.cod.remittance_taken, orders.cod.remittance_too_long.
    """
    if day > clock.today():
        raise CodError.REMITTANCE_IN_FUTURE(field="day", day=str(day))
    if len(lines) > MOST_LINES:
        raise CodError.REMITTANCE_TOO_LONG(field="lines", most=MOST_LINES)
    holder = str(operator_id)
    with unit_of_work("orders"):
        cods = _locked(holder, lines, livemode)
        rows = _lines(lines, cods)
        rows += _missing(holder, cods, covers_until, livemode)
        kept = {"holder": holder, "reference": reference, "livemode": livemode, "day": day}
        remittance = _keep({**kept, "source": source, "encoding": encoding}, actor, rows)
        for row in rows:
            if row.cod is not None and row.outcome in ("matched", "short", "over"):
                remit(row.cod, row.told, key=f"remittance.{remittance.id}.{row.cod.pk}",
                      day=day, actor=actor)  # fmt: skip
        record("orders", action="cod.remittance", subject=remittance.id, actor=actor)
    return remittance


def _lines(lines: Sequence[Told], cods: dict[str, Cod]) -> list[RemittanceLine]:
    """A guide that was named before, by either of its numbers, is repeated."""
    seen: set[UUID | str] = set()
    result = []
    for told in lines:
        cod = cods.get(_name(told.number))
        key = _name(told.number) if cod is None else cod.pk
        result.append(_line(told, cod, key in seen))
        seen.add(key)
    return result


def _name(number: str) -> str:
    return number.strip().upper()


def _locked(holder: str, lines: Sequence[Told], livemode: bool) -> dict[str, Cod]:
    """By the guide's number, ours and the operator's own, in one order and its guide first, as
    whoever follows it does; only what this holder collects for us."""
    names = {_name(told.number) for told in lines} | {told.number.strip() for told in lines}
    found = Cod.objects.filter(
        Q(guide__number__in=names) | Q(guide__operator_number__in=names),
        operator_id=UUID(holder),
        livemode=livemode,
    )
    guides = Guide.objects.filter(pk__in=found.values("guide_id")).order_by("pk")
    list(guides.select_for_update().values_list("pk"))
    rows = found.select_for_update(of=("self",)).select_related("guide").order_by("pk")
    ours = [row for row in rows if row.holder in ("", holder)]
    by_theirs = {_name(row.guide.operator_number): row for row in ours if row.guide.operator_number}
    return {**by_theirs, **{row.guide.number: row for row in ours}}


def _line(told: Told, cod: Cod | None, repeated: bool) -> RemittanceLine:
    due = (
        Money.zero() if cod is None or repeated else max(Money.zero(), cod.collected - cod.remitted)
    )
    if cod is None:
        outcome = "unknown"
    elif repeated or (cod.status in _REMITTABLE and not due):
        outcome = "repeated"
    elif cod.status not in _REMITTABLE:
        outcome = "not_due"
    elif told.amount == due:
        outcome = "matched"
    else:
        outcome = "short" if told.amount < due else "over"
    return RemittanceLine(
        cod=cod, number=told.number[:30], told=told.amount, expected=due, outcome=outcome
    )


def _missing(
    holder: str, told: dict[str, Cod], until: date | None, livemode: bool
) -> list[RemittanceLine]:
    if until is None:
        return []
    end = datetime.combine(until, datetime.max.time(), BOGOTA)
    named = {cod.pk for cod in told.values()}
    rows = Cod.objects.select_related("guide").filter(
        holder=holder,
        livemode=livemode,
        status__in=[s.value for s in OUT],
        collected_at__lte=end,
    )
    return [
        RemittanceLine(
            cod=row,
            number=row.guide.number,
            told=Money.zero(),
            expected=row.collected - row.remitted,
            outcome="missing",
        )
        for row in rows.order_by("collected_at")[:MOST_LINES]
        if row.pk not in named and row.remitted < row.collected
    ]


def _keep(kept: dict[str, Any], actor: Actor, rows: list[RemittanceLine]) -> Remittance:
    ours = [row for row in rows if row.outcome in ("matched", "short", "over")]
    try:
        with unit_of_work("orders"):
            remittance = Remittance.objects.create(
                **kept,
                told=total(row.told for row in rows),
                matched=total(row.told for row in ours),
                expected=total(row.expected for row in rows),
                actor=str(actor),
            )
    except IntegrityError as error:
        raise CodError.REMITTANCE_TAKEN(field="reference", reference=kept["reference"]) from error
    for row in rows:
        row.remittance = remittance
    RemittanceLine.objects.bulk_create(rows)
    return remittance


def remit(
    cod: Cod, amount: Money, *, key: str, day: date, actor: Actor, beside: Entry | None = None
) -> None:
    """Under the COD's lock: an amount came from its holder to our bank. `beside`: posted with
    it."""
    if amount:
        entry = Entry(
            (
                GuideMove(account="collector", amount=amount, detail=cod.holder),
                GuideMove(account="bank", amount=-amount, detail="cod"),
            ),
            (),
        )
        record_money(
            cod.guide,
            entry + beside if beside else entry,
            key=key,
            purpose="cod_remitted",
            description="Recaudo recibido",
        )
    cod.remitted = cod.remitted + amount
    told = cod.status == CodStatus.COLLECTED and cod.remitted >= cod.collected
    if told:
        move_cod(cod, CodEvent.REMIT)
        cod.remitted_at = datetime.combine(day, datetime.min.time(), BOGOTA)
    cod.save()
    if told:
        event = outgoing.cod_remitted(cod)
        publish(event, aggregate=cod.guide_id, actor=actor, livemode=cod.livemode)
