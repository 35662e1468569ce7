"""Rules of what may be shipped."""

from typing import TYPE_CHECKING

from rest_framework import serializers

from apps.orders.api.operators import ADMIN
from apps.orders.api.orders import READ
from apps.orders.api.routes import routes
from apps.orders.selectors.policies import policies
from apps.orders.services.policies import PolicyData, publish_policy
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import ShippingPolicy

_SIZES = ("", "small", "medium", "large")


class PolicyBody(Serializer):
    """Scope: what is empty covers everything. `zone`: of the service's sheet. `goods`: words of
    the contents, in the singular or the plural. `title_en`: the title in English. Limits: at
    least one; `forbids` lets nothing of the scope go. `max_weight_g`: grams, of all pieces."""

    code = serializers.RegexField(r"^[a-z0-9-]{2,40}\Z")
    title = f.Text(max_length=200)
    title_en = f.Text(max_length=200, default="", allow_blank=True)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(required=False, allow_null=True, default=None)
    conditions = f.Text(max_length=4000, default="", allow_blank=True)
    penalty = f.Text(max_length=200, default="", allow_blank=True)
    zone = serializers.RegexField(r"^[a-z0-9_-]{0,20}\Z", default="", allow_blank=True)
    department = serializers.RegexField(r"^([0-9]{2})?\Z", default="", allow_blank=True)
    dane = serializers.RegexField(r"^([0-9]{5})?\Z", default="", allow_blank=True)
    merchant_size = serializers.ChoiceField(choices=_SIZES, default="", allow_blank=True)
    goods = f.Text(max_length=60, default="", allow_blank=True)
    forbids = serializers.BooleanField(default=False)
    max_weight_g = serializers.IntegerField(
        min_value=1, max_value=100_000_000, required=False, allow_null=True, default=None
    )
    max_declared = f.Amount(minimum=0, required=False, allow_null=True, default=None)
    max_cod = f.Amount(minimum=0, required=False, allow_null=True, default=None)


class PolicyOut(serializers.Serializer):
    id = serializers.UUIDField()
    code = serializers.CharField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    title_en = serializers.CharField()
    conditions = serializers.CharField()
    penalty = serializers.CharField()
    zone = serializers.CharField()
    department = serializers.CharField()
    dane = serializers.CharField()
    merchant_size = serializers.CharField()
    goods = serializers.CharField()
    forbids = serializers.BooleanField()
    max_weight_g = serializers.IntegerField(allow_null=True)
    max_declared = f.Money(allow_null=True)
    max_cod = f.Money(allow_null=True)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField()


@routes.post(
    "policies",
    body=PolicyBody,
    answer=PolicyOut,
    access=ADMIN,
    operation="orders_policies_publish",
)
def publish(call: Call) -> "ShippingPolicy":
    """Publish a rule, or the next version of one; quotes check it from its first day."""
    return publish_policy(data=PolicyData(**call.body), actor=call.actor)


@routes.list(
    "policies",
    item=PolicyOut,
    ordering=("created_at",),
    access=READ,
    operation="orders_policies_list",
)
def list_policies(call: Call) -> "QuerySet[ShippingPolicy]":
    """Every rule in all its versions, newest first."""
    return policies()
