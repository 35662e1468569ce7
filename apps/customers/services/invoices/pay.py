"""Pay an invoice from the wallet."""

from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain.invoices import Action, next_status
from apps.customers.models import Invoice, InvoicePayment
from apps.customers.outgoing import invoices as told
from apps.customers.services.invoices import debt
from quenty.contracts.customers.errors import CustomerError, InvoiceError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.ids import new_id
from quenty.kernel.money import Money
from quenty.platform.db import unit_of_work


def pay_invoice(*, invoice_id: UUID, amount: Money | None = None, actor: Actor) -> Invoice:
    """All that is owed of it, or `amount`; by the money that is there, never by credit.

    Raises customers.invoice.not_found, .nothing_owed, .exceeds_owed,
    customers.amount_not_positive, customers.amount_not_whole, customers.insufficient_funds.
    """
    with unit_of_work("customers"):
        invoice = locked_invoice(invoice_id)
        next_status(invoice.status, Action.SETTLE)
        wanted = invoice.outstanding if amount is None else amount
        if wanted <= Money.zero():
            raise CustomerError.AMOUNT_NOT_POSITIVE(field="amount")
        if wanted > invoice.outstanding:
            owed = str(invoice.outstanding)
            raise InvoiceError.EXCEEDS_OWED(field="amount", wanted=str(wanted), owed=owed)
        there = debt.spendable(invoice.merchant)
        if there < wanted:
            raise CustomerError.INSUFFICIENT_FUNDS(available=str(there), wanted=str(wanted))
        _pay(invoice, wanted, actor)
    return invoice


def collect_invoice(*, invoice_id: UUID, actor: Actor) -> Money:
    """Take what the wallet has of what is owed; how much that was."""
    with unit_of_work("customers"):
        invoice = locked_invoice(invoice_id)
        there = min(invoice.outstanding, debt.spendable(invoice.merchant))
        if there:
            _pay(invoice, there, actor)
    return there


def _pay(invoice: Invoice, amount: Money, actor: Actor) -> None:
    payment_id = new_id()
    posting = debt.from_wallet(invoice, amount, key=f"invoice-payment:{payment_id}", actor=actor)
    InvoicePayment.objects.create(
        id=payment_id, invoice=invoice, posting=posting, amount=amount, actor=str(actor)
    )
    outgoing.wallet_debited(invoice.merchant, posting, amount=amount, actor=actor)
    take_off(invoice, amount, actor=actor)
    invoice.save()


def take_off(invoice: Invoice, amount: Money, *, actor: Actor) -> None:
    """`amount` of a locked invoice is owed no more; tells once nothing is. Saves nothing."""
    invoice.outstanding = invoice.outstanding - amount
    if not invoice.outstanding:
        invoice.status = next_status(invoice.status, Action.SETTLE)
        invoice.paid_at = clock.now()
        told.invoice_paid(invoice, actor=actor)


def locked_invoice(invoice_id: UUID) -> Invoice:
    """Raises customers.invoice.not_found."""
    row = (
        Invoice.objects.select_for_update(of=("self",))
        .select_related("merchant")
        .filter(pk=invoice_id)
        .first()
    )
    if row is None:
        raise InvoiceError.NOT_FOUND()
    return row
