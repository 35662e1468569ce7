"""What a parcel cost and nothing collected for its merchant pays: charged to the wallet."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Sum

from apps.orders.domain.money.charges import settle_debt
from apps.orders.models import Guide, GuideMoney
from apps.orders.neighbours import money as ledger
from apps.orders.selectors.payouts import payable, waiting_by_merchant
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.kernel.money import Money
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue

PURPOSE = "guide_debt"
_AT_ONCE = 500


def ask_for_debt(row: GuideMoney) -> None:
    """After something of a guide was posted, inside its unit of work: nothing while its merchant
    is owed of it, while more of it is still to be posted, or its COD is open."""
    if row.merchant_amount and row.purpose != PURPOSE:
        _ask(payable(row.customer_id, livemode=row.livemode).filter(guide_id=row.guide_id))


def sweep_debts(*, customer_id: UUID | None = None) -> int:
    """Every guide that costs, of merchants to whom less than nothing is due; how many. The ledger
    takes no more than what a merchant owes in all, whatever is asked."""
    asked = 0
    for owner, livemode, amount in waiting_by_merchant(customer_id):
        if amount < Money.zero():
            with unit_of_work("orders"):
                asked += _ask(payable(owner, livemode=livemode))
    return asked


def _ask(rows: "QuerySet[GuideMoney]") -> int:
    waiting = GuideMoney.objects.filter(guide=OuterRef("guide")).exclude(status=GuideMoney.POSTED)
    sums = rows.exclude(Exists(waiting)).order_by().values("guide_id")
    negative = sums.annotate(sum=Sum("merchant_amount")).filter(sum__lt=Money.zero())
    found = {row["guide_id"]: -row["sum"] for row in negative.order_by("guide_id")[:_AT_ONCE]}
    guides = Guide.objects.filter(pk__in=found).order_by("pk")
    return sum(_begin(guide, found[guide.pk]) for guide in guides)


def _begin(guide: Guide, most: Money) -> bool:
    """A row to be posted: until it is, its guide is in no payout. It asks for `most`."""
    number = guide.money.filter(purpose=PURPOSE).count() + 1
    row, made = GuideMoney.objects.get_or_create(
        key=f"debt.{guide.pk}.{number}",
        defaults={
            "guide": guide,
            "customer_id": guide.customer_id,
            "livemode": guide.livemode,
            "kind": "adjustment",
            "purpose": PURPOSE,
            "description": f"Cobro de la guía {guide.number}",
            "moves": [{"account": "merchant", "units": most.units, "detail": ""}],
            "lines": [],
            "merchant_amount": Money.zero(),
        },
    )
    if made:
        enqueue("orders.post_money", money_id=str(row.id))
    return bool(made)


def collect_debt(row: GuideMoney) -> None:
    """What the ledger took is written into the row; a row of which nothing is owed is dropped.
    Repeatable; outside transactions."""
    try:
        collected = ledger.collect_debt(row, most=Money.from_units(row.moves[0]["units"]))
    except DomainError as refusal:
        if refusal.code != CustomerError.NOTHING_OWED.code:
            raise
        with unit_of_work("orders"):
            GuideMoney.objects.filter(pk=row.pk, status=GuideMoney.DUE).delete()
        return
    entry = settle_debt(by_wallet=collected.from_wallet, claimed=collected.claimed)
    with unit_of_work("orders"):
        GuideMoney.objects.filter(pk=row.pk, status=GuideMoney.DUE).update(
            moves=[
                {"account": m.account, "units": m.amount.units, "detail": m.detail}
                for m in entry.moves
            ],
            lines=[{"line": line.value, "units": amount.units} for line, amount in entry.lines],
            merchant_amount=entry.merchant,
            status=GuideMoney.POSTED,
            posting_id=collected.posting_id,
            posted_at=clock.now(),
            updated_at=clock.now(),
        )
