"""Credit, receivables and number ranges, for staff."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from rest_framework import serializers

from apps.customers.api.invoices import CreditOut
from apps.customers.api.money import Units
from apps.customers.api.routes import ADMIN, STAFF_READ, routes
from apps.customers.domain.invoices import Cycle
from apps.customers.selectors import invoices as selectors
from apps.customers.selectors.merchants import profile_of
from apps.customers.services.credit import terms
from apps.customers.services.invoices.numbers import add_range
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.customers.models import BillingTerms, CreditProposal, NumberRange

CREDIT = allow(Role.CREDIT_OFFICER, Role.ADMIN)
CYCLES = [cycle.value for cycle in Cycle]
PROPOSAL_STATES = ["proposed", "approved", "rejected"]
RANGE_KINDS = ["invoice", "credit_note"]


class CreditBody(Serializer):
    limit = f.Amount()
    days = serializers.IntegerField(min_value=0, max_value=120)
    cycle = serializers.ChoiceField(choices=CYCLES)


class CreditProposalOut(Serializer):
    """`status`: approved at once up to the threshold, else proposed to a second person."""

    id = serializers.UUIDField()
    customer_id = serializers.UUIDField(source="merchant_id")
    limit = f.Money()
    days = serializers.IntegerField()
    cycle = serializers.ChoiceField(choices=CYCLES)
    status = serializers.ChoiceField(choices=PROPOSAL_STATES)
    proposed_by = serializers.CharField()
    decided_by = serializers.CharField()
    created_at = serializers.DateTimeField()


class ProposalFilters(Serializer):
    status = serializers.ChoiceField(choices=PROPOSAL_STATES, required=False)


class ProposalDecisionBody(Serializer):
    decision = serializers.ChoiceField(choices=["approve", "reject"])


class AgeingOut(Serializer):
    """What a merchant owes of invoices, by days past due."""

    customer_id = serializers.UUIDField(source="merchant_id")
    customer = serializers.CharField(source="merchant.display_name")
    limit = Units()
    days = serializers.IntegerField()
    current = Units()
    to_30 = Units()
    to_60 = Units()
    to_90 = Units()
    older = Units()
    owed = Units()


class AgeingFilters(Serializer):
    owing = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Only of those who owe"
    )


class NumberRangeBody(Serializer):
    kind = serializers.ChoiceField(choices=RANGE_KINDS)
    prefix = serializers.RegexField(r"^[A-Z0-9]{1,4}\Z", max_length=4)
    first = serializers.IntegerField(min_value=1, max_value=10**12)
    last = serializers.IntegerField(min_value=1, max_value=10**12)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField()
    resolution = f.Text(max_length=40, required=False, default="", allow_blank=True)
    issuer_name = f.Text(max_length=200)
    issuer_nit = f.Text(max_length=16)


class NumberRangeOut(Serializer):
    """`next`: the number that the next invoice or note takes."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=RANGE_KINDS)
    prefix = serializers.CharField()
    first = serializers.IntegerField()
    last = serializers.IntegerField()
    next = serializers.IntegerField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField()
    resolution = serializers.CharField()
    issuer_name = serializers.CharField()
    issuer_nit = serializers.CharField()
    issuer_digit = serializers.CharField()


@routes.get(
    "merchants/{customer_id}/credit",
    answer=CreditOut,
    access=STAFF_READ,
    operation="customers_merchant_credit",
    summary="A merchant's credit: terms and debt",
)
def show_merchant_credit(call: Call, customer_id: UUID) -> dict[str, Any]:
    return selectors.credit_of(profile_of(customer_id).id)


@routes.post(
    "merchants/{customer_id}/credit",
    body=CreditBody,
    answer=CreditProposalOut,
    access=CREDIT,
    operation="customers_merchant_credit_propose",
    summary="Set a merchant's credit; a large one waits for a second person",
)
def propose(call: Call, customer_id: UUID) -> "CreditProposal":
    return terms.propose_credit(customer_id=customer_id, actor=call.actor, **call.body)


@routes.list(
    "credit-proposals",
    item=CreditProposalOut,
    query=ProposalFilters,
    ordering=("created_at",),
    access=STAFF_READ,
    operation="customers_credit_proposals",
    summary="Credit proposed to a second person, and how it ended",
)
def list_proposals(call: Call) -> "QuerySet[CreditProposal]":
    return selectors.proposals(**call.query)


@routes.post(
    "credit-proposals/{proposal_id}/decisions",
    body=ProposalDecisionBody,
    answer=CreditProposalOut,
    status=200,
    access=CREDIT,
    operation="customers_credit_proposal_decide",
    summary="Approve or reject somebody else's proposal",
)
def decide_proposal(call: Call, proposal_id: UUID) -> "CreditProposal":
    decided = {"approve": terms.approve_credit, "reject": terms.reject_credit}
    return decided[call.body["decision"]](proposal_id=proposal_id, actor=call.actor)


@routes.list(
    "receivables",
    item=AgeingOut,
    query=AgeingFilters,
    ordering=("created_at",),
    access=STAFF_READ,
    operation="customers_receivables",
    summary="Credit and what is owed under it, by age",
)
def list_receivables(call: Call) -> "QuerySet[BillingTerms]":
    return selectors.ageing(**call.query)


@routes.list(
    "number-ranges",
    item=NumberRangeOut,
    ordering=("created_at",),
    access=STAFF_READ,
    operation="customers_number_ranges",
    summary="Numbers of invoices and credit notes",
)
def list_ranges(call: Call) -> "QuerySet[NumberRange]":
    return selectors.number_ranges()


@routes.post(
    "number-ranges",
    body=NumberRangeBody,
    answer=NumberRangeOut,
    access=ADMIN,
    operation="customers_number_range_add",
    summary="Add a range of numbers",
)
def post_range(call: Call) -> "NumberRange":
    return add_range(actor=call.actor, **call.body)
