"""What becomes of unpaid invoices: reminded, collected, overdue. Each may be run again."""

from datetime import timedelta
from uuid import UUID

from apps.customers.domain.invoices import OWED, REMINDED_BEFORE, Action, Status, next_status
from apps.customers.models import Invoice
from apps.customers.outgoing import invoices as outgoing
from apps.customers.services.invoices.pay import collect_invoice, locked_invoice
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.platform.db import unit_of_work


def collect_due(*, customer_id: UUID | None = None) -> int:
    """Take what is due of wallets that have it, the oldest first; how many invoices gave."""
    due = Invoice.objects.filter(status__in=OWED, due_on__lte=clock.today())
    if customer_id:
        due = due.filter(merchant_id=customer_id)
    ids = due.order_by("due_on", "id").values_list("id", flat=True)
    return sum(bool(collect_invoice(invoice_id=id_, actor=SYSTEM)) for id_ in list(ids))


def expire_invoices() -> int:
    """What is not paid by its day is overdue, and told; how many are now."""
    late = Invoice.objects.filter(status=Status.OPEN.value, due_on__lt=clock.today())
    return sum(_expire(id_) for id_ in list(late.values_list("id", flat=True)))


def _expire(invoice_id: UUID) -> bool:
    with unit_of_work("customers"):
        invoice = locked_invoice(invoice_id)
        if invoice.status != Status.OPEN:
            return False
        invoice.status = next_status(invoice.status, Action.EXPIRE)
        invoice.save()
        outgoing.invoice_overdue(invoice, actor=SYSTEM)
    return True


def remind_of_invoices() -> int:
    """Once five days and once one day before the due day; how many were reminded of."""
    return sum(_remind_at(days) for days in sorted(REMINDED_BEFORE))


def _remind_at(days: int) -> int:
    today = clock.today()
    near = Invoice.objects.filter(
        status=Status.OPEN.value, due_on__gte=today, due_on__lte=today + timedelta(days=days)
    ).exclude(reminded__lte=days)
    return sum(_remind(id_, days) for id_ in list(near.values_list("id", flat=True)))


def _remind(invoice_id: UUID, days: int) -> bool:
    with unit_of_work("customers"):
        invoice = locked_invoice(invoice_id)
        done = invoice.reminded is not None and invoice.reminded <= days
        if invoice.status != Status.OPEN or done:
            return False
        invoice.reminded = days
        invoice.save()
        outgoing.invoice_due_soon(invoice, actor=SYSTEM)
    return True
