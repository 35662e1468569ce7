"""A merchant's own profile and tax profile."""

from typing import TYPE_CHECKING

from rest_framework import serializers

from apps.customers.api.routes import READ, WRITE, routes
from apps.customers.selectors.addresses import tax_profile_of
from apps.customers.selectors.merchants import merchant_of, profile_of
from apps.customers.services.merchants.change_profile import change_profile
from apps.customers.services.merchants.set_tax_profile import set_tax_profile
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from apps.customers.models import Merchant, TaxProfile

CHANNELS = ["email", "sms", "whatsapp"]
REGIMES = ["ordinary", "simple", "special", "not_liable"]


class ProfileOut(Serializer):
    customer_id = serializers.UUIDField(source="id")
    kind = serializers.CharField()
    document_type = serializers.CharField()
    document_number = serializers.CharField()
    check_digit = serializers.CharField()
    legal_name = serializers.CharField()
    display_name = serializers.CharField()
    contact_name = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    language = serializers.CharField()
    status = serializers.CharField()
    status_reason = serializers.CharField()
    kyc_level = serializers.CharField()
    size = serializers.CharField()
    segment = serializers.CharField()
    categories = serializers.ListField(child=serializers.CharField())
    notify_by = serializers.ListField(child=serializers.CharField())
    livemode = serializers.BooleanField()
    sandbox_customer_id = serializers.UUIDField(source="twin_id", allow_null=True)
    registered_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class ProfileChanges(Serializer):
    display_name = f.Text(max_length=200, required=False)
    contact_name = f.Text(max_length=200, required=False)
    phone = f.Phone(required=False)
    language = serializers.ChoiceField(choices=["es", "en"], required=False)
    segment = f.Text(max_length=40, required=False, allow_blank=True)
    categories = serializers.ListField(child=f.Text(max_length=40), max_length=20, required=False)
    notify_by = serializers.ListField(
        child=serializers.ChoiceField(choices=CHANNELS), max_length=3, required=False
    )


class TaxProfileBody(Serializer):
    regime = serializers.ChoiceField(choices=REGIMES)
    withholding_agent = serializers.BooleanField()
    iva_responsible = serializers.BooleanField()
    ica_municipality = f.Dane(required=False, default="")


class TaxProfileOut(Serializer):
    regime = serializers.CharField(allow_blank=True)
    withholding_agent = serializers.BooleanField()
    iva_responsible = serializers.BooleanField()
    ica_municipality = serializers.CharField()


_UNSTATED = {
    "regime": "",
    "withholding_agent": False,
    "iva_responsible": False,
    "ica_municipality": "",
}


@routes.get(
    "profile",
    answer=ProfileOut,
    access=READ,
    etag="version",
    operation="customers_profile",
    summary="My profile",
)
def show_profile(call: Call) -> "Merchant":
    return profile_of(merchant_of(call.principal).id)


@routes.patch(
    "profile",
    body=ProfileChanges,
    answer=ProfileOut,
    access=WRITE,
    etag="version",
    operation="customers_profile_update",
    summary="Change my profile",
)
def patch_profile(call: Call) -> "Merchant":
    row = change_profile(
        customer_id=merchant_of(call.principal).id,
        changes=call.body,
        version=call.if_match,
        actor=call.actor,
    )
    return profile_of(row.id)


@routes.get(
    "tax-profile",
    answer=TaxProfileOut,
    access=READ,
    operation="customers_tax_profile",
    summary="My tax profile, blank while none was stated",
)
def show_tax_profile(call: Call) -> "TaxProfile | dict[str, object]":
    return tax_profile_of(merchant_of(call.principal).id) or dict(_UNSTATED)


@routes.put(
    "tax-profile",
    body=TaxProfileBody,
    answer=TaxProfileOut,
    access=WRITE,
    operation="customers_tax_profile_set",
    summary="State my tax profile",
)
def put_tax_profile(call: Call) -> "TaxProfile":
    return set_tax_profile(
        customer_id=merchant_of(call.principal).id, **call.body, actor=call.actor
    )
