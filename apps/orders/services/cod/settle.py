"""Say that another amount was collected, and decide what stands."""

from uuid import UUID

from apps.orders.domain.money import charges
from apps.orders.domain.money.charges import Entry, Line
from apps.orders.domain.money.cod import DISPUTABLE, CodEvent, CodStatus, Holder
from apps.orders.models import Cod
from apps.orders.outgoing import money as outgoing
from apps.orders.services.cod.fee_back import follow_fee
from apps.orders.services.cod.moves import lock_cod, move_cod
from apps.orders.services.freight.follow import follow_refunds
from apps.orders.services.money.record import record_money
from quenty.contracts.customers.shapes import GuideMove
from quenty.contracts.orders.money_errors import CodError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish


def dispute_cod(*, guide_id: UUID, amount: Money, reason: str, actor: Actor) -> Cod:
    """Its money is not paid out until somebody decides.

    Raises orders.cod.not_found, orders.cod.transition_refused, orders.cod.above_expected.
    """
    with unit_of_work("orders"):
        cod = _locked(guide_id)
        if cod.status not in DISPUTABLE or cod.disputed_at is not None:
            raise CodError.TRANSITION_REFUSED(status=cod.status, event="dispute")
        _refuse_above(cod, amount)
        cod.disputed_at, cod.disputed_by = clock.now(), str(actor)
        cod.dispute_amount, cod.dispute_reason = amount, reason[:300]
        cod.save()
        data = {"amount": amount, "reason": reason[:300]}
        record("orders", action="cod.dispute", subject=cod.id, actor=actor, data=data)
    return cod


def settle_cod(*, guide_id: UUID, amount: Money, reason: str, actor: Actor) -> Cod:
    """`amount` is what was collected for good: all that was expected when the collector
    answers for what is missing, less when the merchant bears it.

    Raises orders.cod.not_found, orders.cod.transition_refused, orders.cod.above_expected.
    """
    with unit_of_work("orders"):
        cod = _locked(guide_id)
        doubtful = cod.status == CodStatus.SHORT or cod.disputed_at is not None
        if not doubtful or cod.status not in DISPUTABLE:
            raise CodError.TRANSITION_REFUSED(status=cod.status, event="settle")
        _refuse_above(cod, amount)
        entry = _entry(cod, amount)
        number = cod.guide.money.filter(purpose="cod_settled").count() + 1
        was_paid = cod.status == CodStatus.PAID_OUT
        cod.collected, cod.disputed_at = amount, None
        move_cod(cod, CodEvent.SETTLE)
        if cod.remitted >= cod.collected:
            move_cod(cod, CodEvent.REMIT)
            if was_paid:
                move_cod(cod, CodEvent.PAY)
        cod.save()
        record_money(
            cod.guide,
            entry,
            key=f"cod.{cod.id}.{cod.round}.settled.{number}",
            purpose="cod_settled",
            description="Recaudo aclarado",
        )
        follow_fee(cod.guide, cod)
        follow_refunds(cod.guide)
        data = {"amount": amount, "reason": reason[:300]}
        record("orders", action="cod.settle", subject=cod.id, actor=actor, data=data)
        event = outgoing.cod_collected(cod, at=cod.collected_at or clock.now())
        publish(event, aggregate=cod.guide_id, actor=actor, livemode=cod.livemode)
    return cod


def _entry(cod: Cod, amount: Money) -> Entry:
    """Nothing is expected any more; the collector owes what stands, the merchant is due it."""
    outstanding = _outstanding(cod)
    change = amount - cod.collected
    entry = charges.expect(-outstanding, operator=str(cod.operator_id))
    if change:
        in_bank = cod.holder == Holder.BANK
        account, detail = ("bank", cod.method) if in_bank else ("collector", cod.holder)
        entry = entry + Entry(
            (
                GuideMove(account=account, amount=-change, detail=detail),
                GuideMove(account="merchant", amount=change),
            ),
            ((Line.COLLECTED, change),),
        )
    return entry


def _outstanding(cod: Cod) -> Money:
    """Of what was expected, what no posting has taken off yet."""
    return cod.expected - cod.collected if cod.status == CodStatus.SHORT else Money.zero()


def _refuse_above(cod: Cod, amount: Money) -> None:
    if amount > cod.expected:
        raise CodError.ABOVE_EXPECTED(field="amount", expected=str(cod.expected))


def _locked(guide_id: UUID) -> Cod:
    cod = lock_cod(guide_id)
    if cod is None:
        raise CodError.NOT_FOUND()
    return cod
