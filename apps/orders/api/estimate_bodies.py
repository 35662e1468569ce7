"""What is sent and answered of estimates."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.orders.api.bodies import QuoteBody, WishesBody
from apps.orders.api.place_answers import Place
from apps.orders.api.quote_answers import ReasonOut
from apps.orders.domain.pricing.estimates import BESTS, Estimated
from apps.orders.domain.pricing.reasons import sentence
from apps.orders.domain.pricing.shipment import Shipment
from quenty.platform.codec import from_plain
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from apps.orders.models import EstimateRow

MOST_SHIPMENTS, MOST_OFFERS = 1_000, 40


class EstimatedShipmentBody(QuoteBody):
    """`reference`: the merchant's own word for it, given back with its row."""

    reference = f.Text(max_length=64, default="", allow_blank=True)
    # Wished for of all of them together.
    modes = None


class EstimateBody(WishesBody):
    """`best`: what the offers of each shipment are chosen and sorted by; `keep`: how many."""

    shipments = EstimatedShipmentBody(many=True, min_length=1, max_length=MOST_SHIPMENTS)
    best = serializers.ChoiceField(choices=BESTS, default="price")
    keep = serializers.IntegerField(min_value=1, max_value=MOST_OFFERS, default=3)


class EstimateOut(serializers.Serializer):
    id = serializers.UUIDField()
    customer_id = serializers.UUIDField()
    livemode = serializers.BooleanField()
    status = serializers.ChoiceField(choices=["running", "done"])
    modes = serializers.ListField(child=serializers.CharField())
    best = serializers.CharField()
    keep = serializers.IntegerField()
    rows_total = serializers.IntegerField()
    rows_done = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class EstimatedOut(serializers.Serializer):
    """Places count from 1 among all services that can carry it; `score`: 0 to 100."""

    operator_code = serializers.CharField()
    operator_name = serializers.CharField()
    service_id = serializers.UUIDField()
    service_code = serializers.CharField()
    service_name = serializers.CharField()
    mode = serializers.CharField()
    chargeable_kg = serializers.SerializerMethodField()
    transit_days = serializers.IntegerField()
    estimated_delivery = serializers.DateField()
    tax = f.Money()
    total = f.Money()
    place_by_price = serializers.IntegerField()
    place_by_time = serializers.IntegerField()
    place_by_score = serializers.IntegerField()
    score = serializers.IntegerField()

    def get_chargeable_kg(self, offer: Estimated) -> str:
        return f"{offer.chargeable_g // 1000}.{offer.chargeable_g % 1000:03d}"


class RefusalOut(serializers.Serializer):
    operator_code = serializers.CharField()
    service_code = serializers.CharField()
    reasons = ReasonOut(many=True)


class EstimateRowOut(serializers.Serializer):
    """`offers` is null until the shipment was priced. `refusals`: of every service, where none
    can carry it."""

    position = serializers.IntegerField()
    reference = serializers.CharField()
    origin = serializers.SerializerMethodField()
    destination = serializers.SerializerMethodField()
    offers = serializers.SerializerMethodField()
    refusals = serializers.SerializerMethodField()

    @extend_schema_field(Place)
    def get_origin(self, row: "EstimateRow") -> Any:
        return Place().to_representation(from_plain(row.shipment, Shipment).origin)

    @extend_schema_field(Place)
    def get_destination(self, row: "EstimateRow") -> Any:
        return Place().to_representation(from_plain(row.shipment, Shipment).destination)

    @extend_schema_field(EstimatedOut(many=True, allow_null=True))
    def get_offers(self, row: "EstimateRow") -> Any:
        if row.offers is None:
            return None
        return EstimatedOut(from_plain(row.offers, list[Estimated]), many=True).data

    @extend_schema_field(RefusalOut(many=True))
    def get_refusals(self, row: "EstimateRow") -> Any:
        language = get_language() or "es"
        return [
            {**refusal, "reasons": [_reason(reason, language) for reason in refusal["reasons"]]}
            for refusal in row.refusals or ()
        ]


def _reason(reason: dict[str, Any], language: str) -> dict[str, Any]:
    return {**reason, "detail": sentence(reason["code"], reason["params"], language)}
