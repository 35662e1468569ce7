"""What is answered of guides."""

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.orders.api.place_answers import Place
from apps.orders.api.quote_answers import PriceLineOut, lines_out
from apps.orders.domain.pricing.kept_lines import as_lines
from apps.orders.services.share_tracking import tracking_url
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from apps.orders.models import Guide, GuideEvent


class GuidePieceOut(serializers.Serializer):
    number = serializers.IntegerField()
    status = serializers.CharField()


class GuideRowOut(serializers.Serializer):
    """`price`: freight, who pays it being the order's `payer`. `collect`: at the door.
    `operator_number`: the operator's own, "" where ours is the number it goes by."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    order_id = serializers.UUIDField()
    reference = serializers.CharField(source="order.reference")
    customer_id = serializers.UUIDField()
    livemode = serializers.BooleanField()
    status = serializers.CharField()
    version = serializers.IntegerField()
    operator_id = serializers.UUIDField()
    operator = serializers.CharField(source="operator_name")
    service_id = serializers.UUIDField()
    service = serializers.CharField(source="service_name")
    operator_number = serializers.CharField()
    origin = Place(source="origin_dane")
    destination = Place(source="destination_dane")
    recipient_name = serializers.CharField(source="order.recipient_name")
    pieces = GuidePieceOut(many=True)
    price = f.Money()
    declared_value = f.Money()
    cod_amount = f.Money()
    collect = f.Money()
    issued_at = serializers.DateTimeField()
    estimated_delivery = serializers.DateField(allow_null=True)
    picked_up_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    void_reason = serializers.CharField()


class GuideEventOut(serializers.Serializer):
    """`applied`: whether it moved a piece; late and out-of-order ones are kept all the same."""

    id = serializers.UUIDField()
    event = serializers.CharField()
    occurred_at = serializers.DateTimeField()
    recorded_at = serializers.DateTimeField(source="created_at")
    pieces = serializers.ListField(child=serializers.IntegerField(), source="piece_numbers")
    applied = serializers.BooleanField()
    from_status = serializers.CharField()
    to_status = serializers.CharField()
    source = serializers.CharField()
    place = serializers.CharField()
    reason = serializers.CharField()
    notes = serializers.CharField()


class InsteadOfOut(serializers.Serializer):
    """The offer that was taken. `reason`: refused, not_offered or not_reached, as its
    operator answered; diverted while guides go elsewhere."""

    operator = serializers.CharField(source="chosen_offer.operator_name")
    service = serializers.CharField(source="chosen_offer.service_name")
    total = f.Money(source="chosen_offer.total")
    reason = serializers.CharField(source="switch_reason")


class GuideOut(GuideRowOut):
    """`service_terms`: the operator's terms as they stood when the guide was issued.
    `tracking_url`: the public page; `operator_tracking_url`: the operator's, "" for none.
    `instead_of`: what the merchant took, where another operator carries it."""

    payer = serializers.CharField(source="order.payer")
    zone = serializers.CharField()
    chargeable_g = serializers.IntegerField()
    service_terms = serializers.DictField(source="service")
    tracking_url = serializers.SerializerMethodField()
    operator_tracking_url = serializers.CharField(source="tracking_url")
    instead_of = serializers.SerializerMethodField()
    events = serializers.SerializerMethodField()

    def get_tracking_url(self, guide: "Guide") -> str:
        return tracking_url(guide.number)

    @extend_schema_field(InsteadOfOut(allow_null=True))
    def get_instead_of(self, guide: "Guide") -> Any:
        switched = guide.confirmation.switch_reason
        return InsteadOfOut(guide.confirmation).data if switched else None

    @extend_schema_field(GuideEventOut(many=True))
    def get_events(self, guide: "Guide") -> Any:
        def when(event: "GuideEvent") -> Any:
            return event.occurred_at, event.id

        return GuideEventOut(sorted(guide.events.all(), key=when), many=True).data


class PriceOut(serializers.Serializer):
    """The lines add up to `total` exactly. `charged`: what the merchant's wallet paid."""

    number = serializers.CharField()
    total = f.Money(source="price")
    charged = f.Money(source="confirmation.charge")
    charge_status = serializers.CharField(source="confirmation.status")
    lines = serializers.SerializerMethodField()
    return_freight = f.Money(source="offer.return_freight", allow_null=True)
    cost_total = serializers.SerializerMethodField()
    cost_lines = serializers.SerializerMethodField()

    def _sees_cost(self) -> bool:
        return bool(self.context["call"].principal.is_staff)

    @extend_schema_field(PriceLineOut(many=True))
    def get_lines(self, guide: "Guide") -> Any:
        return lines_out(as_lines(guide.offer.lines.get("selling", ())))

    @extend_schema_field(f.Money(allow_null=True))
    def get_cost_total(self, guide: "Guide") -> Any:
        seen = guide.cost if self._sees_cost() else None
        return f.Money().to_representation(seen) if seen is not None else None

    @extend_schema_field(PriceLineOut(many=True))
    def get_cost_lines(self, guide: "Guide") -> Any:
        if not self._sees_cost():
            return []
        return lines_out(as_lines(guide.offer.lines.get("cost", ())))
