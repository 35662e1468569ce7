"""Confirm and pay in one call."""

from typing import TYPE_CHECKING
from uuid import UUID

from rest_framework import serializers

from apps.orders import selectors
from apps.orders.api.bodies import ConfirmBody
from apps.orders.api.orders import MERCHANT, READ, saga_key
from apps.orders.api.routes import routes
from apps.orders.selectors.checkouts import checkout_for
from apps.orders.services.pay_and_confirm import pay_and_confirm
from quenty.platform.http import Call
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from apps.orders.models import Checkout


class PayAndConfirmBody(ConfirmBody):
    """`method`: how what is missing in the wallet is paid."""

    method = serializers.ChoiceField(choices=["pse", "card"], default="pse")


class CheckoutOut(serializers.Serializer):
    """`status`: awaiting (pay at `checkout_url`), paid, confirmed (`guide` is its number),
    refunding, refunded or failed (`failure` says why). `amount`: what is topped up."""

    id = serializers.UUIDField()
    order_id = serializers.UUIDField()
    status = serializers.CharField()
    amount = f.Money()
    method = serializers.CharField()
    checkout_url = serializers.CharField(allow_blank=True)
    guide = serializers.CharField(allow_blank=True, source="guide_number")
    failure = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()


@routes.post(
    "orders/{order_id}/pay-and-confirm",
    body=PayAndConfirmBody,
    answer=CheckoutOut,
    access=MERCHANT,
    idempotency="saga",
    operation="orders_pay_and_confirm",
)
def pay(call: Call, order_id: UUID) -> "Checkout":
    """Top up what the wallet lacks and confirm; what was paid goes back to its source when the
    confirmation is refused."""
    made = pay_and_confirm(
        order_id=selectors.seen_order_id(call.principal, order_id),
        offer_id=call.body["offer_id"],
        method=call.body["method"],
        idempotency_key=saga_key(call),
        actor=call.actor,
        allows_other=call.body["allow_other_operator"],
    )
    return checkout_for(call.principal, made.id)


@routes.get(
    "checkouts/{checkout_id}", answer=CheckoutOut, access=READ, operation="orders_checkouts_get"
)
def get_checkout(call: Call, checkout_id: UUID) -> "Checkout":
    """How far a payment and its confirmation have got."""
    return checkout_for(call.principal, checkout_id)
