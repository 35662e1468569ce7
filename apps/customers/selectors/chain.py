"""What the hash chain is made of: digests of postings as the database has them now."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from apps.customers.domain.chain import posting_digest
from apps.customers.models import LedgerEntry, LedgerPosting

_POSTING = (
    "id",
    "kind",
    "purpose",
    "description",
    "reference_id",
    "idempotency_key",
    "position",
    "reverses_id",
    "actor",
    "livemode",
    "created_at",
)
# With whose account it is, and for what: an account given to somebody else shows as well.
_ENTRY = (
    "id",
    "posting_id",
    "account_id",
    "account__owner_id",
    "account__purpose",
    "account__detail",
    "amount",
    "currency",
    "version",
    "balance_after",
    "created_at",
)


def digests_of(ids: Sequence[UUID]) -> dict[UUID, str]:
    """By posting; one that is not there has none. By algorithm 1 of `domain/chain.py`, of which
    the names above are a part."""
    entries: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for entry in LedgerEntry.objects.filter(posting_id__in=ids).order_by("id").values(*_ENTRY):
        entries[entry["posting_id"]].append(entry)
    postings = LedgerPosting.objects.filter(id__in=ids).values(*_POSTING)
    return {row["id"]: posting_digest(row, entries[row["id"]]) for row in postings}
