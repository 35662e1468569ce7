"""Manifests ("relación de despacho"): what an operator is handed of a day, to sign."""

from io import BytesIO
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from rest_framework import serializers

from apps.orders.api.routes import routes
from apps.orders.domain.labels.manifest import Manifest
from apps.orders.selectors.manifests import manifest_of, operators_of
from apps.orders.services.labels.manifest_pdf import write_manifest
from quenty.kernel import clock
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

_READ = allow(Role.MERCHANT, Role.OPERATOR, Role.ADMIN, Role.SUPPORT, scope="orders:read")


class DayQuery(Serializer):
    """`day`: of Colombia; today, if not said. `customer_id`: one merchant's alone."""

    day = serializers.DateField(required=False)
    customer_id = serializers.UUIDField(required=False)


class ManifestQuery(DayQuery):
    operator_id = serializers.UUIDField()


class OperatorDayOut(serializers.Serializer):
    operator_id = serializers.UUIDField()
    operator = serializers.CharField()
    guides = serializers.IntegerField()
    pieces = serializers.IntegerField()
    weight_kg = serializers.SerializerMethodField()

    def get_weight_kg(self, row: dict[str, Any]) -> str:
        return f"{row['chargeable_g'] / 1000:.3f}"


class DayOut(serializers.Serializer):
    day = serializers.DateField()
    operators = OperatorDayOut(many=True)


class ManifestLineOut(serializers.Serializer):
    number = serializers.CharField()
    operator_number = serializers.CharField()
    reference = serializers.CharField()
    sender = serializers.CharField()
    recipient = serializers.CharField()
    dane_code = serializers.CharField()
    city = serializers.CharField()
    pieces = serializers.IntegerField()
    weight_kg = serializers.DecimalField(max_digits=12, decimal_places=3)
    declared_value = f.Money()
    collect = f.Money()
    status = serializers.CharField()


class TotalsOut(serializers.Serializer):
    guides = serializers.IntegerField()
    pieces = serializers.IntegerField()
    weight_kg = serializers.DecimalField(max_digits=15, decimal_places=3)
    declared_value = f.Money()
    collect = f.Money()


class ManifestOut(serializers.Serializer):
    day = serializers.DateField()
    operator_id = serializers.UUIDField()
    operator = serializers.CharField()
    nit = serializers.CharField()
    totals = TotalsOut()
    guides = ManifestLineOut(many=True, source="lines")


@routes.get("manifests", query=DayQuery, answer=DayOut, access=_READ, operation="orders_manifests")
def manifests(call: Call) -> dict[str, Any]:
    """The operators that were given guides on a day, with their sums."""
    query = {"day": clock.today(), **call.query}
    return {"day": query["day"], "operators": operators_of(call.principal, **query)}


@routes.get(
    "manifest", query=ManifestQuery, answer=ManifestOut, access=_READ, operation="orders_manifest"
)
def manifest(call: Call) -> Manifest:
    """The guides that one operator is handed of a day, without the voided."""
    return manifest_of(call.principal, **{"day": clock.today(), **call.query})


@routes.get(
    "manifest.pdf",
    query=ManifestQuery,
    media=("application/pdf",),
    access=_READ,
    operation="orders_manifest_pdf",
)
def manifest_pdf(call: Call) -> HttpResponseBase:
    """The same on paper, with room for who hands over and who receives to sign."""
    found = manifest_of(call.principal, **{"day": clock.today(), **call.query})
    file = BytesIO()
    write_manifest(file, found)
    return HttpResponse(
        file.getvalue(),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="despacho-{found.day:%Y%m%d}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )
