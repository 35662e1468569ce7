"""What a merchant bought that no invoice charges yet, by the ledger itself."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.customers.domain.accounts import Purpose
from apps.customers.domain.invoices import BILLED_ELSEWHERE, BILLED_KINDS, Charge
from apps.customers.models import InvoicedPosting, LedgerEntry, LedgerPosting
from quenty.kernel.money import Money, total


@dataclass(frozen=True, slots=True)
class Bought:
    """A posting's income and taxes. `amount`: below zero for a refund."""

    posting_id: UUID
    reference_id: UUID | None
    description: str
    charges: tuple[Charge, ...]

    @property
    def amount(self) -> Money:
        return total(charge.amount for charge in self.charges)


def bought(
    customer_id: UUID,
    *,
    until: datetime,
    since: datetime | None = None,
    references: Collection[UUID] | None = None,
) -> list[Bought]:
    """In the order they were posted. `until`: exclusive. `references`: of these alone."""
    ids = _postings(customer_id, until=until, since=since, references=references)
    entries = (
        LedgerEntry.objects.filter(posting__in=ids, account__owner_id=None)
        .filter(account__purpose__in=[Purpose.REVENUE, Purpose.TAX_PAYABLE])
        .select_related("account", "posting")
        .order_by("posting__created_at", "posting_id", "id")
    )
    found: dict[UUID, list[LedgerEntry]] = defaultdict(list)
    for entry in entries.iterator(chunk_size=2_000):
        found[entry.posting_id].append(entry)
    return [_bought(rows) for rows in found.values()]


def _postings(
    customer_id: UUID,
    *,
    until: datetime,
    since: datetime | None,
    references: Collection[UUID] | None,
) -> QuerySet[LedgerPosting]:
    own = Q(entries__account__owner_id=customer_id, entries__created_at__lt=until)
    if since:
        own &= Q(entries__created_at__gte=since)
    rows = (
        LedgerPosting.objects.filter(own, kind__in=BILLED_KINDS)
        .exclude(purpose__in=BILLED_ELSEWHERE)
        .exclude(Exists(InvoicedPosting.objects.filter(posting=OuterRef("pk"))))
    )
    if references is not None:
        rows = rows.filter(reference_id__in=references)
    return rows.order_by().values("pk")


def _bought(rows: list[LedgerEntry]) -> Bought:
    posting = rows[0].posting
    return Bought(
        posting_id=posting.id,
        reference_id=posting.reference_id,
        description=posting.description,
        charges=tuple(Charge(row.account.purpose, row.account.detail, row.money) for row in rows),
    )
