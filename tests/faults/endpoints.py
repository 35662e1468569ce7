"""One write and one read, through all that the platform does for any endpoint."""

import time
from typing import Any
from uuid import UUID

from django.urls import include, path
from rest_framework import serializers

from quenty.contracts.customers.events import CustomerSuspendedV1
from quenty.platform.audit import record
from quenty.platform.auth import PUBLIC
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish
from quenty.platform.http import Call, Routes, Serializer, fields, health
from quenty.platform.http.routes import ROUTES
from quenty.platform.store.models import Audit
from tests.platform.transports import effects


def _routes_of(context: str) -> Routes:
    """Of the tests' own, beside the context's."""
    kept = ROUTES.pop(context, None)
    made = Routes(context)
    ROUTES.pop(context)
    if kept is not None:
        ROUTES[context] = kept
    return made


routes, of_orders = _routes_of("customers"), _routes_of("orders")


class Body(Serializer):
    subject = serializers.UUIDField()
    reason = fields.Text(max_length=40, required=False)
    # Seconds that the request holds its transaction, and with it its connection.
    hold = serializers.FloatField(required=False, max_value=10)


class Out(serializers.Serializer):
    subject = serializers.CharField()


@routes.post("tell", body=Body, answer=Out, status=201, access=PUBLIC)
def tell(call: Call) -> dict[str, Any]:
    """A row and an event of it, in one commit with the caller's key."""
    subject: UUID = call.body["subject"]
    record("customers", action="told", subject=str(subject))
    publish(
        CustomerSuspendedV1(customer_id=subject, reason=call.body.get("reason", "fraud")),
        aggregate=subject,
    )
    time.sleep(call.body.get("hold", 0))
    return {"subject": str(subject)}


@of_orders.post("ask", body=Body, answer=Out, status=201, access=PUBLIC)
def ask(call: Call) -> dict[str, Any]:
    """A job, in one commit with the caller's key."""
    effects.ask(str(call.body["subject"]))
    return {"subject": str(call.body["subject"])}


@routes.get("told/{subject}", answer=Out, access=PUBLIC)
def told(call: Call, subject: UUID) -> dict[str, Any]:
    """Whether it was told."""
    with unit_of_work("customers"):
        found = Audit.objects.using("customers").filter(subject=str(subject), action="told")
        return {"subject": str(found.count())}


urlpatterns = [
    path("t/", include([*routes.urlpatterns(), *of_orders.urlpatterns()])),
    path("healthz", health.alive),
    path("readyz", health.ready),
]
handler404 = "quenty.platform.http.health.not_found"
handler500 = "quenty.platform.http.health.broken"
