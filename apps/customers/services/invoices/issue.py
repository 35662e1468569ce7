"""Invoice what a merchant bought, once each posting."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from apps.customers.domain import electronic
from apps.customers.domain.electronic import Party
from apps.customers.domain.invoices import Content, Status, content_of, plain
from apps.customers.models import BillingTerms, Invoice, InvoicedPosting, Merchant
from apps.customers.outgoing import invoices as outgoing
from apps.customers.selectors.billing import Bought, bought
from apps.customers.services.invoices import debt
from apps.customers.services.invoices.notes import note_refunds
from apps.customers.services.invoices.numbers import issuer_of, take_number
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

# What was posted near a period's end may have been committed after it was invoiced, and
# refunds beyond what was bought wait for a period that bought more.
_LATE = timedelta(days=92)


def issue_invoice(
    *,
    merchant: Merchant,
    until: date,
    references: Collection[UUID] | None = None,
    actor: Actor,
) -> Invoice | None:
    """Of what was bought before the day `until` and is in no invoice; None where that is
    nothing. `references`: of these orders and guides alone, up to now.

    What the wallet had is paid; what it fell below zero is owed within the merchant's term.
    Refunds of what is invoiced already become credit notes. Raises
    customers.invoice.range_missing.
    """
    with unit_of_work("customers"):
        terms = lock_terms(merchant)
        rows = bought(
            merchant.id,
            until=clock.now() if references is not None else _midnight(until),
            since=_midnight(terms.invoiced_until) - _LATE if terms.invoiced_until else None,
            references=references,
        )
        rows = note_refunds(merchant, rows, actor=actor)
        if references is None:
            terms.invoiced_until = until
            terms.save()
        content = content_of(charge for row in rows for charge in row.charges)
        if content.total <= Money.zero():
            return None
        return _issue(merchant, terms, rows, content, actor)


def lock_terms(merchant: Merchant) -> BillingTerms:
    """A merchant's terms, the usual ones where it has none; one invoicing at a time."""
    BillingTerms.objects.bulk_create(
        [BillingTerms(merchant=merchant, limit=Money.zero())],
        ignore_conflicts=True,
    )
    return BillingTerms.objects.select_for_update().get(merchant=merchant)


def _issue(
    merchant: Merchant, terms: BillingTerms, rows: Sequence[Bought], content: Content, actor: Actor
) -> Invoice:
    today = clock.today()
    range_, numbered = take_number("invoice", day=today)
    owed = min(debt.wallet_debt(merchant), content.total)
    invoice = Invoice(
        merchant=merchant,
        range=range_,
        number=f"{numbered.prefix}{numbered.number}",
        status=Status.OPEN if owed else Status.PAID,
        net=content.net,
        tax=content.total - content.net,
        total=content.total,
        owed=owed,
        outstanding=owed,
        credited=Money.zero(),
        issued_on=today,
        due_on=today + timedelta(days=terms.days),
        lines=[plain(line) for line in content.lines],
        taxes=[plain(line) for line in content.taxes],
        paid_at=None if owed else clock.now(),
    )
    invoice.draft = electronic.draft(
        type_code=electronic.INVOICE,
        numbered=numbered,
        issuer=issuer_of(range_),
        buyer=electronic.party(buyer_of(merchant)),
        content=content,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        on_credit=bool(owed),
    )
    if owed:
        invoice.posting = debt.to_invoice(invoice, owed, actor=actor)
    invoice.save(force_insert=True)
    InvoicedPosting.objects.bulk_create(
        [
            InvoicedPosting(
                invoice=invoice,
                posting_id=row.posting_id,
                reference_id=row.reference_id,
                amount=row.amount,
            )
            for row in rows
        ],
        batch_size=1_000,
    )
    record("customers", action="invoice.issue", subject=invoice.id, actor=actor)
    outgoing.invoice_issued(invoice, actor=actor)
    if not owed:
        outgoing.invoice_paid(invoice, actor=actor)
    return invoice


def buyer_of(merchant: Merchant) -> Party:
    return Party(
        name=merchant.legal_name,
        document_type=merchant.document_type,
        number=merchant.document_number,
        check_digit=merchant.check_digit,
        email=merchant.email,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.BOGOTA)
