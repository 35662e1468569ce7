"""Facts customers tells of what merchants are invoiced."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from quenty.kernel.events import event
from quenty.kernel.money import Money


@dataclass(frozen=True, kw_only=True)
class OfInvoice:
    """`total` with taxes. `outstanding`: what of it is owed; what was paid from the wallet
    beforehand is not."""

    invoice_id: UUID
    customer_id: UUID
    number: str
    total: Money
    outstanding: Money
    issued_on: date
    due_on: date


@event("customers.invoice.issued", webhook=True)
class InvoiceIssuedV1(OfInvoice):
    pass


@event("customers.invoice.due_soon", webhook=True)
class InvoiceDueSoonV1(OfInvoice):
    """A reminder, five days and one day before."""


@event("customers.invoice.overdue", webhook=True)
class InvoiceOverdueV1(OfInvoice):
    """Its day passed: nothing new is held of the wallet until it is paid."""


@event("customers.invoice.paid", webhook=True)
class InvoicePaidV1(OfInvoice):
    """Nothing of it is owed: paid, or credited."""


@event("customers.credit_note.issued", webhook=True)
class CreditNoteIssuedV1:
    """`amount` of an invoice is taken back, with its taxes."""

    note_id: UUID
    invoice_id: UUID
    customer_id: UUID
    number: str
    invoice_number: str
    amount: Money
    reason: str
    issued_on: date
