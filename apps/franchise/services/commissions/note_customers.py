"""Merchants' sizes and payees' tax profiles, by customers' events."""

from uuid import UUID

from apps.franchise.models import MerchantCopy, Payee
from quenty.platform.db import unit_of_work


def note_size(*, customer_id: UUID, size: str, seq: int) -> None:
    """The newest told wins. `seq`: the event's place among the customer's."""
    with unit_of_work("franchise"):
        MerchantCopy.objects.bulk_create([MerchantCopy(id=customer_id)], ignore_conflicts=True)
        MerchantCopy.objects.filter(pk=customer_id, seq__lte=seq).update(size=size, seq=seq)


def note_taxes(
    *, customer_id: UUID, simple: bool, iva_responsible: bool, municipality: str
) -> None:
    with unit_of_work("franchise"):
        Payee.objects.filter(customer_id=customer_id).update(
            simple=simple, iva_responsible=iva_responsible, municipality=municipality
        )
