"""Paying at the door by QR or link, before the parcel is handed over."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from rest_framework import serializers

from apps.orders.api.routes import routes
from apps.orders.selectors.cod import cod_at_door, payment_for
from apps.orders.services.cod.pay_at_door import (
    ask_payment,
    hear_payment,
    payment_url,
    return_surplus,
)
from quenty.platform.auth import PUBLIC, Role, allow
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from apps.orders.models import CodPayment

_WHO = (Role.MERCHANT, Role.OPERATOR, Role.DRIVER, Role.SUPPORT, Role.ADMIN)
ASK = allow(*_WHO, scope="orders:write")
SEE = allow(*_WHO, scope="orders:read")


class DoorPaymentBody(Serializer):
    method = serializers.ChoiceField(choices=["qr", "link"], default="link")


class DoorPaymentOut(Serializer):
    """`url`: what the QR holds. The parcel is handed over once `status` is confirmed.
    `surplus`: what was paid beyond what was due, the recipient's until `returned_at`."""

    id = serializers.UUIDField()
    method = serializers.CharField()
    amount = f.Money()
    status = serializers.CharField()
    url = serializers.SerializerMethodField()
    confirmed_at = serializers.DateTimeField(allow_null=True)
    surplus = f.Money()
    returned_at = serializers.DateTimeField(allow_null=True)

    def get_url(self, payment: "CodPayment") -> str:
        return payment_url(payment)


class NoticeBody(Serializer):
    payment_id = serializers.UUIDField()
    outcome = serializers.ChoiceField(choices=["approved", "declined"])
    amount = f.Amount()
    reference = f.Text(max_length=80)


class NoticeOut(Serializer):
    status = serializers.CharField()


@routes.post(
    "cod/{number}/payments",
    body=DoorPaymentBody,
    answer=DoorPaymentOut,
    access=ASK,
    operation="orders_cod_payment_ask",
)
def ask(call: Call, number: str) -> "CodPayment":
    """A QR or link by which the recipient pays before it gets the parcel; a courier asks for what
    it is bringing."""
    seen = cod_at_door(call.principal, number)
    return ask_payment(guide_id=seen.guide_id, method=call.body["method"])


@routes.get(
    "cod/{number}/payments/{payment_id}",
    answer=DoorPaymentOut,
    access=SEE,
    operation="orders_cod_payment",
)
def show(call: Call, number: str, payment_id: UUID) -> "CodPayment":
    """Whether it was paid."""
    return payment_for(call.principal, number, payment_id)


@routes.post(
    "cod/{number}/payments/{payment_id}/return",
    answer=DoorPaymentOut,
    status=200,
    access=allow(Role.SUPPORT, Role.ADMIN),
    operation="orders_cod_payment_return",
)
def give_back(call: Call, number: str, payment_id: UUID) -> "CodPayment":
    """What the recipient paid too much was given back."""
    payment = payment_for(call.principal, number, payment_id)
    return return_surplus(payment_id=payment.id, actor=call.actor)


@routes.post(
    "cod-payments/{provider}/callbacks",
    body=NoticeBody,
    answer=NoticeOut,
    status=200,
    access=PUBLIC,
    idempotency="none",
    operation="orders_cod_payment_callback",
)
def callback(call: Call, provider: str) -> dict[str, Any]:
    """A payment provider tells of a payment; its signature is over the raw body."""
    payment = hear_payment(
        provider=provider,
        body=call.request._request.body,
        signature=call.request.headers.get("X-Signature", ""),
    )
    return {"status": payment.status}
