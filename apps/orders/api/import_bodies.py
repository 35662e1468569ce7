"""What the import endpoints are given and answer."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from apps.orders.api.bodies import PartyBody
from apps.orders.api.columns import ColumnsField
from apps.orders.domain.imports.presets import FIELDS, PRESETS
from apps.orders.domain.imports.template import Template
from apps.orders.domain.intake import MAX_SIDE_MM, MAX_WEIGHT_G, Party
from quenty.platform.http import Serializer, fields
from quenty.platform.http.json_text import JsonText

_HEAVIEST = Decimal(MAX_WEIGHT_G) / 1000
_LONGEST = Decimal(MAX_SIDE_MM) / 10
_MOST_SKUS = 10_000


class TemplateBody(Serializer):
    """What the file doesn't say: kg and cm of a parcel, kg of a SKU, contents, origin; and its
    own headers by field, beside those saved."""

    weight_kg = fields.Measure(largest=_HEAVIEST, required=False)
    length_cm = fields.Measure(largest=_LONGEST, places=1, required=False)
    width_cm = fields.Measure(largest=_LONGEST, places=1, required=False)
    height_cm = fields.Measure(largest=_LONGEST, places=1, required=False)
    contents = fields.Text(required=False)
    sku_weights = serializers.DictField(child=fields.Measure(largest=_HEAVIEST), required=False)
    origin = PartyBody(required=False)
    columns = ColumnsField(FIELDS, required=False)

    def validate_sku_weights(self, weights: dict[str, Decimal]) -> dict[str, Decimal]:
        if len(weights) > _MOST_SKUS:
            raise serializers.ValidationError(f"At most {_MOST_SKUS} SKUs.", code="max_length")
        return weights


class ImportBody(Serializer):
    file = serializers.FileField(
        help_text="CSV in UTF-8 or Windows-1252, or XLSX: its first sheet", allow_empty_file=True
    )
    preset = serializers.ChoiceField(choices=sorted(PRESETS))
    dry_run = serializers.BooleanField(default=False)
    template = JsonText(
        of=TemplateBody,
        required=False,
        help_text=(
            'JSON: {"weight_kg": "1.5", "length_cm": "30", "width_cm": "20", "height_cm": "10", '
            '"contents": "...", "sku_weights": {"SKU": "0.5"}, "origin": {...}}'
        ),
    )


def template_of(said: dict[str, Any], saved: dict[str, str]) -> Template:
    """The template of an import from what `TemplateBody` let through. `saved`: the merchant's
    own headers."""
    plain = {key: value for key, value in said.items() if key != "origin"}
    plain["columns"] = {**saved, **said.get("columns", {})}
    origin = said.get("origin")
    return Template(**plain, origin=Party(**origin) if origin else None)


class BatchQuery(Serializer):
    status = serializers.ChoiceField(choices=("running", "done", "failed"), required=False)


class RowsQuery(Serializer):
    status = serializers.ChoiceField(choices=("valid", "created", "known", "bad"), required=False)


class RowProblemOut(serializers.Serializer):
    line = serializers.IntegerField()
    column = serializers.CharField()
    code = serializers.CharField()
    reason = serializers.SerializerMethodField()
    reason_es = serializers.CharField(source="es")
    reason_en = serializers.CharField(source="en")

    def get_reason(self, problem: dict[str, Any]) -> str:
        """In the language of the request."""
        from django.utils.translation import get_language

        return str(problem["en" if (get_language() or "es").startswith("en") else "es"])


class ImportRowOut(serializers.Serializer):
    """`reference`: of an order, or the number of a guide."""

    line = serializers.IntegerField()
    reference = serializers.CharField(allow_blank=True)
    status = serializers.CharField()
    order_id = serializers.UUIDField(allow_null=True)
    problems = RowProblemOut(many=True)


class ImportOut(serializers.Serializer):
    id = serializers.UUIDField()
    customer_id = serializers.UUIDField(allow_null=True, help_text="Whose orders")
    operator_id = serializers.UUIDField(allow_null=True, help_text="Whose events")
    preset = serializers.CharField(source="layout")
    file_name = serializers.CharField()
    file_hash = serializers.CharField()
    encoding = serializers.CharField(
        allow_blank=True, help_text="That a CSV was read in: utf-8 or windows-1252"
    )
    dry_run = serializers.BooleanField()
    status = serializers.CharField()
    failure = serializers.CharField(allow_blank=True)
    rows_expected = serializers.IntegerField(
        allow_null=True, help_text="Rows of the file; null until they are counted"
    )
    rows_total = serializers.IntegerField(help_text="Rows done so far")
    rows_created = serializers.IntegerField()
    rows_known = serializers.IntegerField()
    rows_bad = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class ImportReportOut(ImportOut):
    rejected = ImportRowOut(many=True, help_text="The first 100 bad rows")
