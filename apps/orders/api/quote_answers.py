"""What is answered of quotes: every line of every offer. The cost side is for staff alone."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.orders.api.place_answers import Place
from apps.orders.domain.pricing.reasons import sentence
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from apps.orders.models import Offer


class PriceLineOut(serializers.Serializer):
    """`rate`: percent of a tax. `taxes`: the position of the line that a tax is of."""

    position = serializers.IntegerField()
    kind = serializers.CharField()
    amount = f.Money()
    tax_code = serializers.CharField()
    rate = serializers.DecimalField(max_digits=9, decimal_places=4, allow_null=True)
    taxes = serializers.IntegerField(allow_null=True)


class ReasonOut(serializers.Serializer):
    code = serializers.CharField()
    detail = serializers.CharField()
    params = serializers.DictField()


class OutcomeLineOut(serializers.Serializer):
    concept = serializers.CharField()
    amount = serializers.JSONField()


class OutcomeOut(serializers.Serializer):
    lines = OutcomeLineOut(many=True)
    net = serializers.JSONField()


class LiquidationOut(serializers.Serializer):
    """What the merchant receives; amounts as elsewhere."""

    delivered = OutcomeOut()
    returned = OutcomeOut()


class OfferedOperatorOut(serializers.Serializer):
    id = serializers.UUIDField(source="operator_id")
    code = serializers.CharField(source="operator_code")
    name = serializers.CharField(source="operator_name")


class OfferedServiceOut(serializers.Serializer):
    id = serializers.UUIDField(source="service_id")
    code = serializers.CharField(source="service_code")
    name = serializers.CharField(source="service_name")
    mode = serializers.CharField(source="service.mode")


class RanksOut(serializers.Serializer):
    """Places count from 1. `score_value`: 0 to 100."""

    price = serializers.IntegerField()
    time = serializers.IntegerField()
    score = serializers.IntegerField()
    score_value = serializers.IntegerField()


def lines_out(offer: "Offer", side: str) -> list[dict[str, Any]]:
    """As `PriceLineOut` describes them, written by hand: a quote has hundreds."""
    money = f.Money()
    return [
        {
            "position": line.position,
            "kind": line.kind,
            "amount": money.to_representation(line.amount),
            "tax_code": line.tax_code,
            "rate": None if line.rate is None else f"{line.rate:.4f}",
            "taxes": line.taxes,
        }
        for line in offer.lines_of(side)
    ]


class OfferOut(serializers.Serializer):
    """An operator's service: priced, or with the reasons why it can't carry the shipment."""

    id = serializers.UUIDField()
    operator = OfferedOperatorOut(source="*")
    service = OfferedServiceOut(source="*")
    available = serializers.BooleanField()
    reasons = serializers.SerializerMethodField()
    zone = serializers.CharField()
    chargeable_kg = serializers.SerializerMethodField()
    transit_days = serializers.IntegerField(allow_null=True)
    estimated_delivery = serializers.DateField(allow_null=True)
    subtotal = f.Money(allow_null=True)
    tax = f.Money(allow_null=True)
    total = f.Money(allow_null=True)
    lines = serializers.SerializerMethodField()
    return_freight = f.Money(allow_null=True)
    return_lines = serializers.SerializerMethodField()
    liquidation = LiquidationOut(allow_null=True)
    ranks = serializers.SerializerMethodField()
    cost_total = serializers.SerializerMethodField()
    cost_lines = serializers.SerializerMethodField()

    def _sees_cost(self) -> bool:
        call = self.context.get("call")
        return bool(call and call.principal and call.principal.is_staff)

    @extend_schema_field(ReasonOut(many=True))
    def get_reasons(self, offer: "Offer") -> list[dict[str, Any]]:
        language = get_language() or "es"
        return [
            {**reason, "detail": sentence(reason["code"], reason["params"], language)}
            for reason in offer.reasons
        ]

    def get_chargeable_kg(self, offer: "Offer") -> str:
        return f"{offer.chargeable_g // 1000}.{offer.chargeable_g % 1000:03d}"

    @extend_schema_field(PriceLineOut(many=True))
    def get_lines(self, offer: "Offer") -> Any:
        return lines_out(offer, "selling")

    @extend_schema_field(PriceLineOut(many=True))
    def get_return_lines(self, offer: "Offer") -> Any:
        return lines_out(offer, "return")

    @extend_schema_field(RanksOut(allow_null=True))
    def get_ranks(self, offer: "Offer") -> Any:
        if not offer.available:
            return None
        return {
            "price": offer.rank_price,
            "time": offer.rank_time,
            "score": offer.rank_score,
            "score_value": offer.score,
        }

    @extend_schema_field(f.Money(allow_null=True))
    def get_cost_total(self, offer: "Offer") -> Any:
        if offer.cost_total is None or not self._sees_cost():
            return None
        return f.Money().to_representation(offer.cost_total)

    @extend_schema_field(PriceLineOut(many=True))
    def get_cost_lines(self, offer: "Offer") -> Any:
        return lines_out(offer, "cost") if self._sees_cost() else []


class ParcelOut(serializers.Serializer):
    weight_g = serializers.IntegerField()
    length_mm = serializers.IntegerField()
    width_mm = serializers.IntegerField()
    height_mm = serializers.IntegerField()


class QuoteRowOut(serializers.Serializer):
    id = serializers.UUIDField()
    customer_id = serializers.UUIDField()
    order_id = serializers.UUIDField(allow_null=True)
    livemode = serializers.BooleanField()
    origin = Place(source="origin_dane")
    destination = Place(source="destination_dane")
    pieces = ParcelOut(many=True)
    declared_value = f.Money()
    cod_amount = f.Money()
    payer = serializers.CharField()
    modes = serializers.ListField(child=serializers.CharField())
    expires_at = serializers.DateTimeField()
    created_at = serializers.DateTimeField()


class QuoteOut(QuoteRowOut):
    offers = OfferOut(many=True)
