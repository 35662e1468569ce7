"""What operators tell us by webhook."""

from datetime import UTC
from typing import Any
from uuid import UUID

from rest_framework import serializers

from apps.orders.api.routes import routes
from apps.orders.services.operators.receive_webhook import receive, verify
from quenty.platform.auth import PUBLIC
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f


class OperatorEventBody(Serializer):
    """`id`: the operator's, by which a repeat is known. `guide`: our number or its own.
    `status`: a word of the account's vocabulary (ours, EasyPost's or AfterShip's)."""

    id = f.Text(max_length=80)
    guide = f.Text(max_length=60)
    status = f.Text(max_length=40)
    occurred_at = serializers.DateTimeField(default_timezone=UTC)
    place = f.Text(max_length=120, default="", allow_blank=True)
    reason = f.Text(max_length=60, default="", allow_blank=True)
    notes = f.Text(max_length=500, default="", allow_blank=True)


class OperatorEventsBody(Serializer):
    """Signed as a whole: `X-Quenty-Timestamp` (seconds since 1970) and `X-Quenty-Signature`,
    the hexadecimal HMAC-SHA256 of `timestamp.body` under the account's webhook_secret."""

    events = OperatorEventBody(many=True, min_length=1, max_length=500)


class OperatorEventOut(serializers.Serializer):
    """`result`: applied, kept (it moved nothing), ignored (the word says nothing) or a code."""

    id = serializers.CharField()
    result = serializers.CharField()


class OperatorEventsOut(serializers.Serializer):
    results = OperatorEventOut(many=True)


@routes.post(
    "operators/accounts/{account_id}/events",
    body=OperatorEventsBody,
    answer=OperatorEventsOut,
    status=200,
    access=PUBLIC,
    idempotency="none",
    operation="orders_operator_webhook",
)
def hear_operator(call: Call, account_id: UUID) -> dict[str, Any]:
    """An operator tells what happened to guides; told again, nothing changes."""
    account = verify(
        account_id,
        timestamp=call.request.headers.get("X-Quenty-Timestamp", ""),
        signature=call.request.headers.get("X-Quenty-Signature", ""),
        body=call.request._request.body,
    )
    return {"results": receive(account, call.body["events"])}
