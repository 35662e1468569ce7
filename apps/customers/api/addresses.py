"""The address book."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from rest_framework import serializers

from apps.customers.api.routes import READ, WRITE, routes
from apps.customers.selectors.addresses import address_of, addresses_of
from apps.customers.selectors.merchants import merchant_of
from apps.customers.services.merchants.keep_address import (
    add_address,
    change_address,
    remove_address,
)
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.customers.models import Address


def _degrees(most: int) -> serializers.DecimalField:
    return serializers.DecimalField(
        max_digits=9, decimal_places=6, min_value=-most, max_value=most, required=False
    )


class AddressFields(Serializer):
    line2 = f.Text(max_length=200, required=False, allow_blank=True)
    neighbourhood = f.Text(max_length=100, required=False, allow_blank=True)
    postal_code = serializers.RegexField(r"\A[0-9]{6}\Z", required=False, help_text="Six digits")
    latitude = _degrees(90)
    longitude = _degrees(180)
    instructions = f.Text(max_length=300, required=False, allow_blank=True)
    is_default_origin = serializers.BooleanField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("latitude" in attrs) != ("longitude" in attrs):
            message = serializers.ErrorDetail("A point has both coordinates.", code="point")
            raise serializers.ValidationError({"latitude": [message]})
        return attrs


class NewAddress(AddressFields):
    label = f.Text(max_length=60)
    contact_name = f.Text(max_length=200)
    phone = f.Phone()
    line1 = f.Text(max_length=200)
    dane_code = f.Dane()


class AddressChanges(AddressFields):
    label = f.Text(max_length=60, required=False)
    contact_name = f.Text(max_length=200, required=False)
    phone = f.Phone(required=False)
    line1 = f.Text(max_length=200, required=False)
    dane_code = f.Dane(required=False)


class AddressOut(Serializer):
    id = serializers.UUIDField()
    label = serializers.CharField()
    contact_name = serializers.CharField()
    phone = serializers.CharField()
    line1 = serializers.CharField()
    line2 = serializers.CharField()
    neighbourhood = serializers.CharField()
    dane_code = serializers.CharField()
    postal_code = serializers.CharField()
    latitude = serializers.DecimalField(max_digits=9, decimal_places=6)
    longitude = serializers.DecimalField(max_digits=9, decimal_places=6)
    approximate_point = serializers.BooleanField()
    instructions = serializers.CharField()
    is_default_origin = serializers.BooleanField()
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class AddressFilters(Serializer):
    dane_code = f.Dane(required=False)


@routes.list(
    "addresses",
    item=AddressOut,
    query=AddressFilters,
    ordering=("created_at", "label"),
    access=READ,
    operation="customers_addresses",
    summary="My address book",
)
def list_addresses(call: Call) -> "QuerySet[Address]":
    return addresses_of(merchant_of(call.principal).id, **call.query)


@routes.post(
    "addresses",
    body=NewAddress,
    answer=AddressOut,
    access=WRITE,
    etag="version",
    operation="customers_addresses_create",
    summary="Add an address",
)
def create_address(call: Call) -> "Address":
    return add_address(customer_id=merchant_of(call.principal).id, fields=call.body)


@routes.get(
    "addresses/{address_id}",
    answer=AddressOut,
    access=READ,
    etag="version",
    operation="customers_address",
    summary="One address",
)
def show_address(call: Call, address_id: UUID) -> "Address":
    return address_of(merchant_of(call.principal).id, address_id)


@routes.patch(
    "addresses/{address_id}",
    body=AddressChanges,
    answer=AddressOut,
    access=WRITE,
    etag="version",
    operation="customers_address_update",
    summary="Change an address",
)
def patch_address(call: Call, address_id: UUID) -> "Address":
    return change_address(
        customer_id=merchant_of(call.principal).id,
        address_id=address_id,
        changes=call.body,
        version=call.if_match,
    )


@routes.delete(
    "addresses/{address_id}",
    access=WRITE,
    etag="version",
    operation="customers_address_delete",
    summary="Remove an address",
)
def delete_address(call: Call, address_id: UUID) -> None:
    remove_address(
        customer_id=merchant_of(call.principal).id,
        address_id=address_id,
        version=call.if_match,
    )
