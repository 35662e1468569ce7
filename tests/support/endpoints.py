"""Endpoints of the tests' own, for what the platform promises of every endpoint."""

from typing import Any

from django.urls import include, path
from rest_framework import serializers

from quenty.kernel.errors import ErrorCodes, code
from quenty.platform.audit import record
from quenty.platform.auth import PUBLIC, Role, allow
from quenty.platform.http import Call, Routes, Serializer, fields
from quenty.platform.http.routes import ROUTES
from quenty.platform.store.models import Audit


class SampleError(ErrorCodes, prefix="sample"):
    REFUSED = code(409, en="Refused.", es="Rechazado.")


class Body(Serializer):
    name = fields.Text(max_length=40)
    amount = fields.Amount(required=False)
    place = fields.Dane(required=False)
    phone = fields.Phone(required=False)
    weight = fields.Measure(largest=1000, required=False)
    kept = serializers.BooleanField(required=False)
    codes = fields.UniqueList(child=serializers.CharField(), required=False)


class Out(serializers.Serializer):
    subject = serializers.CharField()


class Made(Out):
    # Behind `subject`, where a row of JSON would put it first.
    action = serializers.CharField()


class Line(serializers.Serializer):
    id = serializers.IntegerField()
    action = serializers.CharField()


class Filters(Serializer):
    action = serializers.CharField(required=False)


_kept = ROUTES.get("analytics")
routes = Routes("analytics")
ROUTES.pop("analytics")
if _kept is not None:
    ROUTES["analytics"] = _kept


@routes.post("things", body=Body, answer=Made, access=allow(Role.MERCHANT, scope="things:write"))
def make_thing(call: Call) -> dict[str, Any]:
    """Write an audit line."""
    record("analytics", action="make", subject=call.body["name"])
    if call.body["name"] == "refuse":
        raise SampleError.REFUSED(field="name")
    return {"subject": call.body["name"], "action": "make"}


@routes.list("things", item=Line, query=Filters, ordering=("at",), access=allow(Role.MERCHANT))
def list_things(call: Call) -> Any:
    """Audit lines."""
    return Audit.objects.using("analytics").filter(**call.query)


@routes.get("open/{number}", answer=Out, access=PUBLIC)
def read_open(call: Call, number: str) -> dict[str, Any]:
    """Anybody may."""
    return {"subject": number}


@routes.patch("things/{number}", body=Body, answer=Out, etag="version", access=allow(Role.MERCHANT))
def change_thing(call: Call, number: int) -> dict[str, Any]:
    """Needs If-Match."""
    return {"subject": str(call.if_match), "version": number}


@routes.get("bug", answer=Out, access=PUBLIC)
def bug(call: Call) -> None:
    """Fails."""
    raise ZeroDivisionError


urlpatterns = [path("t/", include(routes.urlpatterns()))]
handler404 = "quenty.platform.http.health.not_found"
handler500 = "quenty.platform.http.health.broken"
