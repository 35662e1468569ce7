"""What is answered of orders."""

from typing import TYPE_CHECKING

from rest_framework import serializers

from apps.orders.api.place_answers import Place
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from apps.orders.models import Order


class OriginOut(serializers.Serializer):
    name = serializers.CharField(source="origin_name")
    company = serializers.CharField(source="origin_company")
    document = serializers.CharField(source="origin_document")
    phone = serializers.CharField(source="origin_phone")
    email = serializers.CharField(source="origin_email")
    address = serializers.CharField(source="origin_address")
    complement = serializers.CharField(source="origin_complement")
    place = Place(source="origin_dane")


class RecipientOut(serializers.Serializer):
    name = serializers.CharField(source="recipient_name")
    company = serializers.CharField(source="recipient_company")
    document = serializers.CharField(source="recipient_document")
    phone = serializers.CharField(source="recipient_phone")
    email = serializers.CharField(source="recipient_email")
    address = serializers.CharField(source="recipient_address")
    complement = serializers.CharField(source="recipient_complement")
    place = Place(source="recipient_dane")


class PieceOut(serializers.Serializer):
    number = serializers.IntegerField()
    weight_kg = serializers.DecimalField(max_digits=10, decimal_places=3)
    length_cm = serializers.DecimalField(max_digits=8, decimal_places=1)
    width_cm = serializers.DecimalField(max_digits=8, decimal_places=1)
    height_cm = serializers.DecimalField(max_digits=8, decimal_places=1)
    contents = serializers.CharField()


class LineOut(serializers.Serializer):
    sku = serializers.CharField()
    description = serializers.CharField()
    quantity = serializers.IntegerField()
    unit_price = f.Money()
    hs_code = serializers.CharField()
    serial = serializers.CharField()


class OrderOut(serializers.Serializer):
    id = serializers.UUIDField()
    customer_id = serializers.UUIDField()
    livemode = serializers.BooleanField()
    reference = serializers.CharField()
    channel = serializers.CharField()
    status = serializers.CharField()
    version = serializers.IntegerField()
    contents = serializers.CharField()
    notes = serializers.CharField()
    declared_value = f.Money()
    cod_amount = f.Money()
    payer = serializers.CharField()
    origin = OriginOut(source="*")
    recipient = RecipientOut(source="*")
    pieces = PieceOut(many=True)
    lines = LineOut(many=True)
    quote_id = serializers.UUIDField(allow_null=True)
    guide_number = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    cancelled_at = serializers.DateTimeField(allow_null=True)
    cancel_reason = serializers.CharField()

    def get_guide_number(self, order: "Order") -> str:
        return next((guide.number for guide in order.living_guides), "")


class TransitionOut(serializers.Serializer):
    """One move of an order. `actor`: only what kind of one, and its id, to staff."""

    event = serializers.CharField()
    from_status = serializers.CharField()
    to_status = serializers.CharField()
    occurred_at = serializers.DateTimeField()
    source = serializers.CharField()
    reason = serializers.CharField()
    actor = serializers.SerializerMethodField()

    def get_actor(self, row: "OrderTransition") -> str:
        call = self.context.get("call")
        return row.actor if call and call.principal.is_staff else row.actor.partition(":")[0]


class HistoryOut(serializers.Serializer):
    results = TransitionOut(many=True)


if TYPE_CHECKING:
    from apps.orders.models import OrderTransition
