"""What goes in and out at the driver's phone."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.pickups.api.pickup_bodies import PickupParcelOut
from apps.pickups.api.place_bodies import LatitudeField, LongitudeField, PositionField
from apps.pickups.domain.attempts import Reason
from apps.pickups.domain.identity import DocumentKind
from apps.pickups.selectors.pickups import called_off
from apps.pickups.services.driving.record import KINDS
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f

# Whole pesos, with or without the cents that they don't have.
_PESOS = r"^[0-9]{1,10}(\.0{1,2})?$"


class ActionDataField(Serializer):
    """What a kind needs; the rest is left out."""

    position = PositionField(required=False, allow_null=True)
    odometer_km = serializers.IntegerField(min_value=0, max_value=5_000_000, required=False)
    label = f.Text(max_length=200, required=False)
    received_by = f.Text(max_length=120, required=False, allow_blank=True)
    document_kind = serializers.ChoiceField(
        choices=[kind.value for kind in DocumentKind], required=False, help_text="CC unless told"
    )
    document = f.Text(max_length=20, required=False, allow_blank=True)
    code = f.Text(max_length=10, required=False, allow_blank=True)
    evidence = serializers.ListField(
        child=serializers.ChoiceField(choices=["signature", "photo"]),
        max_length=10,
        required=False,
    )
    pieces = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=999), max_length=999, required=False
    )
    collected = serializers.RegexField(_PESOS, required=False, allow_blank=True)
    method = serializers.ChoiceField(choices=["cash", "qr", "link"], required=False)
    reason = serializers.ChoiceField(choices=[r.value for r in Reason], required=False)
    comment = f.Text(max_length=300, required=False, allow_blank=True, multiline=True)
    amount = serializers.RegexField(_PESOS, required=False)
    slip = f.Text(max_length=60, required=False, allow_blank=True)


class ActionBody(Serializer):
    id = serializers.UUIDField(help_text="Made by the phone; the same id counts once")
    kind = serializers.ChoiceField(choices=list(KINDS))
    at = serializers.DateTimeField(help_text="When it happened, by the phone's clock")
    run_id = serializers.UUIDField(required=False, allow_null=True, default=None)
    stop_id = serializers.UUIDField(required=False, allow_null=True, default=None)
    data = ActionDataField(required=False, default=dict)


class ActionsBody(Serializer):
    actions = ActionBody(many=True, allow_empty=False, max_length=200)


class ActionOutcomeOut(serializers.Serializer):
    id = serializers.UUIDField()
    outcome = serializers.ChoiceField(choices=["applied", "refused", "repeated"])
    code = serializers.CharField()
    message = serializers.CharField()


class ActionsOut(serializers.Serializer):
    results = ActionOutcomeOut(many=True)


class EvidenceBody(Serializer):
    id = serializers.UUIDField(required=False, help_text="Made by the phone")
    stop_id = serializers.UUIDField()
    attempt_id = serializers.UUIDField(help_text="The id of the visit's action")
    kind = serializers.ChoiceField(choices=["signature", "photo"])
    at = serializers.DateTimeField()
    file = serializers.FileField()


class EvidenceOut(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    media = serializers.CharField()
    digest = serializers.CharField(help_text="SHA-256, hex")


class PingBody(Serializer):
    at = serializers.DateTimeField()
    latitude = LatitudeField()
    longitude = LongitudeField()
    accuracy_m = serializers.IntegerField(min_value=0, max_value=100_000, required=False)


class PingsBody(Serializer):
    pings = PingBody(many=True, allow_empty=False, max_length=500)


class PingsOut(serializers.Serializer):
    kept = serializers.IntegerField()


class DriverStopOut(serializers.Serializer):
    """No address to follow the courier at: that is the recipient's alone."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    to_sender = serializers.BooleanField(help_text="A delivery of what goes back to who sent it")
    status = serializers.CharField()
    position = serializers.IntegerField(allow_null=True)
    guide_number = serializers.CharField()
    pickup_number = serializers.CharField(source="pickup.number", default="")
    contact_name = serializers.CharField()
    phone = serializers.CharField()
    address = serializers.CharField()
    complement = serializers.CharField()
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    exact = serializers.BooleanField()
    window_start = serializers.DateTimeField()
    window_end = serializers.DateTimeField()
    eta = serializers.DateTimeField(allow_null=True)
    pieces = serializers.IntegerField()
    weight_g = serializers.IntegerField()
    collect = f.Money(allow_null=True)
    paid = serializers.BooleanField(help_text="By QR or link, as orders confirmed")
    notes = serializers.CharField()
    attempts_made = serializers.IntegerField()
    listed = serializers.SerializerMethodField()
    called_off = serializers.SerializerMethodField(
        help_text="Nothing is left to collect: failing it counts against nobody"
    )

    @extend_schema_field(serializers.BooleanField())
    def get_called_off(self, row: Any) -> bool:
        return row.pickup is not None and called_off(row.pickup)

    @extend_schema_field(PickupParcelOut(many=True))
    def get_listed(self, row: Any) -> Any:
        listed = row.pickup.parcels_listed.all() if row.pickup_id else []
        return PickupParcelOut([p for p in listed if p.open or p.scanned_at], many=True).data


class DriverOutShort(serializers.Serializer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    cash_limit = f.Money()


class DriverRunHeadOut(serializers.Serializer):
    id = serializers.UUIDField()
    number = serializers.CharField()
    day = serializers.DateField()
    status = serializers.CharField()
    revision = serializers.IntegerField()
    plate = serializers.CharField(source="shift.vehicle.plate")
    start_depot = serializers.CharField(source="shift.start_depot.name")
    end_depot = serializers.CharField(source="shift.end_depot.name")
    planned_start = serializers.DateTimeField(allow_null=True)
    planned_end = serializers.DateTimeField(allow_null=True)
    planned_m = serializers.IntegerField()


class DriverRunOut(serializers.Serializer):
    driver = DriverOutShort()
    run = DriverRunHeadOut(allow_null=True)
    stops = DriverStopOut(many=True)
    cash_held = f.Money()
