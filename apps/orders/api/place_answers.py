"""What is answered of places."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from quenty.kernel.dane import municipality


class PlaceOut(serializers.Serializer):
    """A municipality, by name too."""

    dane_code = serializers.CharField()
    name = serializers.CharField()
    department = serializers.CharField()


@extend_schema_field(PlaceOut)
class Place(serializers.Field):
    """A stored code as a PlaceOut."""

    def to_representation(self, value: str) -> dict[str, Any]:
        found = municipality(value)
        return {
            "dane_code": value,
            "name": found.name if found else value,
            "department": found.department if found else "",
        }

    def to_internal_value(self, data: Any) -> Any:
        raise NotImplementedError("a place is only answered")


class MunicipalityOut(serializers.Serializer):
    dane_code = serializers.CharField(source="code")
    name = serializers.CharField()
    department = serializers.CharField()
    department_code = serializers.CharField()


class MunicipalitiesOut(serializers.Serializer):
    results = MunicipalityOut(many=True)


class ReachOut(serializers.Serializer):
    service_id = serializers.UUIDField()
    operator = serializers.CharField()
    service = serializers.CharField()
    mode = serializers.CharField()
    pickup = serializers.BooleanField()
    delivery = serializers.BooleanField()
    cod = serializers.BooleanField()
    remote = serializers.BooleanField()
    extra_days = serializers.IntegerField()


class MunicipalityCoverageOut(serializers.Serializer):
    municipality = MunicipalityOut()
    services = ReachOut(many=True)
