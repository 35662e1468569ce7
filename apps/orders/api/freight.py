"""Freight that goes back after a parcel was collected, and the rules by which it does."""

from typing import TYPE_CHECKING

from rest_framework import serializers

from apps.orders.api.operators import ADMIN
from apps.orders.api.routes import routes
from apps.orders.domain.money.refunds import RefundCause
from apps.orders.selectors.freight import Proposal, proposals, rules
from apps.orders.selectors.guides import guide_for
from apps.orders.services.freight.refund import refund_freight
from apps.orders.services.freight.rules import RuleData, publish_rule
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import FreightRefund, FreightRule

STAFF = allow(Role.SUPPORT, Role.ADMIN)
_CAUSES = [cause.value for cause in RefundCause]


class RefundBody(Serializer):
    """`percent`: of the freight, and of what the way back cost where the merchant is not at fault;
    without it, what the rule of the cause says. Another share than the rule's needs a reason."""

    cause = serializers.ChoiceField(choices=_CAUSES, default=RefundCause.OTHER.value)
    percent = serializers.IntegerField(
        min_value=1, max_value=100, required=False, allow_null=True, default=None
    )
    reason = f.Text(max_length=200, default="", allow_blank=True)


class RefundOut(Serializer):
    """`rule`: percent that its rule proposed, null where there was none. `back_percent` of what it
    cost to come back, which is `back_amount` of the `amount`."""

    id = serializers.UUIDField()
    cause = serializers.CharField()
    rule = serializers.IntegerField(allow_null=True)
    percent = serializers.IntegerField()
    back_percent = serializers.IntegerField()
    amount = f.Money()
    back_amount = f.Money()
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()


class ProposalOut(Serializer):
    """`percent`: what still goes back for a cause; null where no rule says. `back`: of the way
    back, null where none was charged or the merchant bears it."""

    cause = serializers.CharField()
    percent = serializers.IntegerField(allow_null=True)
    back = serializers.IntegerField(allow_null=True)


class ProposalsOut(Serializer):
    results = ProposalOut(many=True)


class RuleBody(Serializer):
    """`valid_from`: of the guides issued from then on. It ends the rule before."""

    cause = serializers.ChoiceField(choices=[c for c in _CAUSES if c != RefundCause.OTHER])
    percent = serializers.IntegerField(min_value=0, max_value=100)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(required=False, allow_null=True, default=None)


class RuleOut(Serializer):
    id = serializers.UUIDField()
    cause = serializers.CharField()
    percent = serializers.IntegerField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField()


@routes.post(
    "guides/{number}/refunds",
    body=RefundBody,
    answer=RefundOut,
    access=STAFF,
    operation="orders_freight_refund",
)
def refund(call: Call, number: str) -> "FreightRefund":
    """Give back part or all of a collected guide's price, by rule or otherwise."""
    seen = guide_for(call.principal, number)
    body = {**call.body, "cause": RefundCause(call.body["cause"])}
    return refund_freight(guide_id=seen.id, actor=call.actor, **body)


@routes.get(
    "guides/{number}/refund-proposals",
    answer=ProposalsOut,
    access=STAFF,
    operation="orders_freight_proposals",
)
def propose(call: Call, number: str) -> dict[str, list[Proposal]]:
    """What goes back by rule for each cause, less what went back already."""
    return {"results": proposals(guide_for(call.principal, number))}


@routes.post(
    "freight-rules",
    body=RuleBody,
    answer=RuleOut,
    access=ADMIN,
    operation="orders_freight_rules_publish",
)
def publish(call: Call) -> "FreightRule":
    """Publish how much freight goes back for a cause."""
    return publish_rule(data=RuleData(**call.body), actor=call.actor)


@routes.list(
    "freight-rules",
    item=RuleOut,
    ordering=("created_at",),
    access=STAFF,
    operation="orders_freight_rules_list",
)
def list_rules(call: Call) -> "QuerySet[FreightRule]":
    """Every rule, of today and of before."""
    return rules()
