"""What is answered of quotes: every line of every offer. The cost side is for staff alone."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from rest_framework import serializers

from apps.orders.api.place_answers import Place
from apps.orders.domain.pricing.kept_lines import Line, tax_units_of, units_of
from apps.orders.domain.pricing.reasons import sentence
from quenty.kernel.money import COP
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from apps.orders.domain.pricing.quoted import QuotedOffer, QuotedPrice
    from apps.orders.models import Quote

_COP = COP.code
# Of a service that can't carry the shipment.
_NO_PRICE: dict[str, Any] = {
    "zone": "",
    **dict.fromkeys(("transit_days", "estimated_delivery", "subtotal", "tax", "total")),
    "lines": [],
    "return_freight": None,
    "return_lines": [],
    "liquidation": None,
    "ranks": None,
    "cost_total": None,
    "cost_lines": [],
}


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
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()


class OfferedServiceOut(serializers.Serializer):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    mode = serializers.CharField()


class RanksOut(serializers.Serializer):
    """Places count from 1. `score_value`: 0 to 100."""

    price = serializers.IntegerField()
    time = serializers.IntegerField()
    score = serializers.IntegerField()
    score_value = serializers.IntegerField()


def lines_out(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Of a side, as `PriceLineOut` describes them, written by hand: a quote has hundreds."""
    return [
        {
            "position": position,
            "kind": kind,
            "amount": _money(units),
            "tax_code": tax_code,
            "rate": None if rate is None else _percent(rate),
            "taxes": taxes,
        }
        for position, (kind, units, tax_code, rate, taxes) in enumerate(lines, 1)
    ]


def _money(units: int) -> dict[str, str]:
    """As the field `Money` writes it."""
    whole, part = divmod(units, 100)
    if part and units < 0:
        whole, part = -whole - 1, 100 - part
        return {"amount": f"-{whole}.{part:02d}", "currency": _COP}
    return {"amount": f"{whole}.{part:02d}", "currency": _COP}


@cache
def _percent(rate: str) -> str:
    """There are as many as the law has rates of a tax."""
    return f"{Decimal(rate):.4f}"


class OfferOut(serializers.Serializer):
    """An operator's service: priced, or with the reasons why it can't carry the shipment."""

    id = serializers.UUIDField()
    operator = OfferedOperatorOut()
    service = OfferedServiceOut()
    available = serializers.BooleanField()
    reasons = ReasonOut(many=True)
    zone = serializers.CharField()
    chargeable_kg = serializers.CharField()
    transit_days = serializers.IntegerField(allow_null=True)
    estimated_delivery = serializers.DateField(allow_null=True)
    subtotal = f.Money(allow_null=True)
    tax = f.Money(allow_null=True)
    total = f.Money(allow_null=True)
    lines = PriceLineOut(many=True)
    return_freight = f.Money(allow_null=True)
    return_lines = PriceLineOut(many=True)
    liquidation = LiquidationOut(allow_null=True)
    ranks = RanksOut(allow_null=True)
    cost_total = f.Money(allow_null=True)
    cost_lines = PriceLineOut(many=True)


def offers_out(
    offers: Iterable["QuotedOffer"], *, language: str, staff: bool
) -> list[dict[str, Any]]:
    """As `OfferOut` describes them, written by hand: a quote has dozens, each with some forty
    fields. The cost side is for staff alone."""
    return [_offer(one, language) | _price(one.price, staff=staff) for one in offers]


def _offer(offer: "QuotedOffer", language: str) -> dict[str, Any]:
    return {
        "id": offer.id,
        "operator": {
            "id": offer.operator_id,
            "code": offer.operator_code,
            "name": offer.operator_name,
        },
        "service": {
            "id": offer.service_id,
            "code": offer.service_code,
            "name": offer.service_name,
            "mode": offer.mode,
        },
        "available": offer.available,
        "reasons": [
            {**reason, "detail": sentence(reason["code"], reason["params"], language)}
            for reason in offer.reasons
        ],
        "chargeable_kg": f"{offer.chargeable_g // 1000}.{offer.chargeable_g % 1000:03d}",
    }


def _price(price: "QuotedPrice | None", *, staff: bool) -> dict[str, Any]:
    if price is None:
        return _NO_PRICE
    selling, rank = price.lines["selling"], price.rank
    back = price.lines.get("return", ())
    cost = price.lines.get("cost", ()) if staff else ()
    total, tax = units_of(selling), tax_units_of(selling)
    return {
        "zone": price.zone,
        "transit_days": price.transit_days,
        "estimated_delivery": price.estimated_delivery,
        "subtotal": _money(total - tax),
        "tax": _money(tax),
        "total": _money(total),
        "lines": lines_out(selling),
        "return_freight": _money(units_of(back)),
        "return_lines": lines_out(back),
        "liquidation": price.liquidation,
        "ranks": {
            "price": rank.price,
            "time": rank.time,
            "score": rank.score_place,
            "score_value": rank.score,
        },
        "cost_total": _money(units_of(cost)) if cost else None,
        "cost_lines": lines_out(cost),
    }


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

    def to_representation(self, instance: "Quote") -> dict[str, Any]:
        call = self.context.get("call")
        staff = bool(call and call.principal and call.principal.is_staff)
        offers = offers_out(instance.offers, language=get_language() or "es", staff=staff)
        return {**_ROW.to_representation(instance), "offers": offers}


_ROW = QuoteRowOut()
