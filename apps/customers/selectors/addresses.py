"""The address book as it is read."""

from uuid import UUID

from django.db.models import QuerySet

from apps.customers.models import Address, TaxProfile
from quenty.contracts.customers.errors import CustomerError


def addresses_of(customer_id: UUID, *, dane_code: str | None = None) -> QuerySet[Address]:
    """`dane_code`: of one municipality only."""
    rows = Address.objects.filter(merchant_id=customer_id)
    return rows.filter(dane_code=dane_code) if dane_code else rows


def address_of(customer_id: UUID, address_id: UUID) -> Address:
    """Raises customers.address_not_found."""
    found = addresses_of(customer_id).filter(pk=address_id).first()
    if found is None:
        raise CustomerError.ADDRESS_NOT_FOUND()
    return found


def tax_profile_of(customer_id: UUID) -> TaxProfile | None:
    """None while none was stated."""
    return TaxProfile.objects.filter(merchant_id=customer_id).first()
