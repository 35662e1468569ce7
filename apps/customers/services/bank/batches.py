"""Files for the bank: made by one person, sent by another where they are large."""

import csv
import io
from uuid import UUID

from django.db.models import QuerySet

from apps.customers.domain.banks import FOUR_EYES_ABOVE, Status
from apps.customers.models import BankBatch, BankPayout
from apps.customers.services.bank.move_payout import send_payout
from quenty.contracts.customers.errors import BankPayoutError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import total
from quenty.platform.audit import record
from quenty.platform.crypto import unseal
from quenty.platform.db import unit_of_work

MOST = 2_000
COLUMNS = (
    "tipo_documento", "numero_documento", "digito", "beneficiario", "codigo_banco", "tipo_cuenta",
    "numero_cuenta", "valor", "referencia", "concepto",
)  # fmt: skip
_KINDS = {"savings": "S", "checking": "D", "deposit": "DP"}


def make_batch(*, actor: Actor) -> BankBatch:
    """Of everything that is ready, the oldest first. Raises customers.payout.nothing_ready."""
    with unit_of_work("customers"):
        ready = BankPayout.objects.select_for_update(of=("self",)).filter(
            status=Status.READY.value, batch=None, merchant__livemode=True
        )
        rows = list(ready.order_by("created_at", "id")[:MOST])
        if not rows:
            raise BankPayoutError.NOTHING_READY()
        batch = BankBatch.objects.create(
            payouts_count=len(rows), total=total(row.amount for row in rows), made_by=str(actor)
        )
        BankPayout.objects.filter(pk__in=[row.pk for row in rows]).update(batch=batch)
        record("customers", action="payout.batch", subject=batch.id, actor=actor)
        return batch


def send_batch(*, batch_id: UUID, actor: Actor) -> BankBatch:
    """The bank has the file: its payouts are sent. Again changes nothing. Raises
    customers.payout.batch_not_found, .second_person."""
    with unit_of_work("customers"):
        batch = BankBatch.objects.select_for_update().filter(pk=batch_id).first()
        if batch is None:
            raise BankPayoutError.BATCH_NOT_FOUND()
        if batch.sent_at:
            return batch
        if batch.total > FOUR_EYES_ABOVE and batch.made_by == str(actor):
            raise BankPayoutError.SECOND_PERSON(most=str(FOUR_EYES_ABOVE))
        for row in _rows(batch).select_for_update(of=("self",)):
            send_payout(row, actor=actor)
        batch.sent_at, batch.sent_by = clock.now(), str(actor)
        batch.save()
        record("customers", action="payout.send", subject=batch.id, actor=actor)
        return batch


def file_of(*, batch_id: UUID, actor: Actor) -> bytes:
    """CSV in UTF-8, semicolons, a header, whole pesos: what banks' payment pages take by
    column. The numbers are in it, so each look is in the audit. Raises
    customers.payout.batch_not_found."""
    batch = BankBatch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise BankPayoutError.BATCH_NOT_FOUND()
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(batch):
        writer.writerow(_cells(row))
    with unit_of_work("customers"):
        record("customers", action="payout.file", subject=batch.id, actor=actor)
    return out.getvalue().encode()


def _rows(batch: BankBatch) -> QuerySet[BankPayout]:
    rows = batch.payouts.select_related("merchant", "account")
    return rows.order_by("created_at", "id")


def _cells(row: BankPayout) -> list[str]:
    merchant, account = row.merchant, row.account
    # A name that a spreadsheet would take for a formula is none.
    name = merchant.legal_name.lstrip("=+-@\t\r ")
    return [
        merchant.document_type,
        merchant.document_number,
        merchant.check_digit,
        name,
        account.bank,
        _KINDS[account.kind],
        unseal(bytes(account.sealed), purpose=account.id.bytes).decode(),
        str(int(row.amount.amount)),
        row.id.hex[-12:],
        row.get_source_display(),
    ]
