"""What is asked of the endpoints of orders and quotes."""

from typing import Any

from rest_framework import serializers

from apps.orders.domain import intake
from apps.orders.domain.labels.text import printable, unprintable
from apps.orders.domain.states import OrderStatus, Payer
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f
from quenty.platform.http.words import bilingual

_MOST = int(intake.MAX_AMOUNT.amount)
MODES = ("ground", "express", "air")


class PrintedText(f.Text):
    """Text that stands on a label: refused when the label's letters don't have it, or when
    nothing of it can be seen. Codes: unprintable, invisible."""

    default_error_messages = {
        "unprintable": bilingual(
            en="The label cannot print {characters}. Write it in Latin letters.",
            es="El rótulo no puede imprimir {characters}. Escríbalo en letras latinas.",
        ),
        "invisible": bilingual(
            en="Nothing of this can be seen on paper.", es="Nada de esto se ve en el papel."
        ),
    }

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if lost := unprintable(text):
            self.fail("unprintable", characters=lost[:60])
        if text and not printable(text):
            self.fail("invisible")
        return text


class PartyBody(Serializer):
    name = PrintedText(max_length=120)
    company = PrintedText(max_length=120, default="", allow_blank=True)
    document = PrintedText(max_length=30, default="", allow_blank=True)
    phone = f.Phone()
    email = serializers.EmailField(max_length=254, default="", allow_blank=True)
    address = PrintedText(max_length=200)
    complement = PrintedText(max_length=200, default="", allow_blank=True)
    dane_code = f.Dane(help_text="The municipality, by code or name")


class PieceBody(Serializer):
    """One parcel as declared."""

    weight_kg = f.Measure(largest=intake.MAX_WEIGHT_G // 1000, places=3)
    length_cm = f.Measure(largest=intake.MAX_SIDE_MM // 10, places=1)
    width_cm = f.Measure(largest=intake.MAX_SIDE_MM // 10, places=1)
    height_cm = f.Measure(largest=intake.MAX_SIDE_MM // 10, places=1)


class OrderPieceBody(PieceBody):
    contents = f.Text(max_length=200, default="", allow_blank=True)


class LineBody(Serializer):
    """`unit_price`: what the buyer paid for one."""

    sku = f.Text(max_length=64, default="", allow_blank=True)
    description = f.Text(max_length=200)
    quantity = serializers.IntegerField(min_value=1, max_value=intake.MAX_QUANTITY)
    unit_price = f.Amount(maximum=_MOST)
    hs_code = serializers.RegexField(r"^[0-9]{6,10}\Z", default="", allow_blank=True)
    serial = f.Text(max_length=64, default="", allow_blank=True)


class NewOrderBody(Serializer):
    """Without `origin` the parcel starts at the merchant's own."""

    reference = f.Text(max_length=64, default="", allow_blank=True)
    contents = f.Text(max_length=200)
    notes = f.Text(max_length=500, default="", allow_blank=True, multiline=True)
    origin = PartyBody(required=False)
    recipient = PartyBody()
    pieces = OrderPieceBody(many=True, min_length=1, max_length=intake.MAX_PIECES)
    lines = LineBody(many=True, required=False, max_length=intake.MAX_LINES)
    declared_value = f.Amount(minimum=1, maximum=_MOST)
    cod_amount = f.Amount(maximum=_MOST, required=False)
    payer = serializers.ChoiceField(choices=[p.value for p in Payer], default=Payer.SENDER.value)


class AmendOrderBody(Serializer):
    """What is not sent stays as it is. A quoted order has to be quoted again."""

    recipient = PartyBody(required=False)
    declared_value = f.Amount(minimum=1, maximum=_MOST, required=False)
    cod_amount = f.Amount(maximum=_MOST, required=False)
    payer = serializers.ChoiceField(choices=[p.value for p in Payer], required=False)
    notes = f.Text(max_length=500, allow_blank=True, multiline=True, required=False)


class CancelBody(Serializer):
    reason = f.Text(max_length=200)


class WishesBody(Serializer):
    """`modes`: only services of these; none means any."""

    modes = serializers.ListField(
        child=serializers.ChoiceField(choices=MODES), default=list, max_length=len(MODES)
    )


class QuoteBody(WishesBody):
    """`contents`: what is in it, in words; policies on goods are then checked too."""

    origin = f.Dane()
    destination = f.Dane()
    pieces = PieceBody(many=True, min_length=1, max_length=intake.MAX_PIECES)
    declared_value = f.Amount(minimum=1, maximum=_MOST)
    cod_amount = f.Amount(maximum=_MOST, required=False)
    payer = serializers.ChoiceField(choices=[p.value for p in Payer], default=Payer.SENDER.value)
    contents = f.Text(max_length=200, default="", allow_blank=True)


class ConfirmBody(Serializer):
    """`allow_other_operator`: should the operator refuse or not be there, the next by priority
    may carry it, at a price within 10% of the one taken."""

    offer_id = serializers.UUIDField(help_text="Of the order's quote in force")
    allow_other_operator = serializers.BooleanField(default=False)


class OrderFilters(Serializer):
    """`q`: part of a reference, a recipient's name or phone, or a guide's number."""

    status = serializers.ChoiceField(choices=[s.value for s in OrderStatus], required=False)
    reference = f.Text(max_length=64, required=False)
    q = f.Text(max_length=60, required=False)
    customer_id = serializers.UUIDField(required=False)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)


class QuoteFilters(Serializer):
    order_id = serializers.UUIDField(required=False)
    customer_id = serializers.UUIDField(required=False)
