"""What the tracking endpoints answer."""

from typing import Any

from rest_framework import serializers

from apps.orders.api.words import HEADLINES, said
from apps.orders.domain.operators.words_public import TO_AFTERSHIP, TO_EASYPOST
from apps.orders.domain.states import GuideStatus
from apps.orders.domain.tracking import PROOFS
from quenty.platform.http import Serializer, fields


class TrackingQuery(Serializer):
    token = serializers.CharField(
        required=False, max_length=120, help_text="A share token, for the full view"
    )


class _Said(serializers.CharField):
    """A status in the language of the request."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="status", read_only=True, **kwargs)

    def to_representation(self, value: str) -> str:
        call = self.context.get("call")
        return said(HEADLINES, value, call.language if call else "es")


class MomentOut(serializers.Serializer):
    status = serializers.CharField()
    text = _Said()
    occurred_at = serializers.DateTimeField()
    place = serializers.CharField(allow_blank=True)
    pieces = serializers.ListField(child=serializers.IntegerField())
    reason = serializers.CharField(allow_blank=True)
    notes = serializers.CharField(allow_blank=True)


class PictureOut(serializers.Serializer):
    """`GET tracking/{number}/proof/{id}` has the picture itself."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=("signature", "photo"))
    taken_at = serializers.DateTimeField()


class DeliveryOut(serializers.Serializer):
    """`received_by`, `pictures`: in the full view. `proof`: what was taken at the door.
    `missing`: there are pictures, and they can't be had at the moment."""

    delivered_at = serializers.DateTimeField()
    received_by = serializers.CharField(allow_blank=True)
    proof = serializers.ListField(child=serializers.ChoiceField(choices=PROOFS))
    pictures = PictureOut(many=True)
    missing = serializers.BooleanField()


class PrivateOut(serializers.Serializer):
    sender = serializers.CharField()
    recipient = serializers.CharField()
    address = serializers.CharField()
    phone = serializers.CharField()
    contents = serializers.CharField()
    reference = serializers.CharField(allow_blank=True)
    notes = serializers.CharField(allow_blank=True)
    collect = fields.Money()
    declared_value = fields.Money()


class ContactOut(serializers.Serializer):
    number = serializers.CharField()
    expires_at = serializers.DateTimeField()


class _Word(serializers.CharField):
    """A status in the words of another service."""

    def __init__(self, table: dict[GuideStatus, str], **kwargs: Any) -> None:
        self.table = table
        super().__init__(source="status", read_only=True, **kwargs)

    def to_representation(self, value: str) -> str:
        return self.table[GuideStatus(value)]


class TimelineOut(serializers.Serializer):
    """`easypost`, `aftership`: the status in those services' words. `courier`: a number that
    rings through to who comes, in the full view while the parcel is out for delivery."""

    number = serializers.CharField()
    livemode = serializers.BooleanField()
    status = serializers.CharField()
    text = _Said()
    easypost = _Word(TO_EASYPOST)
    aftership = _Word(TO_AFTERSHIP)
    operator = serializers.CharField()
    service = serializers.CharField()
    origin = serializers.CharField()
    destination = serializers.CharField()
    issued_at = serializers.DateTimeField()
    estimated_delivery = serializers.DateField(
        allow_null=True, help_text="As expected now; null while nobody can say"
    )
    promised_delivery = serializers.DateField(
        allow_null=True, help_text="As promised when the guide was issued"
    )
    piece_count = serializers.IntegerField()
    pieces = serializers.DictField(child=serializers.IntegerField())
    events = MomentOut(many=True, source="moments")
    delivery = DeliveryOut(allow_null=True)
    full = serializers.BooleanField()
    private = PrivateOut(allow_null=True)
    courier = ContactOut(allow_null=True)


class ShareOut(serializers.Serializer):
    token = serializers.CharField()
    url = serializers.URLField()
    lasts_days = serializers.IntegerField()
