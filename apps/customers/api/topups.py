"""Top-ups, the providers' callbacks, and the sandbox's checkout."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.html import format_html
from rest_framework import serializers

from apps.customers.api.routes import WALLET_READ, WALLET_WRITE, routes
from apps.customers.domain.topups import MAXIMUM, MINIMUM
from apps.customers.selectors.merchants import merchant_of
from apps.customers.selectors.topups import sandbox_top_up, top_up_of, top_ups_of
from apps.customers.services.topups.receive_callback import receive_callback
from apps.customers.services.topups.start_top_up import start_top_up
from quenty.platform.auth import PUBLIC
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.customers.models import TopUp

STATES = ["pending", "confirmed", "failed", "expired", "reversed"]


class TopUpBody(Serializer):
    amount = f.Amount(minimum=int(MINIMUM.amount), maximum=int(MAXIMUM.amount))
    method = serializers.ChoiceField(choices=["pse", "card"], default="pse")


class TopUpOut(Serializer):
    id = serializers.UUIDField()
    amount = f.Money()
    method = serializers.CharField()
    provider = serializers.CharField()
    status = serializers.CharField()
    checkout_url = serializers.URLField()
    provider_reference = serializers.CharField()
    expires_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class TopUpFilters(Serializer):
    status = serializers.ChoiceField(choices=STATES, required=False)


class PaymentCallbackBody(Serializer):
    """Signed as a whole: HMAC-SHA256 of the raw body, hexadecimal, in `X-Signature`."""

    event_id = f.Text(max_length=80)
    top_up_id = serializers.UUIDField()
    outcome = serializers.ChoiceField(choices=["approved", "declined"])
    amount = f.Amount()
    reference = f.Text(max_length=80)


class PaymentCallbackOut(Serializer):
    status = serializers.CharField()


@routes.post(
    "wallet/top-ups",
    body=TopUpBody,
    answer=TopUpOut,
    access=WALLET_WRITE,
    operation="customers_top_ups_create",
    summary="Ask for a top-up; it is credited when the provider confirms it",
)
def create_top_up(call: Call) -> "TopUp":
    return start_top_up(merchant=merchant_of(call.principal), **call.body)


@routes.list(
    "wallet/top-ups",
    item=TopUpOut,
    query=TopUpFilters,
    ordering=("created_at",),
    access=WALLET_READ,
    operation="customers_top_ups",
    summary="My top-ups",
)
def list_top_ups(call: Call) -> "QuerySet[TopUp]":
    return top_ups_of(merchant_of(call.principal).id, **call.query)


@routes.get(
    "wallet/top-ups/{top_up_id}",
    answer=TopUpOut,
    access=WALLET_READ,
    operation="customers_top_up",
    summary="One top-up",
)
def show_top_up(call: Call, top_up_id: UUID) -> "TopUp":
    return top_up_of(merchant_of(call.principal).id, top_up_id)


@routes.post(
    "payments/{provider}/callbacks",
    body=PaymentCallbackBody,
    answer=PaymentCallbackOut,
    status=200,
    access=PUBLIC,
    idempotency="none",
    operation="customers_payment_callback",
    summary="A payment provider tells of a payment",
)
def payment_callback(call: Call, provider: str) -> dict[str, Any]:
    top_up = receive_callback(
        provider=provider,
        body=call.request._request.body,
        signature=call.request.headers.get("X-Signature", ""),
    )
    return {"status": top_up.status}


@routes.get(
    "sandbox/checkout/{top_up_id}",
    media=("text/html",),
    access=PUBLIC,
    operation="customers_sandbox_checkout",
    summary="The sandbox's checkout page: it pays by itself",
)
def sandbox_checkout(call: Call, top_up_id: UUID) -> HttpResponse:
    top_up = sandbox_top_up(top_up_id)
    page = format_html(
        "<!doctype html><html lang='es'><meta charset='utf-8'><title>Pasarela de prueba</title>"
        "<h1>Pasarela de prueba</h1><p>{}: {}</p>"
        "<p>El pago se confirma solo en un momento.</p></html>",
        str(top_up.amount),
        top_up.get_status_display(),
    )
    return HttpResponse(page)
