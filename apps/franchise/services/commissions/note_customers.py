"""Merchants' sizes and payees' tax profiles, by customers' events."""

from typing import Any
from uuid import UUID

from apps.franchise.domain.settlement.profiles import LEGAL, NATURAL
from apps.franchise.models import MerchantCopy, Payee
from quenty.platform.db import unit_of_work


def note_size(*, customer_id: UUID, size: str, seq: int) -> None:
    """The newest told wins. `seq`: the event's place among the customer's."""
    with unit_of_work("franchise"):
        MerchantCopy.objects.bulk_create([MerchantCopy(id=customer_id)], ignore_conflicts=True)
        MerchantCopy.objects.filter(pk=customer_id, seq__lte=seq).update(size=size, seq=seq)


def note_person(*, customer_id: UUID, kind: str) -> None:
    """`kind`: person or company, which nobody changes."""
    person = LEGAL if kind == "company" else NATURAL
    with unit_of_work("franchise"):
        MerchantCopy.objects.bulk_create([MerchantCopy(id=customer_id)], ignore_conflicts=True)
        MerchantCopy.objects.filter(pk=customer_id).update(person=person)


def note_taxes(*, customer_id: UUID, seq: int, **told: Any) -> None:
    """`told`: simple, iva_responsible, municipality. Kept for whoever becomes a payee later; the
    newest told wins."""
    with unit_of_work("franchise"):
        MerchantCopy.objects.bulk_create([MerchantCopy(id=customer_id)], ignore_conflicts=True)
        newest = MerchantCopy.objects.filter(pk=customer_id, taxes_seq__lte=seq)
        if newest.update(taxes_seq=seq, **told):
            Payee.objects.filter(customer_id=customer_id).update(**told)
