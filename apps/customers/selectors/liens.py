"""Liens as they are read."""

from uuid import UUID

from django.db.models import QuerySet

from apps.customers.models import Lien
from quenty.contracts.customers import shapes
from quenty.contracts.customers.errors import CustomerError


def liens_of(customer_id: UUID, *, status: str = "") -> QuerySet[Lien]:
    rows = Lien.objects.filter(merchant_id=customer_id)
    return rows.filter(status=status) if status else rows


def lien_by_id(lien_id: UUID, *, lock: bool = False) -> Lien:
    """Raises customers.lien_not_found."""
    rows = Lien.objects.select_for_update() if lock else Lien.objects.all()
    row = rows.filter(pk=lien_id).first()
    if row is None:
        raise CustomerError.LIEN_NOT_FOUND()
    return row


def lien_dto(row: Lien) -> shapes.Lien:
    return shapes.Lien(
        lien_id=row.id,
        customer_id=row.merchant_id,
        kind=row.kind,
        reference_id=row.reference_id,
        share=row.share,
        floor=row.floor,
        rank=row.rank,
        amount=row.amount,
        taken=row.taken,
        status=row.status,
    )
