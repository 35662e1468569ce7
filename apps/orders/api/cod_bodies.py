"""What is asked and answered of money collected at the door."""

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from apps.orders.domain.money.cod import CodStatus
from apps.orders.domain.money.remittance_file import OUTCOMES
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from apps.orders.models import Cod

_STATUSES = [s.value for s in CodStatus]


class CodOut(Serializer):
    """`expected`: COD and the recipient's freight. `holder`: who has the cash: an operator's
    id, field or bank. While `disputed_at` is set nothing of it is paid out."""

    number = serializers.CharField(source="guide.number")
    guide_id = serializers.UUIDField()
    customer_id = serializers.UUIDField()
    operator_id = serializers.UUIDField()
    status = serializers.CharField()
    holder = serializers.CharField()
    method = serializers.CharField()
    expected = f.Money()
    collected = f.Money()
    missing = serializers.SerializerMethodField()
    remitted = f.Money()
    reason = serializers.CharField()
    collected_at = serializers.DateTimeField(allow_null=True)
    remitted_at = serializers.DateTimeField(allow_null=True)
    paid_at = serializers.DateTimeField(allow_null=True)
    disputed_at = serializers.DateTimeField(allow_null=True)
    dispute_amount = f.Money(allow_null=True)
    dispute_reason = serializers.CharField()

    def get_missing(self, cod: "Cod") -> dict[str, Any]:
        short = cod.status == CodStatus.SHORT
        amount = cod.expected - cod.collected if short else cod.expected - cod.expected
        return f.Money().to_representation(amount)


class CodFilters(Serializer):
    status = serializers.ChoiceField(choices=_STATUSES, required=False)
    disputed = serializers.BooleanField(required=False, allow_null=True, default=None)
    holder = f.Text(max_length=40, required=False)
    customer_id = serializers.UUIDField(required=False)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)


class DisputeBody(Serializer):
    """`amount`: what was collected, by whoever disputes."""

    amount = f.Amount()
    reason = f.Text(max_length=300)


class AgedOut(Serializer):
    status = serializers.CharField()
    days = serializers.CharField()
    count = serializers.IntegerField()
    amount = f.Money()


class AgeingOut(Serializer):
    """All that is not paid out yet, by state and days since it was collected (or issued)."""

    results = AgedOut(many=True)


class AgeingQuery(Serializer):
    customer_id = serializers.UUIDField(required=False)


class RemittedBody(Serializer):
    number = f.Text(max_length=30)
    amount = f.Amount()


class RemittanceBody(Serializer):
    """`operator_id`: for staff; an operator tells its own. `covers_until`: what was collected
    to the end of that day and is in no line is listed as missing."""

    operator_id = serializers.UUIDField(required=False)
    reference = f.Text(max_length=80)
    day = serializers.DateField()
    covers_until = serializers.DateField(required=False)
    lines = RemittedBody(many=True, min_length=1, max_length=5_000)


class RemittanceFileBody(Serializer):
    file = serializers.FileField(help_text="CSV: guide number; amount in whole pesos")
    operator_id = serializers.UUIDField(required=False)
    reference = f.Text(max_length=80)
    day = serializers.DateField()
    covers_until = serializers.DateField(required=False)


class RemittanceOut(Serializer):
    """`told`: by its lines, or counted; `matched`: of it, what belongs to guides of ours;
    `expected`: what it should have been. `encoding`: in which its file was read."""

    id = serializers.UUIDField()
    holder = serializers.CharField()
    reference = serializers.CharField()
    day = serializers.DateField()
    source = serializers.CharField()
    encoding = serializers.CharField()
    told = f.Money()
    matched = f.Money()
    expected = f.Money()
    who = serializers.UUIDField(allow_null=True)
    created_at = serializers.DateTimeField()


class RemittanceFilters(Serializer):
    holder = f.Text(max_length=40, required=False)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)


class RemittanceLineOut(Serializer):
    """`outcome`: matched, short, over, unknown, not_due, repeated or missing."""

    number = serializers.CharField()
    told = f.Money()
    expected = f.Money()
    outcome = serializers.CharField()


class LineFilters(Serializer):
    outcome = serializers.ChoiceField(choices=OUTCOMES, required=False)
