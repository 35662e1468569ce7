"""Disputes over operators' invoices over HTTP."""

from typing import TYPE_CHECKING
from uuid import UUID

from rest_framework import serializers

from apps.franchise.api.invoices import InvoiceOut
from apps.franchise.api.routes import STAFF, WRITE, routes
from apps.franchise.domain.disputes import ACTIONS
from apps.franchise.selectors import invoices as selectors
from apps.franchise.services.decide_differences import decide_differences as decide
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import DisputeStep, OperatorInvoice

MOST_LINES = 1000


class DecisionBody(Serializer):
    """Without `lines`: every difference that the action applies to. Each but a claim ends
    disputes, and is done once a second person says the same."""

    action = serializers.ChoiceField(choices=ACTIONS)
    lines = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        required=False,
        min_length=1,
        max_length=MOST_LINES,
        help_text="Of the file",
    )
    amount = f.Amount(required=False, help_text="To pay of each line: of resolve alone")
    reference = f.Text(
        max_length=60,
        required=False,
        allow_blank=True,
        help_text="The operator's credit note or claim number; a credit needs it",
    )
    reason = f.Text(max_length=200)


class DisputeStepOut(serializers.Serializer):
    """`status`: of the dispute after it; a proposal leaves it as it was. `amount`: what it says
    to pay of the line."""

    line = serializers.IntegerField(source="row.line")
    guide = serializers.CharField(source="row.guide")
    action = serializers.CharField()
    status = serializers.CharField()
    amount = f.Money(allow_null=True)
    reference = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()
    actor = serializers.CharField()
    created_at = serializers.DateTimeField()


class StepFilters(Serializer):
    line = serializers.IntegerField(required=False, min_value=1)


@routes.post(
    "operator-invoices/{invoice_id}/disputes",
    body=DecisionBody,
    answer=InvoiceOut,
    status=200,
    access=WRITE,
)
def decide_differences(call: Call, invoice_id: UUID) -> "OperatorInvoice":
    """Claim, accept, credit or resolve differences of an operator's invoice"""
    return decide(invoice_id=invoice_id, actor=call.actor, **call.body)


@routes.list(
    "operator-invoices/{invoice_id}/dispute-steps",
    item=DisputeStepOut,
    query=StepFilters,
    ordering=("created_at",),
    access=STAFF,
)
def list_dispute_steps(call: Call, invoice_id: UUID) -> "QuerySet[DisputeStep]":
    """Who did what to the differences of an invoice, when and why"""
    return selectors.dispute_steps(call.principal, invoice_id, **call.query)
