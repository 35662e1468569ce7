"""Follow the courier: for who has the link, and evidence for staff."""

from datetime import MAXYEAR
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from rest_framework import serializers

from apps.pickups.api.routes import STAFF_READ, routes
from apps.pickups.domain.door_code import door_code
from apps.pickups.selectors import measures as measuring
from apps.pickups.selectors import road as selectors
from apps.pickups.services.driving.evidence import opened
from quenty.platform.auth import PUBLIC
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from apps.pickups.models import Attempt


class CourierOut(serializers.Serializer):
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    at = serializers.DateTimeField()


class FollowOut(serializers.Serializer):
    status = serializers.CharField()
    kind = serializers.CharField()
    window_start = serializers.DateTimeField()
    window_end = serializers.DateTimeField()
    eta = serializers.DateTimeField(allow_null=True)
    stops_before = serializers.IntegerField()
    courier = CourierOut(allow_null=True)
    door_code = serializers.CharField(help_text="To be told at the door; empty for a pickup")


class AttemptOut(serializers.Serializer):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    outcome = serializers.CharField()
    reason = serializers.CharField()
    comment = serializers.CharField()
    at = serializers.DateTimeField()
    recorded_at = serializers.DateTimeField()
    distance_m = serializers.IntegerField(allow_null=True)
    far = serializers.BooleanField()
    on_time = serializers.BooleanField()
    received_by = serializers.CharField()
    document = serializers.CharField(help_text="Masked")
    code_checked = serializers.BooleanField()
    claimed = serializers.ListField(
        child=serializers.CharField(), help_text="Pictures that the phone took"
    )
    collected = f.Money(allow_null=True)
    method = serializers.CharField()


class AttemptsOut(serializers.Serializer):
    attempts = AttemptOut(many=True)


# Days that measures may span: every visit of theirs is read.
_LONGEST = 366


class MeasuresQuery(Serializer):
    since = serializers.DateField()
    until = serializers.DateField()
    by = serializers.ChoiceField(choices=["driver", "zone", "day"], default="driver")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        span = (attrs["until"] - attrs["since"]).days
        # A day is added to the last one, which the calendar's own last day does not bear.
        if not 0 <= span <= _LONGEST or attrs["until"].year >= MAXYEAR:
            detail = serializers.ErrorDetail(f"0 to {_LONGEST} days after since.", code="span")
            raise serializers.ValidationError({"until": [detail]})
        return attrs


class MeasureOut(serializers.Serializer):
    key = serializers.CharField()
    attempts = serializers.IntegerField()
    succeeded = serializers.IntegerField()
    punctuality = serializers.FloatField(help_text="Share of visits within their window")
    attempts_per_success = serializers.FloatField(allow_null=True)
    stops_per_hour = serializers.FloatField(allow_null=True)
    km_per_stop = serializers.FloatField(allow_null=True)
    planned_km = serializers.FloatField()
    driven_km = serializers.FloatField(allow_null=True)
    unproven = serializers.IntegerField(help_text="Delivered on a picture that did not arrive")


class MeasuresOut(serializers.Serializer):
    measures = MeasureOut(many=True)


@routes.get("follow/{token}", answer=FollowOut, access=PUBLIC)
def follow_courier(call: Call, token: str) -> selectors.Followed:
    """Where the courier is and when it comes, for who has the link"""
    return selectors.followed(token, door_code(token, settings.SECRET_KEY))


@routes.get("stops/{stop_id}/attempts", answer=AttemptsOut, access=STAFF_READ)
def list_attempts(call: Call, stop_id: UUID) -> dict[str, "list[Attempt]"]:
    """Every visit as it was"""
    return {"attempts": selectors.attempts_of(stop_id)}


@routes.get(
    "evidence/{evidence_id}",
    media=("image/jpeg", "image/png", "image/webp"),
    access=STAFF_READ,
)
def get_evidence(call: Call, evidence_id: UUID) -> HttpResponse:
    """A photo or signature"""
    row = selectors.evidence_by_id(evidence_id)
    answer = HttpResponse(opened(row), content_type=row.media)
    answer["Cache-Control"] = "private, no-store"
    return answer


@routes.get("measures", query=MeasuresQuery, answer=MeasuresOut, access=STAFF_READ)
def get_measures(call: Call) -> dict[str, Any]:
    """Punctuality, stops per hour, kilometres per stop, attempts per success"""
    return {"measures": measuring.measures(**call.query)}
