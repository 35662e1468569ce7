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

_kept = ROUTES.pop("customers", None)
routes = Routes("customers")
ROUTES.pop("customers")
if _kept is not None:
    ROUTES["customers"] = _kept


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


@routes.get("told/{subject}", answer=Out, access=PUBLIC)
def told(call: Call, subject: UUID) -> dict[str, Any]:
    """Whether it was told."""
    with unit_of_work("customers"):
        found = Audit.objects.using("customers").filter(subject=str(subject), action="told")
        return {"subject": str(found.count())}


urlpatterns = [
    path("t/", include(routes.urlpatterns())),
    path("healthz", health.alive),
    path("readyz", health.ready),
]
handler404 = "quenty.platform.http.health.not_found"
handler500 = "quenty.platform.http.health.broken"
