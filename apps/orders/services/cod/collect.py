"""Money was collected at the door, all of it or less."""

from datetime import datetime
from uuid import UUID

from apps.orders.domain.money import charges
from apps.orders.domain.money.charges import Entry
from apps.orders.domain.money.cod import DISPUTABLE, CodEvent, CodStatus, Holder
from apps.orders.domain.states import Payer
from apps.orders.models import Cod, Guide
from apps.orders.outgoing import money as outgoing
from apps.orders.selectors.price_lines import charged
from apps.orders.services.cod.expect import expect_cod
from apps.orders.services.cod.moves import key_of, lock_cod, move_cod
from apps.orders.services.money.record import record_money
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM, Actor
from quenty.kernel.money import Money
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish


def collect_cod(
    *,
    guide_id: UUID,
    amount: Money | None,
    holder: str,
    method: str,
    occurred_at: datetime,
    actor: Actor = SYSTEM,
) -> Cod | None:
    """`amount` None: all that was expected. `holder`: an operator's id, field or bank (already
    ours). Told again it changes nothing; another amount than was told before is a dispute.
    None for a guide without COD.
    """
    with unit_of_work("orders"):
        cod = lock_cod(guide_id) or _first_heard_of(guide_id)
        if cod is None:
            return None
        if cod.status != CodStatus.EXPECTED:
            _compare(cod, amount, actor)
            return cod
        taken = cod.expected if amount is None else min(amount, cod.expected)
        whole = taken == cod.expected
        move_cod(cod, CodEvent.COLLECT if whole else CodEvent.COLLECT_SHORT)
        cod.collected, cod.holder, cod.method = taken, holder, method[:10]
        cod.collected_at = occurred_at
        in_bank = holder == Holder.BANK
        if in_bank:
            cod.remitted, cod.remitted_at = taken, occurred_at
        # After a correction, what was remitted before counts.
        if whole and cod.remitted >= taken:
            move_cod(cod, CodEvent.REMIT)
        cod.save()
        record_money(
            cod.guide,
            _entry(cod, taken, in_bank=in_bank),
            key=key_of(cod, "collected"),
            purpose="cod_collected",
            description="Recaudo",
        )
        _tell(cod, occurred_at, actor)
    return cod


def _first_heard_of(guide_id: UUID) -> Cod | None:
    guide = Guide.objects.filter(pk=guide_id).first()
    return lock_cod(guide_id) if guide and expect_cod(guide) else None


def _compare(cod: Cod, amount: Money | None, actor: Actor) -> None:
    """What is told later stands beside what was told first; a person decides."""
    told = cod.collected if amount is None else min(amount, cod.expected)
    if told != cod.collected and cod.status in DISPUTABLE and cod.disputed_at is None:
        cod.disputed_at, cod.disputed_by = clock.now(), str(actor)
        cod.dispute_amount, cod.dispute_reason = told, "told_otherwise"
        cod.save()


def _entry(cod: Cod, taken: Money, *, in_bank: bool) -> Entry:
    """The recipient's freight is part of what was collected: the merchant gets the rest."""
    account, detail = ("bank", cod.method) if in_bank else ("collector", cod.holder)
    entry = charges.collect(taken, account=account, detail=detail, operator=str(cod.operator_id))
    if cod.guide.order.payer == Payer.RECIPIENT:
        entry = entry + charges.charge(charged(cod.guide, "selling"))
    return entry


def _tell(cod: Cod, at: datetime, actor: Actor) -> None:
    tell = outgoing.cod_short if cod.status == CodStatus.SHORT else outgoing.cod_collected
    told: list[object] = [tell(cod, at=at)]
    if cod.status == CodStatus.REMITTED:
        told.append(outgoing.cod_remitted(cod))
    for event in told:
        publish(event, aggregate=cod.guide_id, actor=actor, livemode=cod.livemode)
