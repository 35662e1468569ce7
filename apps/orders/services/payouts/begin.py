"""Gather what a merchant is due and begin its payout."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from apps.orders.models import GuideMoney, Payout
from apps.orders.selectors.payouts import payable
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money, total
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue


def begin_payout(
    *, customer_id: UUID, livemode: bool, day: date, minimum: Money, actor: Actor
) -> Payout | None:
    """A payout of everything payable; None when that is nothing, less than the `minimum`, or
    what the merchant owes us, which then waits for the next; or when one was made for the day.
    One that failed that day is tried again, of what is payable by now.
    """
    with unit_of_work("orders"):
        same = Payout.objects.filter(customer_id=customer_id, livemode=livemode, day=day)
        if same.exclude(status=Payout.FAILED).exists():
            return None
        # Its key at the ledger is of the refusal, which stays one: the number makes it another.
        failed = same.select_for_update().order_by("-created_at").first()
        rows = list(payable(customer_id, livemode=livemode).select_for_update(of=("self",)))
        whole = _whole_guides(rows)
        gross = total(row.merchant_amount for row in whole)
        if not whole or gross <= Money.zero() or gross < minimum:
            return None
        payout = failed or Payout(customer_id=customer_id, livemode=livemode, day=day)
        payout.gross, payout.actor, payout.status = gross, str(actor), Payout.DUE
        payout.tries += 1
        payout.save()
        GuideMoney.objects.filter(pk__in=[row.pk for row in whole]).update(payout=payout)
        enqueue("orders.pay_out", payout_id=str(payout.id))
    return payout


def _whole_guides(rows: list[GuideMoney]) -> list[GuideMoney]:
    """A guide of which something is still to be posted waits as a whole."""
    by_guide: dict[UUID, list[GuideMoney]] = defaultdict(list)
    for row in rows:
        by_guide[row.guide_id].append(row)
    waiting = set(
        GuideMoney.objects.filter(guide_id__in=by_guide)
        .exclude(status=GuideMoney.POSTED)
        .values_list("guide_id", flat=True)
    )
    return [row for row in rows if row.guide_id not in waiting]
