"""Collections ordered of operators."""

from typing import TYPE_CHECKING
from uuid import UUID

from rest_framework import serializers

from apps.orders.api.routes import routes
from apps.orders.domain.operators.pickups import STATES
from apps.orders.selectors.operator_pickups import pickup_for, pickups_of
from apps.orders.services.operators.order_pickup import order_pickup
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import OperatorPickup

READ = allow(Role.MERCHANT, Role.SUPPORT, Role.ADMIN, scope="orders:read")
WRITE = allow(Role.MERCHANT, Role.SUPPORT, Role.ADMIN, scope="orders:write")
_HOUR = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


class OperatorPickupBody(Serializer):
    """`numbers`: guides of one operator and one sender, not collected yet. `day`: from today to
    thirty days on. Hours: HH:MM of Colombia."""

    numbers = f.UniqueList(
        child=serializers.RegexField(r"^[A-Za-z0-9]{1,30}$"), min_length=1, max_length=200
    )
    day = serializers.DateField()
    ready_from = serializers.RegexField(_HOUR)
    ready_until = serializers.RegexField(_HOUR)


class OperatorPickupFilters(Serializer):
    status = serializers.ChoiceField(choices=STATES, required=False)
    day = serializers.DateField(required=False)


class OperatorPickupOut(serializers.Serializer):
    """`reference`: the operator's own. `status`: unanswered says that it may be coming."""

    id = serializers.UUIDField()
    operator_id = serializers.UUIDField()
    operator_name = serializers.CharField()
    day = serializers.DateField()
    ready_from = serializers.CharField()
    ready_until = serializers.CharField()
    numbers = serializers.ListField(child=serializers.CharField())
    pieces = serializers.IntegerField()
    status = serializers.ChoiceField(choices=STATES)
    reference = serializers.CharField()
    failure = serializers.CharField()
    created_at = serializers.DateTimeField()


@routes.post(
    "operator-pickups",
    body=OperatorPickupBody,
    answer=OperatorPickupOut,
    status=201,
    access=WRITE,
    idempotency="saga",
    operation="orders_operator_pickup_order",
)
def order(call: Call) -> "OperatorPickup":
    """Have an operator collect guides at their sender's."""
    return order_pickup(principal=call.principal, actor=call.actor, **call.body)


@routes.list(
    "operator-pickups",
    item=OperatorPickupOut,
    query=OperatorPickupFilters,
    ordering=("created_at",),
    access=READ,
    operation="orders_operator_pickups",
)
def list_pickups(call: Call) -> "QuerySet[OperatorPickup]":
    """Collections that were ordered of operators, newest first."""
    return pickups_of(call.principal, **call.query)


@routes.get(
    "operator-pickups/{pickup_id}",
    answer=OperatorPickupOut,
    access=READ,
    operation="orders_operator_pickup",
)
def get_pickup(call: Call, pickup_id: UUID) -> "OperatorPickup":
    return pickup_for(call.principal, pickup_id)
