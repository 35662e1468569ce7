"""The one door without a token: registering."""

from typing import TYPE_CHECKING

from rest_framework import serializers

from apps.customers.api.profile import ProfileOut
from apps.customers.api.routes import routes
from apps.customers.selectors.merchants import profile_of
from apps.customers.services.merchants.register_merchant import Application, register_merchant
from quenty.platform.auth import PUBLIC
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from apps.customers.models import Merchant


class RegistrationConsentBody(Serializer):
    policy_version = f.Text(max_length=20)
    accepted = serializers.BooleanField()


class RegistrationBody(Serializer):
    kind = serializers.ChoiceField(choices=["person", "company"])
    document_type = f.Text(max_length=3, help_text="CC, CE, NIT, PP or PPT")
    document_number = f.Text(max_length=24, help_text="A NIT with its check digit")
    legal_name = f.Text(max_length=200)
    display_name = f.Text(max_length=200, required=False)
    contact_name = f.Text(max_length=200, required=False)
    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=200, trim_whitespace=False, write_only=True)
    phone = f.Phone()
    language = serializers.ChoiceField(choices=["es", "en"], default="es")
    segment = f.Text(max_length=40, required=False, default="", allow_blank=True)
    categories = serializers.ListField(
        child=f.Text(max_length=40), max_length=20, required=False, default=list
    )
    consent = RegistrationConsentBody()


@routes.post(
    "registrations",
    body=RegistrationBody,
    answer=ProfileOut,
    access=PUBLIC,
    idempotency="saga",
    operation="customers_register",
    summary="Register a merchant",
)
def register(call: Call) -> "Merchant":
    body = dict(call.body)
    consent, password = body.pop("consent"), body.pop("password")
    document = {name: body.pop(name) for name in ("document_type", "document_number")}
    body["email"] = body["email"].lower()
    body.setdefault("display_name", body["legal_name"])
    body.setdefault("contact_name", body["legal_name"])
    row = register_merchant(
        application=Application(**body),
        **document,
        password=password,
        accepted=consent["accepted"],
        policy_version=consent["policy_version"],
        source_address=call.request.META.get("REMOTE_ADDR"),
    )
    return profile_of(row.id)
