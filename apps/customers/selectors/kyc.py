"""KYC as it is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from apps.customers.domain import kyc
from apps.customers.models import KycCase, KycDocument, Merchant
from quenty.contracts.customers.errors import CustomerError


@dataclass(frozen=True)
class LevelState:
    """`required`, `missing`: kinds of documents."""

    level: str
    status: str
    reason: str
    approved_until: datetime | None
    submitted_at: datetime | None
    required: list[str]
    missing: list[str]


def levels_of(merchant: Merchant) -> list[LevelState]:
    """Both levels, begun or not."""
    cases = {case.level: case for case in KycCase.objects.filter(merchant=merchant)}
    have = set(documents_of(merchant.id).values_list("kind", flat=True))
    return [_state(merchant, level, cases.get(level), have) for level in kyc.Level]


def _state(
    merchant: Merchant, level: kyc.Level, case: KycCase | None, have: Iterable[str]
) -> LevelState:
    return LevelState(
        level=level.value,
        status=case.status if case else kyc.Status.NOT_STARTED.value,
        reason=case.reason if case else "",
        approved_until=case.approved_until if case else None,
        submitted_at=case.submitted_at if case else None,
        required=[str(kind) for kind in kyc.REQUIRED[merchant.kind, level]],
        missing=[str(k) for k in kyc.missing_documents(merchant.kind, level, set(have))],
    )


def documents_of(customer_id: UUID) -> QuerySet[KycDocument]:
    """The current ones, without their bytes."""
    return KycDocument.objects.filter(merchant_id=customer_id, replaced_at__isnull=True)


def document_by_id(document_id: UUID, *, customer_id: UUID | None) -> KycDocument:
    """`customer_id`: whose it must be; None for staff. Raises
    customers.kyc_document_not_found."""
    rows = KycDocument.objects.filter(pk=document_id)
    if customer_id is not None:
        rows = rows.filter(merchant_id=customer_id)
    found = rows.first()
    if found is None:
        raise CustomerError.KYC_DOCUMENT_NOT_FOUND()
    return found


def cases(*, status: str | None = None, level: str | None = None) -> QuerySet[KycCase]:
    """For staff."""
    rows = KycCase.objects.select_related("merchant")
    if status:
        rows = rows.filter(status=status)
    if level:
        rows = rows.filter(level=level)
    return rows
