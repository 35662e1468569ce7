"""What is asked of the label endpoints."""

from rest_framework import serializers

from apps.orders.services.labels.print_labels import FORMATS, MOST
from quenty.platform.http import Serializer

_NUMBER = r"^[A-Za-z0-9]{1,30}$"


class LabelQuery(Serializer):
    format = serializers.ChoiceField(choices=[*FORMATS, "png"], default="pdf_4x6")
    dpi = serializers.ChoiceField(choices=[203, 300], default=203, help_text="Of a PNG")
    piece = serializers.IntegerField(
        min_value=1, max_value=100, default=1, help_text="Which piece a PNG shows"
    )


class SharedLabelQuery(Serializer):
    token = serializers.CharField(max_length=200)


class BatchBody(Serializer):
    numbers = serializers.ListField(
        child=serializers.RegexField(_NUMBER),
        min_length=1,
        max_length=MOST,
        help_text="Guide numbers",
    )
    format = serializers.ChoiceField(choices=FORMATS, default="pdf_4x6")

    def validate_numbers(self, numbers: list[str]) -> list[str]:
        if len(set(numbers)) != len(numbers):
            raise serializers.ValidationError("A number is given twice.", code="repeated")
        return numbers
