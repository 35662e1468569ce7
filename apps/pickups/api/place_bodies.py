"""Where somebody is, in and out."""

from typing import Any

from rest_framework import serializers

from apps.pickups.domain.geo import Point, metres
from quenty.kernel import dane
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f

# Farther from its centre than anything in the largest municipality.
_FAR_M = 250_000


class LatitudeField(serializers.FloatField):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(min_value=-90, max_value=90, **kwargs)


class LongitudeField(serializers.FloatField):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(min_value=-180, max_value=180, **kwargs)


class PositionField(serializers.ListField):
    """[latitude, longitude]. The wrong way round it is another continent, and refused."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "[latitude, longitude]")
        super().__init__(
            child=serializers.FloatField(min_value=-180, max_value=180),
            min_length=2,
            max_length=2,
            **kwargs,
        )

    def to_internal_value(self, data: Any) -> list[float]:
        place: list[float] = super().to_internal_value(data)
        if len(place) != 2:
            return place  # how many there are is judged next
        latitude, longitude = place
        if abs(latitude) > 90:
            self._refuse("Latitude is between -90 and 90.", "latitude")
        if not _in_reach(latitude, longitude) and _in_reach(longitude, latitude):
            self._refuse("Latitude comes first.", "order")
        return place

    def _refuse(self, text: str, code: str) -> None:
        detail = serializers.ErrorDetail(text, code=code)
        raise serializers.ValidationError({0: [detail]})


def _in_reach(latitude: float, longitude: float) -> bool:
    """Within Colombia with its islands and seas."""
    return -5 <= latitude <= 17 and -85 <= longitude <= -66


class PickupPlaceIn(Serializer):
    """Coordinates come in pairs; without them the municipality's own are taken."""

    contact_name = f.Text(max_length=120)
    phone = f.Phone()
    address = f.Text(max_length=400)
    complement = f.Text(max_length=200, required=False, allow_blank=True)
    dane_code = f.Dane()
    latitude = LatitudeField(required=False)
    longitude = LongitudeField(required=False)

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        if ("latitude" in attrs) != ("longitude" in attrs):
            raise serializers.ValidationError(
                {"longitude": [serializers.ErrorDetail("Give both or none.", code="pair")]}
            )
        if "latitude" in attrs:
            refuse_far(attrs)
        return attrs


def refuse_far(attrs: dict[str, Any]) -> None:
    """Coordinates in another part of the world, or in the wrong order."""
    town = dane.municipality(attrs["dane_code"])
    if town is None:
        return
    centre = Point(town.latitude, town.longitude)
    if metres(centre, Point(attrs["latitude"], attrs["longitude"])) > _FAR_M:
        detail = serializers.ErrorDetail("Too far from its municipality.", code="far")
        raise serializers.ValidationError({"latitude": [detail]})


class PickupPlaceOut(serializers.Serializer):
    contact_name = serializers.CharField()
    phone = serializers.CharField()
    address = serializers.CharField()
    complement = serializers.CharField()
    dane_code = serializers.CharField()
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    exact = serializers.BooleanField(help_text="False: the municipality's coordinates")


def place_of(row: object) -> dict[str, object]:
    """A row's place, as `PickupPlaceOut` takes it."""
    names = PickupPlaceOut().fields
    return {name: getattr(row, name) for name in names}
