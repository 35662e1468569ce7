"""Post a guide's money to the ledger. Repeatable; outside transactions."""

from datetime import timedelta
from uuid import UUID

import structlog

from apps.orders.models import GuideMoney
from apps.orders.neighbours import money as ledger
from apps.orders.services.money import debts
from apps.orders.services.money.record import moves_of
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue

log = structlog.get_logger(__name__)
# Longer than the background takes to come round to a job.
STUCK_AFTER = timedelta(minutes=15)
_AT_ONCE = 500


def post_money(*, money_id: UUID) -> None:
    """The key derives from the row's id, so that a lost answer is answered again."""
    row = GuideMoney.objects.filter(pk=money_id).first()
    if row is None or row.status != GuideMoney.DUE:
        return
    try:
        if row.purpose == debts.PURPOSE:
            debts.collect_debt(row)
            return
        posting_id = ledger.post_money(row, moves_of(row))
    except DomainError as refusal:
        if refusal.status >= 500:
            raise
        # Nothing here depends on the moment: it will be refused again. Somebody must look.
        log.error("guide_money.refused", money=str(row.id), code=refusal.code)
        _mark(row.pk, status=GuideMoney.REFUSED, failure=refusal.code)
        return
    with unit_of_work("orders"):
        _mark(row.pk, status=GuideMoney.POSTED, posting_id=posting_id, posted_at=clock.now())
        debts.ask_for_debt(row)


def _mark(pk: UUID, **values: object) -> None:
    with unit_of_work("orders"):
        GuideMoney.objects.filter(pk=pk, status=GuideMoney.DUE).update(
            **values, updated_at=clock.now()
        )


def post_again(*, money_id: UUID) -> None:
    """What was refused, or is stuck, is tried once more."""
    with unit_of_work("orders"):
        GuideMoney.objects.filter(pk=money_id).exclude(status=GuideMoney.POSTED).update(
            status=GuideMoney.DUE, failure=""
        )
        enqueue("orders.post_money", money_id=str(money_id))


def sweep_money() -> int:
    """Ask again for what has been due for long; how many there were."""
    before = clock.now() - STUCK_AFTER
    stuck = GuideMoney.objects.filter(status=GuideMoney.DUE, created_at__lt=before)
    ids = list(stuck.values_list("pk", flat=True)[:_AT_ONCE])
    with unit_of_work("orders"):
        for id_ in ids:
            enqueue("orders.post_money", money_id=str(id_))
    return len(ids)
