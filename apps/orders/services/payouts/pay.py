"""Carry a payout out: the ledger pays and takes liens, then its guides are told."""

from collections import defaultdict
from uuid import UUID

import structlog

from apps.orders.domain.money.cod import CodEvent, CodStatus
from apps.orders.domain.money.shares import share_liens
from apps.orders.models import Cod, GuideMoney, Payout, PayoutLine
from apps.orders.neighbours import money as ledger
from apps.orders.outgoing import money as outgoing
from apps.orders.services.cod.moves import move_cod
from quenty.contracts.customers.shapes import PaidOut
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.kernel.money import Money
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

log = structlog.get_logger(__name__)


def pay_out(*, payout_id: UUID) -> None:
    """Repeatable; outside transactions. What the ledger refuses is failed, and its money
    waits for the next payout."""
    payout = Payout.objects.get(pk=payout_id)
    if payout.status != Payout.DUE:
        return
    try:
        paid = ledger.pay_out(payout)
    except DomainError as refusal:
        if refusal.status >= 500:
            raise
        _fail(payout_id, refusal)
        return
    with unit_of_work("orders"):
        payout = Payout.objects.select_for_update().get(pk=payout_id)
        if payout.status == Payout.DUE:
            _record(payout, paid)


def _fail(payout_id: UUID, refusal: DomainError) -> None:
    with unit_of_work("orders"):
        payout = Payout.objects.select_for_update().get(pk=payout_id)
        if payout.status == Payout.DUE:
            if payout.failure != refusal.code:
                log.error("payout.refused", payout=str(payout.id), code=refusal.code)
            payout.status, payout.failure = Payout.FAILED, refusal.code
            payout.save()
            payout.money.update(payout=None)


def _record(payout: Payout, paid: PaidOut) -> None:
    payout.status, payout.paid_at, payout.failure = Payout.PAID, clock.now(), ""
    payout.paid, payout.posting_id = paid.paid, paid.posting_id
    payout.liens = [
        {
            "lien_id": str(lien.lien_id),
            "kind": lien.kind,
            "reference_id": str(lien.reference_id),
            "units": lien.amount.units,
        }
        for lien in paid.liens
    ]
    payout.save()
    lines = _lines(payout, payout.gross - paid.paid)
    PayoutLine.objects.bulk_create(lines)
    _pay_cods(payout, {line.guide_id: line for line in lines})


def _lines(payout: Payout, liens: Money) -> list[PayoutLine]:
    nets: dict[UUID, Money] = defaultdict(Money.zero)
    for row in GuideMoney.objects.filter(payout=payout).order_by("guide_id", "pk"):
        nets[row.guide_id] = nets[row.guide_id] + row.merchant_amount
    shares = share_liens(list(nets.values()), liens)
    return [
        PayoutLine(payout=payout, guide_id=guide_id, net=net, liens=share, paid=net - share)
        for (guide_id, net), share in zip(nets.items(), shares, strict=True)
    ]


def _pay_cods(payout: Payout, lines: dict[UUID, PayoutLine]) -> None:
    rows = (
        Cod.objects.select_for_update(of=("self",))
        .select_related("guide")
        .filter(guide_id__in=lines, status=CodStatus.REMITTED.value)
        .order_by("pk")
    )
    actor = Actor.parse(payout.actor)
    for cod in rows:
        move_cod(cod, CodEvent.PAY)
        cod.paid_at = payout.paid_at
        cod.save()
        event = outgoing.cod_paid_out(cod, lines[cod.guide_id])
        publish(event, aggregate=cod.guide_id, actor=actor, livemode=cod.livemode)
