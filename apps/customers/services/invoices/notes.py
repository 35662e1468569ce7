"""Credit notes: what was invoiced and is taken back, in whole or part."""

from collections.abc import Sequence
from uuid import UUID

from apps.customers.domain import accounts, electronic, invoices, postings
from apps.customers.domain.accounts import AccountKey
from apps.customers.domain.invoices import Charge
from apps.customers.models import CreditNote, Invoice, InvoicedPosting, LedgerPosting, Merchant
from apps.customers.outgoing import invoices as outgoing
from apps.customers.selectors.billing import Bought
from apps.customers.services.invoices import debt
from apps.customers.services.invoices.numbers import issuer_of, take_number
from apps.customers.services.invoices.pay import locked_invoice, take_off
from quenty.contracts.customers.errors import CustomerError, InvoiceError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def give_credit(*, invoice_id: UUID, amount: Money, reason: str, actor: Actor) -> CreditNote:
    """Take `amount` of an invoice back, taxes included, each line its share: of what is owed
    first, and the rest into the wallet.

    Raises customers.invoice.not_found, .note_exceeds, .range_missing,
    customers.amount_not_positive, customers.amount_not_whole.
    """
    if amount <= Money.zero():
        raise CustomerError.AMOUNT_NOT_POSITIVE(field="amount")
    if not amount.is_whole():
        raise CustomerError.AMOUNT_NOT_WHOLE(field="amount", amount=str(amount))
    with unit_of_work("customers"):
        invoice = locked_invoice(invoice_id)
        given = _shares(invoice, amount)
        forgiven = min(amount, invoice.outstanding)
        note_id = new_id()
        posting = debt.from_income(
            invoice,
            [(AccountKey(None, accounts.Purpose(g.purpose), g.detail), -g.amount) for g in given],
            forgiven=forgiven,
            refunded=amount - forgiven,
            key=f"credit-note:{note_id}",
            actor=actor,
        )
        note = _write(invoice, given, posting, reason, note_id=note_id, actor=actor)
        if forgiven:
            take_off(invoice, forgiven, actor=actor)
        invoice.save()
        return note


def _shares(invoice: Invoice, amount: Money) -> list[Charge]:
    """What each account gives: refunds in parts end where one of everything would."""
    left = invoice.total - invoice.credited
    if amount > left:
        raise InvoiceError.NOTE_EXCEEDS(field="amount", wanted=str(amount), left=str(left))
    kinds = [
        *((accounts.Purpose.REVENUE, line) for line in invoice.lines),
        *((accounts.Purpose.TAX_PAYABLE, line) for line in invoice.taxes),
    ]
    parts = [postings.steps_of(Money(line["amount"], COP)) for _, line in kinds]
    before = postings.steps_of(invoice.credited)
    was = postings.share_out(parts, before)
    now = postings.share_out(parts, before + postings.steps_of(amount))
    return [
        Charge(purpose, line["kind"], postings.from_steps(after - first))
        for (purpose, line), first, after in zip(kinds, was, now, strict=True)
        if after != first
    ]


def note_refunds(merchant: Merchant, rows: Sequence[Bought], *, actor: Actor) -> list[Bought]:
    """Document what was given back of invoices that stand; what is left to be invoiced.
    Inside the caller's unit of work."""
    back = {row.reference_id for row in rows if row.amount < Money.zero() and row.reference_id}
    if not back:
        return list(rows)
    known = InvoicedPosting.objects.filter(
        reference_id__in=back, note=None, invoice__merchant=merchant
    ).order_by("created_at")
    by_reference = dict(known.values_list("reference_id", "invoice_id"))
    return [row for row in rows if not _noted(row, by_reference.get(row.reference_id), actor)]


def _noted(row: Bought, invoice_id: UUID | None, actor: Actor) -> bool:
    if invoice_id is None or row.amount >= Money.zero():
        return False
    invoice = locked_invoice(invoice_id)
    if -row.amount > invoice.total - invoice.credited:
        return False
    posting = LedgerPosting.objects.get(pk=row.posting_id)
    given = [Charge(each.purpose, each.detail, -each.amount) for each in row.charges]
    note = _write(invoice, given, posting, row.description or posting.purpose, actor=actor)
    invoice.save()
    InvoicedPosting.objects.create(
        invoice=invoice,
        note=note,
        posting=posting,
        reference_id=row.reference_id,
        amount=row.amount,
    )
    return True


def _write(
    invoice: Invoice,
    given: Sequence[Charge],
    posting: LedgerPosting,
    reason: str,
    *,
    note_id: UUID | None = None,
    actor: Actor,
) -> CreditNote:
    content, today = invoices.content_of(given), clock.today()
    range_, numbered = take_number("credit_note", day=today)
    draft = electronic.draft(
        type_code=electronic.CREDIT_NOTE,
        numbered=numbered,
        issuer=issuer_of(range_),
        buyer=invoice.draft["AccountingCustomerParty"],
        content=content,
        issued_on=today,
        due_on=today,
        on_credit=False,
        of_invoice=invoice.number,
    )
    note = CreditNote.objects.create(
        id=note_id or new_id(),
        invoice=invoice,
        range=range_,
        number=f"{numbered.prefix}{numbered.number}",
        amount=content.total,
        reason=reason[:300],
        issued_on=today,
        lines=[invoices.plain(line) for line in content.lines],
        taxes=[invoices.plain(line) for line in content.taxes],
        draft=draft,
        posting=posting,
        actor=str(actor),
    )
    invoice.credited = invoice.credited + content.total
    record("customers", action="invoice.credit", subject=invoice.id, actor=actor)
    outgoing.credit_note_issued(note, actor=actor)
    return note
