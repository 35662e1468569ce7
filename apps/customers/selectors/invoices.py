"""Invoices, what is owed and how old it is."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from apps.customers.domain.invoices import OWED, Cycle
from apps.customers.models import (
    BillingTerms,
    CreditNote,
    CreditProposal,
    Invoice,
    InvoicedPosting,
    Lien,
    NumberRange,
)
from apps.customers.selectors.merchants import merchant_of
from quenty.contracts.customers.errors import CreditError, InvoiceError
from quenty.kernel import clock
from quenty.kernel.money import Money, total
from quenty.platform.auth import Principal


def invoices(
    principal: Principal, *, status: str | None = None, customer_id: UUID | None = None
) -> QuerySet[Invoice]:
    """A merchant's own; staff sees everybody's."""
    rows = Invoice.objects.select_related("merchant").defer("draft")
    if not principal.is_staff:
        rows = rows.filter(merchant=merchant_of(principal))
    if status:
        rows = rows.filter(status=status)
    if customer_id:
        rows = rows.filter(merchant_id=customer_id)
    return rows


def invoice(principal: Principal, invoice_id: UUID) -> Invoice:
    """Raises customers.invoice.not_found."""
    row = invoices(principal).defer(None).filter(pk=invoice_id).first()
    if row is None:
        raise InvoiceError.NOT_FOUND()
    return row


def invoiced_postings(principal: Principal, invoice_id: UUID) -> QuerySet[InvoicedPosting]:
    """What an invoice is made of. Raises customers.invoice.not_found."""
    row = invoice(principal, invoice_id)
    return row.postings.filter(note=None).select_related("posting")


def notes(principal: Principal, invoice_id: UUID) -> QuerySet[CreditNote]:
    """Raises customers.invoice.not_found."""
    return invoice(principal, invoice_id).notes.select_related("invoice").defer("draft")


def overdue(customer_id: UUID) -> Money:
    """What of its invoices and of what it owes us besides is past its day, whether or not that
    was told already."""
    # What is unpaid past its day is overdue, whatever its status says yet.
    late = Invoice.objects.exclude(status="paid").filter(
        merchant_id=customer_id, due_on__lt=clock.today()
    )
    invoiced = late.aggregate(owed=Sum("outstanding"))["owed"] or Money.zero()
    claims = _claims(customer_id).filter(due_on__lt=clock.today())
    return invoiced + _left(claims)


def _claims(customer_id: UUID) -> QuerySet[Lien]:
    """What it owes us itself, and no other has a right to."""
    return Lien.objects.filter(merchant_id=customer_id, status="open", due_on__isnull=False)


def _left(claims: QuerySet[Lien]) -> Money:
    return total(row.amount - row.taken for row in claims)


def refuse_in_debt(customer_id: UUID) -> None:
    """Raises customers.credit.overdue."""
    owed = overdue(customer_id)
    if owed:
        raise CreditError.OVERDUE(owed=str(owed))


def owes(customer_id: UUID) -> bool:
    unpaid = Invoice.objects.filter(merchant_id=customer_id, status__in=OWED)
    return unpaid.exists() or _claims(customer_id).exists()


def credit_of(customer_id: UUID) -> dict[str, Any]:
    """Terms and debt of a merchant. `owed`: of unpaid invoices, and fees that no wallet paid."""
    terms = BillingTerms.objects.filter(merchant_id=customer_id).first()
    unpaid = Invoice.objects.filter(merchant_id=customer_id, status__in=OWED)
    return {
        "limit": terms.limit if terms else Money.zero(),
        "days": terms.days if terms else 0,
        "cycle": terms.cycle if terms else Cycle.MONTHLY.value,
        "owed": (unpaid.aggregate(owed=Sum("outstanding"))["owed"] or Money.zero())
        + _left(_claims(customer_id)),
        "overdue": overdue(customer_id),
    }


def ageing(*, owing: bool | None = None) -> QuerySet[BillingTerms]:
    """Terms with what is owed under them by days past due: `current`, `to_30`, `to_60`,
    `to_90`, `older`, and `owed` in all. `owing`: only of those who owe."""
    today = clock.today()
    unpaid = Q(merchant__invoices__status__in=OWED)

    def late(more_than: int, up_to: int | None) -> Sum:
        dated = Q(merchant__invoices__due_on__lt=today - timedelta(days=more_than))
        if up_to is not None:
            dated &= Q(merchant__invoices__due_on__gte=today - timedelta(days=up_to))
        return _owed(unpaid & dated)

    rows = BillingTerms.objects.select_related("merchant").annotate(
        current=_owed(unpaid & Q(merchant__invoices__due_on__gte=today)),
        to_30=late(0, 30),
        to_60=late(30, 60),
        to_90=late(60, 90),
        older=late(90, None),
        owed=_owed(unpaid),
    )
    return rows.filter(owed__gt=Money.zero()) if owing else rows


def _owed(those: Q) -> Sum:
    return Sum("merchant__invoices__outstanding", filter=those, default=Money.zero())


def proposals(*, status: str | None = None) -> QuerySet[CreditProposal]:
    rows = CreditProposal.objects.select_related("merchant")
    return rows.filter(status=status) if status else rows


def number_ranges() -> QuerySet[NumberRange]:
    return NumberRange.objects.all()


def numbers_in_force() -> bool:
    """Whether invoices and credit notes can be numbered today."""
    today = clock.today()
    live = NumberRange.objects.filter(
        valid_from__lte=today, valid_to__gte=today, next__lte=F("last")
    )
    return live.values("kind").distinct().count() == len(NumberRange.Kind)
