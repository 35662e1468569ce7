"""Invoice everybody whose period is closed."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from apps.customers.domain.invoices import Cycle, closed_before
from apps.customers.models import BillingTerms, Invoice, Merchant
from apps.customers.selectors.invoices import numbers_in_force
from apps.customers.services.invoices.issue import issue_invoice
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM, Actor


def run_invoices(*, actor: Actor = SYSTEM) -> list[Invoice]:
    """Each live merchant once a period, of what no invoice has yet; nobody while no range of
    numbers is in force. Run again it finds what is there."""
    if not numbers_in_force():
        return []
    made = (_one(id_, actor) for id_ in _due())
    return [invoice for invoice in made if invoice]


def _due() -> Iterator[UUID]:
    today = clock.today()
    done = Q()
    for cycle in Cycle:
        done |= Q(cycle=cycle.value, invoiced_until__gte=closed_before(cycle, today))
    invoiced = BillingTerms.objects.filter(done).values("merchant")
    live = Merchant.objects.filter(livemode=True, registered_at__isnull=False)
    return live.exclude(pk__in=invoiced).order_by("pk").values_list("pk", flat=True).iterator()


def _one(merchant_id: UUID, actor: Actor) -> Invoice | None:
    merchant = Merchant.objects.get(pk=merchant_id)
    terms = BillingTerms.objects.filter(merchant=merchant).first()
    cycle = terms.cycle if terms else Cycle.MONTHLY
    until = closed_before(cycle, clock.today())
    return issue_invoice(merchant=merchant, until=until, actor=actor)


def invoice_delivery(*, customer_id: UUID, references: tuple[UUID, ...]) -> Invoice | None:
    """What a delivered guide cost, where its merchant is invoiced by the delivery."""
    terms = (
        BillingTerms.objects.select_related("merchant")
        .filter(merchant_id=customer_id, cycle=Cycle.DELIVERY.value, merchant__livemode=True)
        .first()
    )
    if terms is None or not numbers_in_force():
        return None  # the month's invoice takes it
    return issue_invoice(
        merchant=terms.merchant, until=clock.today(), references=references, actor=SYSTEM
    )
