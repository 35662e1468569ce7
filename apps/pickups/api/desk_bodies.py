"""What goes in and out about points and their desks."""

from typing import Any

from rest_framework import serializers

from apps.pickups.api.pickup_bodies import GuidesField
from apps.pickups.api.place_bodies import LatitudeField, LongitudeField
from apps.pickups.domain.codes import MOST_TRIES
from apps.pickups.domain.identity import DocumentKind
from apps.pickups.domain.states import DeskStatus
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f

STATUSES = [status.value for status in DeskStatus]
DOCUMENT_KINDS = [kind.value for kind in DocumentKind]


class NearestQuery(Serializer):
    latitude = LatitudeField()
    longitude = LongitudeField()
    service = serializers.SlugField(max_length=20, required=False)
    limit = serializers.IntegerField(min_value=1, max_value=50, default=10)


class NearPointOut(serializers.Serializer):
    point_id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    address = serializers.CharField()
    dane_code = serializers.CharField()
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    hours = serializers.JSONField(help_text='{"0": [["08:00", "18:00"]]}, Monday is 0')
    services = serializers.ListField(child=serializers.CharField())
    capacity = serializers.IntegerField()
    load = serializers.IntegerField()
    distance_m = serializers.IntegerField()
    open_now = serializers.BooleanField()


class NearestOut(serializers.Serializer):
    points = NearPointOut(many=True)


class PlacePointBody(Serializer):
    latitude = LatitudeField(required=False)
    longitude = LongitudeField(required=False)
    hours = serializers.DictField(required=False, allow_empty=True)
    phone = f.Phone(required=False, allow_blank=True)


class PlacedPointOut(serializers.Serializer):
    point_id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    hours = serializers.JSONField()
    phone = serializers.CharField()
    open = serializers.BooleanField()


class DropOffBody(Serializer):
    customer_id = serializers.UUIDField(required=False, help_text="Staff only")
    point_id = serializers.UUIDField()
    guides = GuidesField(allow_empty=False)


class DropOffOut(serializers.Serializer):
    id = serializers.UUIDField()
    code = serializers.CharField()
    point_id = serializers.UUIDField(source="point.point_id")
    point = serializers.CharField(source="point.name")
    expires_at = serializers.DateTimeField()
    received_at = serializers.DateTimeField(allow_null=True)
    guides = serializers.SerializerMethodField()

    def get_guides(self, row: object) -> list[str]:
        return [parcel.guide_number for parcel in row.parcels.all()]  # type: ignore[attr-defined]


class DeskOut(serializers.Serializer):
    point_id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    open = serializers.BooleanField()


class DesksOut(serializers.Serializer):
    points = DeskOut(many=True)


class DeskFilters(Serializer):
    status = serializers.ChoiceField(choices=STATUSES, required=False)
    late = serializers.BooleanField(required=False, allow_null=True, default=None)


class DeskParcelOut(serializers.Serializer):
    id = serializers.UUIDField()
    guide_number = serializers.CharField()
    purpose = serializers.CharField()
    status = serializers.ChoiceField(choices=STATUSES)
    pieces = serializers.ListField(child=serializers.IntegerField())
    expected_pieces = serializers.IntegerField()
    collect = f.Money(allow_null=True)
    received_at = serializers.DateTimeField(allow_null=True)
    settled_at = serializers.DateTimeField(allow_null=True)
    handed_to = serializers.CharField()
    checked_by = serializers.CharField(help_text="code or identity, once it was handed over")
    document = serializers.CharField(help_text="Masked")
    code_sent_to = serializers.CharField(
        help_text="Masked; empty: the recipient has no code and shows an identity"
    )
    code_tries_left = serializers.SerializerMethodField()

    def get_code_tries_left(self, row: Any) -> int:
        return max(0, MOST_TRIES - row.code_tries)


class LabelBody(Serializer):
    label = f.Text(max_length=200, help_text="What the scanner read")


class ExpectBody(Serializer):
    guide = f.Text(max_length=30)


class HandOverBody(Serializer):
    """`name` always; to a recipient also `code`, or `document_kind` and `document`."""

    name = f.Text(max_length=120, help_text="Who takes it")
    code = serializers.RegexField(r"^[0-9]{6}$", required=False, help_text="Sent to the recipient")
    document_kind = serializers.ChoiceField(
        choices=DOCUMENT_KINDS, required=False, help_text="PP: passport; PPT: permit (Venezuela)"
    )
    document = f.Text(
        max_length=20, required=False, help_text="Its number; a NIT's with the check digit"
    )
    collected = f.Amount(required=False)
    method = serializers.ChoiceField(choices=["cash", "qr", "link"], required=False)

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        if ("document" in attrs) != ("document_kind" in attrs):
            missing = "document" if "document_kind" in attrs else "document_kind"
            raise serializers.ValidationError(
                {missing: [serializers.ErrorDetail("Give both or none.", code="pair")]}
            )
        return attrs


class DayQuery(Serializer):
    day = serializers.DateField(required=False)


class DeskReportOut(serializers.Serializer):
    point_id = serializers.UUIDField()
    code = serializers.CharField()
    day = serializers.DateField()
    expected = serializers.IntegerField()
    waiting = serializers.IntegerField()
    received = serializers.IntegerField()
    handed_over = serializers.IntegerField()
    returned = serializers.IntegerField()
    late = serializers.IntegerField()
    cash = f.Money()


class CashCountBody(Serializer):
    day = serializers.DateField(required=False)
    counted = f.Amount()
    explanation = f.Text(max_length=300, required=False, allow_blank=True, default="")
    slip = f.Text(max_length=60, required=False, allow_blank=True, default="")


class CashCloseOut(serializers.Serializer):
    id = serializers.UUIDField()
    holder = serializers.CharField()
    day = serializers.DateField()
    expected = f.Money()
    counted = f.Money()
    difference = f.Money()
    explanation = serializers.CharField()
    slip = serializers.CharField()
    created_at = serializers.DateTimeField()
