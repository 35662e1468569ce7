"""The address book: add, change, remove."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.customers.models import Address, Merchant
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel import dane
from quenty.platform.db import unit_of_work
from quenty.platform.http import check_version


def add_address(*, customer_id: UUID, fields: Mapping[str, Any]) -> Address:
    """`fields`: of Address, `dane_code` known. Without a point it gets its municipality's."""
    with unit_of_work("customers"):
        address = Address(merchant=_book(customer_id))
        return _put(address, fields)


def change_address(
    *, customer_id: UUID, address_id: UUID, changes: Mapping[str, Any], version: int | None
) -> Address:
    """Raises customers.address_not_found, request.precondition_failed."""
    with unit_of_work("customers"):
        _book(customer_id)
        address = _own(customer_id, address_id)
        check_version(address.version, version)
        address.version += 1
        return _put(address, changes)


def remove_address(*, customer_id: UUID, address_id: UUID, version: int | None) -> None:
    """Raises customers.address_not_found, request.precondition_failed."""
    with unit_of_work("customers"):
        _book(customer_id)
        address = _own(customer_id, address_id)
        check_version(address.version, version)
        address.delete()


def _book(customer_id: UUID) -> Merchant:
    """The merchant, locked: one change of a book at a time, one default origin."""
    return Merchant.objects.select_for_update().get(pk=customer_id)


def _own(customer_id: UUID, address_id: UUID) -> Address:
    address = Address.objects.filter(merchant_id=customer_id, pk=address_id).first()
    if address is None:
        raise CustomerError.ADDRESS_NOT_FOUND()
    return address


def _put(address: Address, fields: Mapping[str, Any]) -> Address:
    for name, value in fields.items():
        setattr(address, name, value)
    if "latitude" in fields:
        address.approximate_point = False
    elif "dane_code" in fields:
        place = dane.municipalities()[address.dane_code]
        address.latitude = Decimal(str(place.latitude))
        address.longitude = Decimal(str(place.longitude))
        address.approximate_point = True
    if address.is_default_origin:
        Address.objects.filter(merchant=address.merchant, is_default_origin=True).exclude(
            pk=address.pk
        ).update(is_default_origin=False)
    address.save()
    return address
