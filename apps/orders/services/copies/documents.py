"""Merchants' documents, kept so that they are found by them. By jobs, outside transactions."""

from uuid import UUID

from apps.orders.models import MerchantCopy
from apps.orders.neighbours.merchants import document_of
from apps.orders.selectors.merchants import document_index
from quenty.kernel import clock
from quenty.platform.db import unit_of_work

BATCH = 500


def copy_document(*, customer_id: UUID) -> None:
    """A merchant's document never changes: it is read once. Raises what keeps customers from
    answering."""
    unread = MerchantCopy.objects.filter(customer_id=customer_id, document_read_at=None)
    if not unread.exists():
        return
    number = document_of(customer_id)
    with unit_of_work("orders"):
        unread.update(
            document_index=document_index(number) if number else "",
            document_read_at=clock.now(),
            updated_at=clock.now(),
        )


def copy_documents() -> int:
    """Of merchants known before, or while customers was away; how many. Raises what keeps
    customers from answering: the others come next time."""
    unread = MerchantCopy.objects.filter(document_read_at=None).order_by("created_at")
    ids = list(unread.values_list("customer_id", flat=True)[:BATCH])
    for customer_id in ids:
        copy_document(customer_id=customer_id)
    return len(ids)
