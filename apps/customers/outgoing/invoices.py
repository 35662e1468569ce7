"""Invoices and credit notes as facts."""

from apps.customers.models import CreditNote, Invoice
from quenty.contracts.customers import invoice_events as events
from quenty.kernel.actors import Actor
from quenty.platform.events import publish


def invoice_issued(row: Invoice, *, actor: Actor) -> None:
    _tell(events.InvoiceIssuedV1, row, actor)


def invoice_due_soon(row: Invoice, *, actor: Actor) -> None:
    _tell(events.InvoiceDueSoonV1, row, actor)


def invoice_overdue(row: Invoice, *, actor: Actor) -> None:
    _tell(events.InvoiceOverdueV1, row, actor)


def invoice_paid(row: Invoice, *, actor: Actor) -> None:
    _tell(events.InvoicePaidV1, row, actor)


def _tell(kind: type[events.OfInvoice], row: Invoice, actor: Actor) -> None:
    publish(
        kind(
            invoice_id=row.id,
            customer_id=row.merchant_id,
            number=row.number,
            total=row.total,
            outstanding=row.outstanding,
            issued_on=row.issued_on,
            due_on=row.due_on,
        ),
        aggregate=row.id,
        actor=actor,
        livemode=row.merchant.livemode,
    )


def credit_note_issued(note: CreditNote, *, actor: Actor) -> None:
    publish(
        events.CreditNoteIssuedV1(
            note_id=note.id,
            invoice_id=note.invoice_id,
            customer_id=note.invoice.merchant_id,
            number=note.number,
            invoice_number=note.invoice.number,
            amount=note.amount,
            reason=note.reason,
            issued_on=note.issued_on,
        ),
        aggregate=note.invoice_id,
        actor=actor,
        livemode=note.invoice.merchant.livemode,
    )
