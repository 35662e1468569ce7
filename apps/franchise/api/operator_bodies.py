"""What goes in and out about operators."""

from decimal import Decimal

from rest_framework import serializers

from apps.franchise.domain.operators import STATUSES
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f

CODE = r"^[a-z0-9][a-z0-9-]{0,39}$"


def _promise() -> serializers.DecimalField:
    """A percent that the operator promises."""
    return serializers.DecimalField(
        max_digits=5, decimal_places=2, min_value=Decimal(0), max_value=Decimal(100),
        required=False, allow_null=True,
    )  # fmt: skip


class OperatorOut(serializers.Serializer):
    id = serializers.UUIDField()
    code = serializers.CharField()
    legal_name = serializers.CharField()
    trade_name = serializers.CharField()
    nit = serializers.CharField(help_text="900123456-7")
    registration = serializers.CharField()
    claims_channel = serializers.CharField()
    address = serializers.CharField()
    dane_code = serializers.CharField()
    contact_name = serializers.CharField()
    contact_email = serializers.CharField()
    contact_phone = serializers.CharField()
    sla_on_time = _promise()
    sla_first_attempt = _promise()
    sla_uptime = _promise()
    status = serializers.ChoiceField(choices=STATUSES)
    status_reason = serializers.CharField()
    revision = serializers.IntegerField(help_text="The ETag")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class OperatorFilters(Serializer):
    status = serializers.ChoiceField(choices=STATUSES, required=False)
    search = f.Text(max_length=60, required=False)


class _Legal(Serializer):
    registration = f.Text(max_length=120, required=False, allow_blank=True)
    claims_channel = f.Text(max_length=200, required=False, allow_blank=True)
    address = f.Text(max_length=200, required=False, allow_blank=True)
    dane_code = f.Dane(required=False)
    contact_name = f.Text(max_length=120, required=False, allow_blank=True)
    contact_email = serializers.EmailField(max_length=254, required=False)
    contact_phone = f.Phone(required=False)
    sla_on_time = _promise()
    sla_first_attempt = _promise()
    sla_uptime = _promise()


class OperatorNew(_Legal):
    code = serializers.RegexField(CODE, max_length=40)
    legal_name = f.Text(max_length=120)
    trade_name = f.Text(max_length=120)
    nit = f.Text(max_length=20)


class OperatorChange(_Legal):
    legal_name = f.Text(max_length=120, required=False)
    trade_name = f.Text(max_length=120, required=False)
    nit = f.Text(max_length=20, required=False)


class Suspension(Serializer):
    reason = f.Text(max_length=200)
