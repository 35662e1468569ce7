"""What is asked and answered of operators' accounts, calls and health."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.orders.domain.operators.failures import OUTCOMES
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f
from quenty.platform.http.words import bilingual

OPERATIONS = ("check", "quote", "book", "label", "cancel", "track", "pickup")


_NAME = re.compile(r"[A-Za-z0-9_]{1,40}\Z", re.ASCII)
_FIRST, _LAST = date(2020, 1, 1), date(2100, 12, 31)


def _of_names(longest: int) -> dict[str, Any]:
    """An object of texts, as the document says it."""
    return {
        "type": "object",
        "additionalProperties": {"type": "string", "maxLength": longest},
        "propertyNames": {"type": "string", "pattern": "^[A-Za-z0-9_]{1,40}$"},
        "maxProperties": 40,
    }


class _Named(serializers.DictField):
    """Values by names of letters, figures and underscores. Code: names."""

    default_error_messages = {
        "names": bilingual(
            en="Forty names at most, each of letters, figures and underscores.",
            es="Cuarenta nombres a lo sumo, cada uno de letras, cifras y guiones bajos.",
        )
    }

    def to_internal_value(self, data: Any) -> Any:
        found = super().to_internal_value(data)
        if len(found) > 40 or not all(_NAME.match(name) for name in found):
            self.fail("names")
        return found


@extend_schema_field(_of_names(300))
class _Settings(_Named):
    pass


@extend_schema_field(_of_names(4000))
class _Secrets(_Named):
    pass


class AccountBody(Serializer):
    """`secrets`: credentials by name; those not named stay as they were. `customer_id`: the
    merchant whose own contract it is. `seconds`: the longest that a call may take.
    `live_rates`: quotes ask the operator itself. `poll_minutes`: 0 never asks.
    `promised_uptime`: percent of a month's calls that the operator's contract promises."""

    operator_id = serializers.UUIDField()
    account = f.Text(max_length=60, default="default")
    livemode = serializers.BooleanField(default=True)
    customer_id = serializers.UUIDField(required=False, allow_null=True, default=None)
    adapter = f.Text(max_length=40)
    base_url = serializers.URLField(max_length=300, default="", allow_blank=True)
    settings = _Settings(
        child=serializers.CharField(max_length=300, allow_blank=True), default=dict
    )
    secrets = _Secrets(
        child=serializers.CharField(max_length=4000, allow_blank=True),
        default=dict,
        write_only=True,
    )
    seconds = serializers.DecimalField(
        max_digits=5, decimal_places=2, min_value=Decimal("0.1"), max_value=60, default=Decimal(8)
    )
    breaker_failures = serializers.IntegerField(min_value=1, max_value=100, default=5)
    breaker_rest_s = serializers.IntegerField(min_value=1, max_value=3600, default=30)
    live_rates = serializers.BooleanField(default=False)
    poll_minutes = serializers.IntegerField(min_value=0, max_value=1440, default=60)
    promised_uptime = serializers.DecimalField(
        max_digits=5, decimal_places=2, min_value=0, max_value=100, default=Decimal(99)
    )
    expires_on = serializers.DateField(required=False, allow_null=True, default=None)
    active = serializers.BooleanField(default=True)


class AccountOut(serializers.Serializer):
    """`secret_names`: which credentials there are; what they are is never shown."""

    id = serializers.UUIDField()
    operator_id = serializers.UUIDField()
    operator_code = serializers.CharField()
    account = serializers.CharField()
    livemode = serializers.BooleanField()
    customer_id = serializers.UUIDField(allow_null=True)
    adapter = serializers.CharField()
    base_url = serializers.CharField()
    settings = serializers.DictField()
    secret_names = serializers.ListField(child=serializers.CharField())
    seconds = serializers.DecimalField(max_digits=5, decimal_places=2)
    breaker_failures = serializers.IntegerField()
    breaker_rest_s = serializers.IntegerField()
    breaker_reset_at = serializers.DateTimeField(allow_null=True)
    live_rates = serializers.BooleanField()
    poll_minutes = serializers.IntegerField()
    promised_uptime = serializers.DecimalField(max_digits=5, decimal_places=2)
    expires_on = serializers.DateField(allow_null=True)
    checked_at = serializers.DateTimeField(allow_null=True)
    active = serializers.BooleanField()
    created_at = serializers.DateTimeField()


class CallFilters(Serializer):
    operator_id = serializers.UUIDField(required=False)
    operation = serializers.ChoiceField(choices=OPERATIONS, required=False)
    outcome = serializers.ChoiceField(choices=OUTCOMES, required=False)
    reference = f.Text(max_length=60, required=False)


class CallOut(serializers.Serializer):
    """`sent`, `received`: redacted, without people and secrets."""

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    operator_id = serializers.UUIDField()
    livemode = serializers.BooleanField()
    operation = serializers.CharField()
    reference = serializers.CharField()
    outcome = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()
    latency_ms = serializers.IntegerField()
    sent = serializers.CharField()
    received = serializers.CharField()
    correlation_id = serializers.CharField()


class MonthQuery(Serializer):
    """`month`: any day of it; this one, if it isn't said."""

    month = serializers.DateField(
        required=False, validators=[MinValueValidator(_FIRST), MaxValueValidator(_LAST)]
    )


class OperatorServiceOut(serializers.Serializer):
    """`uptime`: percent of the month's calls that were answered, null without calls.
    `promised_uptime`: what our own account's contract promises, null without one;
    `promise_kept`: null where there is nothing to compare.
    `elsewhere_share`: percent of the guides taken with it that another operator carries."""

    operator_id = serializers.UUIDField()
    operator_code = serializers.CharField()
    state = serializers.ChoiceField(choices=["up", "down"])
    since = serializers.DateTimeField(allow_null=True)
    diverted_until = serializers.DateTimeField(allow_null=True)
    month = serializers.CharField()
    calls = serializers.IntegerField()
    ill = serializers.IntegerField()
    uptime = serializers.CharField(allow_null=True)
    promised_uptime = serializers.CharField(allow_null=True)
    promise_kept = serializers.BooleanField(allow_null=True)
    mean_ms = serializers.IntegerField(allow_null=True)
    chosen = serializers.IntegerField()
    went_elsewhere = serializers.IntegerField()
    elsewhere_share = serializers.CharField(allow_null=True)


class OperatorServicesOut(serializers.Serializer):
    results = OperatorServiceOut(many=True)
