"""What is asked of the endpoints of guides and places."""

from rest_framework import serializers

from apps.orders.domain.states import GuideStatus
from apps.orders.services.record_tracking import TELLABLE
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f

_TELLABLE = [status.value for status in GuideStatus if status in TELLABLE]


class VoidBody(Serializer):
    """`pieces`: those alone that were never handed over, where others of the guide were."""

    reason = f.Text(max_length=200)
    pieces = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=1000),
        required=False,
        min_length=1,
        max_length=100,
    )


class TrackingEventBody(Serializer):
    """`occurred_at`: when it happened; now, if it isn't said. `pieces`: all, if not said.
    `place`: where, as a municipality's code or in words."""

    event = serializers.ChoiceField(choices=_TELLABLE)
    occurred_at = serializers.DateTimeField(required=False)
    pieces = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=1000), required=False, max_length=100
    )
    place = f.Text(max_length=120, default="", allow_blank=True)
    reason = f.Text(max_length=60, default="", allow_blank=True)
    notes = f.Text(max_length=500, default="", allow_blank=True)


class GuideFilters(Serializer):
    status = serializers.ChoiceField(choices=[s.value for s in GuideStatus], required=False)
    reference = f.Text(max_length=64, required=False)
    operator_id = serializers.UUIDField(required=False)
    customer_id = serializers.UUIDField(required=False)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)


class MunicipalitiesQuery(Serializer):
    """`q`: the beginning of a name, or of a word in it, in any case and accent; or of a code."""

    q = f.Text(max_length=60)
    department = serializers.RegexField(r"^[0-9]{2}\Z", required=False, help_text="DANE code")


class CoverageQuery(Serializer):
    dane_code = f.Dane()
