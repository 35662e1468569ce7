"""What goes in and out about services."""

from typing import Any

from rest_framework import serializers

from apps.franchise.api.operator_bodies import CODE
from apps.franchise.domain.services import MODES, REGIMES, WEIGHT_BASES
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f

CUTOFF = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


class ServiceOut(serializers.Serializer):
    id = serializers.UUIDField()
    operator_id = serializers.UUIDField()
    operator_name = serializers.CharField(source="operator.trade_name")
    code = serializers.CharField()
    name = serializers.CharField()
    mode = serializers.ChoiceField(choices=MODES)
    regime = serializers.ChoiceField(choices=REGIMES)
    divisor = serializers.IntegerField(help_text="cm³ per kg")
    weight_step_kg = serializers.DecimalField(max_digits=9, decimal_places=3)
    minimum_weight_kg = serializers.DecimalField(max_digits=9, decimal_places=3)
    weight_basis = serializers.ChoiceField(choices=WEIGHT_BASES)
    max_piece_weight_kg = serializers.DecimalField(max_digits=9, decimal_places=3)
    max_side_cm = serializers.IntegerField()
    max_declared_value = f.Money()
    cod_allowed = serializers.BooleanField()
    max_cod = f.Money()
    cutoff = serializers.CharField(help_text="HH:MM in Bogota")
    priority = serializers.IntegerField()
    active = serializers.BooleanField()
    coverage_revision = serializers.IntegerField()
    coverage_rows = serializers.IntegerField()
    revision = serializers.IntegerField(help_text="The ETag")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class ServiceFilters(Serializer):
    operator = serializers.UUIDField(required=False)
    mode = serializers.ChoiceField(choices=MODES, required=False)
    regime = serializers.ChoiceField(choices=REGIMES, required=False)
    active = serializers.BooleanField(required=False, allow_null=True, default=None)


class ServiceNew(Serializer):
    code = serializers.RegexField(CODE, max_length=40)
    name = f.Text(max_length=120)
    mode = serializers.ChoiceField(choices=MODES)
    regime = serializers.ChoiceField(choices=REGIMES)
    divisor = serializers.IntegerField(min_value=1000, max_value=20000)
    weight_step_kg = f.Measure(largest=50)
    minimum_weight_kg = f.Measure(largest=1000)
    weight_basis = serializers.ChoiceField(choices=WEIGHT_BASES)
    max_piece_weight_kg = f.Measure(largest=50000)
    max_side_cm = serializers.IntegerField(min_value=1, max_value=2000)
    max_declared_value = f.Amount()
    cod_allowed = serializers.BooleanField(default=False)
    max_cod = f.Amount(required=False)
    cutoff = serializers.RegexField(CUTOFF, max_length=5)
    priority = serializers.IntegerField(min_value=0, max_value=1000, default=100)
    active = serializers.BooleanField(default=True)


class ServiceChange(ServiceNew):
    """Any of them but the code."""

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        del fields["code"]
        for field in fields.values():
            field.required, field.default = False, serializers.empty
        return fields
