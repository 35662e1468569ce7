"""Ranges of guide numbers that operators give, for staff."""

from typing import TYPE_CHECKING

from rest_framework import serializers

from apps.orders.api.operators import ADMIN, STAFF
from apps.orders.api.routes import routes
from apps.orders.domain.numbers import CHECKS
from apps.orders.selectors.operators import serials_of
from apps.orders.services.operators.serials import SerialsData, add_serials
from quenty.platform.http import Call, Serializer

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import OperatorSerials

_MOST = 10**18 - 1


class SerialsBody(Serializer):
    """`digits`: figures of the serial, zeros in front. `check_digit`: s10 puts one behind a
    serial of eight."""

    operator_id = serializers.UUIDField()
    livemode = serializers.BooleanField(default=True)
    prefix = serializers.RegexField(r"^[A-Z0-9]{0,10}\Z", default="", allow_blank=True)
    digits = serializers.IntegerField(min_value=1, max_value=18)
    check_digit = serializers.ChoiceField(choices=CHECKS, default="none")
    first = serializers.IntegerField(min_value=0, max_value=_MOST)
    last = serializers.IntegerField(min_value=0, max_value=_MOST)


class SerialsFilters(Serializer):
    operator_id = serializers.UUIDField(required=False)


class SerialsOut(serializers.Serializer):
    """`next`: the serial to be given next. `left`: how many are."""

    id = serializers.UUIDField()
    operator_id = serializers.UUIDField()
    operator_code = serializers.CharField()
    livemode = serializers.BooleanField()
    prefix = serializers.CharField()
    digits = serializers.IntegerField()
    check_digit = serializers.ChoiceField(choices=CHECKS)
    first = serializers.IntegerField()
    last = serializers.IntegerField()
    next = serializers.IntegerField()
    left = serializers.IntegerField()
    created_at = serializers.DateTimeField()


@routes.post(
    "operators/serials",
    body=SerialsBody,
    answer=SerialsOut,
    access=ADMIN,
    operation="orders_operator_serials_add",
)
def add(call: Call) -> "OperatorSerials":
    """Take in a range of guide numbers that an operator gave; its guides bear them from then on."""
    return add_serials(data=SerialsData(**call.body), actor=call.actor)


@routes.list(
    "operators/serials",
    item=SerialsOut,
    query=SerialsFilters,
    ordering=("created_at",),
    access=STAFF,
    operation="orders_operator_serials",
)
def list_serials(call: Call) -> "QuerySet[OperatorSerials]":
    """The ranges of operators and how much of each is left."""
    return serials_of(**call.query)
