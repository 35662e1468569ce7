"""Merchants, KYC cases and wallets as staff sees and decides them."""

from typing import TYPE_CHECKING
from uuid import UUID

from rest_framework import serializers

from apps.customers.api.profile import ProfileOut
from apps.customers.api.routes import ADMIN, STAFF_READ, STAFF_WRITE, routes
from apps.customers.api.wallet import WalletOut
from apps.customers.domain.kyc import Action
from apps.customers.selectors.kyc import cases
from apps.customers.selectors.merchants import merchants, profile_of
from apps.customers.selectors.wallets import wallet_of
from apps.customers.services.credit.terms import change_limit
from apps.customers.services.kyc.review_case import review_case
from apps.customers.services.merchants import change_status
from apps.customers.services.merchants.change_size import change_size
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.customers.models import KycCase, Merchant
    from quenty.contracts.customers.shapes import Wallet

SIZES = ["small", "medium", "large"]
STATES = ["prospect", "active", "suspended", "closed"]
CASE_STATES = [
    "not_started",
    "pending",
    "in_review",
    "approved",
    "rejected",
    "requires_update",
    "expired",
]


class MerchantFilters(Serializer):
    status = serializers.ChoiceField(choices=STATES, required=False)
    size = serializers.ChoiceField(choices=SIZES, required=False)
    document_number = f.Text(max_length=16, required=False)
    livemode = serializers.BooleanField(required=False, allow_null=True, default=None)


class MerchantReasonBody(Serializer):
    reason = f.Text(max_length=300)


class MerchantSizeBody(Serializer):
    size = serializers.ChoiceField(choices=SIZES)


class WalletLimitBody(Serializer):
    limit = f.Amount()


class KycCaseFilters(Serializer):
    status = serializers.ChoiceField(choices=CASE_STATES, required=False)
    level = serializers.ChoiceField(choices=["basic", "full"], required=False)


class KycCaseOut(Serializer):
    id = serializers.UUIDField()
    customer_id = serializers.UUIDField(source="merchant_id")
    customer = serializers.CharField(source="merchant.display_name")
    level = serializers.CharField()
    status = serializers.CharField()
    risk = serializers.CharField()
    flags = serializers.ListField(child=serializers.CharField())
    reason = serializers.CharField()
    first_reviewer = serializers.CharField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    approved_until = serializers.DateTimeField(allow_null=True)


class KycDecisionBody(Serializer):
    decision = serializers.ChoiceField(choices=["approve", "reject", "request_update", "reopen"])
    reason = f.Text(max_length=300, required=False, default="", allow_blank=True)


@routes.list(
    "merchants",
    item=ProfileOut,
    query=MerchantFilters,
    ordering=("created_at", "display_name"),
    access=STAFF_READ,
    operation="customers_merchants",
    summary="Merchants",
)
def list_merchants(call: Call) -> "QuerySet[Merchant]":
    return merchants(**call.query)


@routes.get(
    "merchants/{customer_id}",
    answer=ProfileOut,
    access=STAFF_READ,
    operation="customers_merchant",
    summary="One merchant",
)
def show_merchant(call: Call, customer_id: UUID) -> "Merchant":
    return profile_of(customer_id)


@routes.get(
    "merchants/{customer_id}/wallet",
    answer=WalletOut,
    access=STAFF_READ,
    operation="customers_merchant_wallet",
    summary="A merchant's wallet",
)
def show_merchant_wallet(call: Call, customer_id: UUID) -> "Wallet":
    return wallet_of(customer_id)


@routes.put(
    "merchants/{customer_id}/wallet/limit",
    body=WalletLimitBody,
    answer=WalletOut,
    access=ADMIN,
    operation="customers_merchant_limit_set",
    summary="How far below zero a wallet may go",
)
def put_limit(call: Call, customer_id: UUID) -> "Wallet":
    change_limit(customer_id=customer_id, limit=call.body["limit"], actor=call.actor)
    return wallet_of(customer_id)


@routes.put(
    "merchants/{customer_id}/size",
    body=MerchantSizeBody,
    answer=ProfileOut,
    access=STAFF_WRITE,
    operation="customers_merchant_size_set",
    summary="Change a merchant's size",
)
def put_size(call: Call, customer_id: UUID) -> "Merchant":
    change_size(customer_id=customer_id, size=call.body["size"], actor=call.actor)
    return profile_of(customer_id)


@routes.post(
    "merchants/{customer_id}/suspension",
    body=MerchantReasonBody,
    answer=ProfileOut,
    status=200,
    access=STAFF_WRITE,
    operation="customers_merchant_suspend",
    summary="Suspend a merchant",
)
def suspend(call: Call, customer_id: UUID) -> "Merchant":
    change_status.suspend_merchant(
        customer_id=customer_id, reason=call.body["reason"], actor=call.actor
    )
    return profile_of(customer_id)


@routes.post(
    "merchants/{customer_id}/reinstatement",
    answer=ProfileOut,
    status=200,
    access=STAFF_WRITE,
    operation="customers_merchant_reinstate",
    summary="Let a suspended merchant go on",
)
def reinstate(call: Call, customer_id: UUID) -> "Merchant":
    change_status.reinstate_merchant(customer_id=customer_id, actor=call.actor)
    return profile_of(customer_id)


@routes.post(
    "merchants/{customer_id}/closure",
    body=MerchantReasonBody,
    answer=ProfileOut,
    status=200,
    access=STAFF_WRITE,
    operation="customers_merchant_close",
    summary="Close a merchant's account, whose wallet is empty",
)
def close(call: Call, customer_id: UUID) -> "Merchant":
    change_status.close_merchant(
        customer_id=customer_id, reason=call.body["reason"], actor=call.actor
    )
    return profile_of(customer_id)


@routes.list(
    "kyc/cases",
    item=KycCaseOut,
    query=KycCaseFilters,
    ordering=("created_at", "submitted_at"),
    access=STAFF_READ,
    operation="customers_kyc_cases",
    summary="KYC cases",
)
def list_cases(call: Call) -> "QuerySet[KycCase]":
    return cases(**call.query)


@routes.post(
    "kyc/cases/{case_id}/decisions",
    body=KycDecisionBody,
    answer=KycCaseOut,
    status=200,
    access=STAFF_WRITE,
    operation="customers_kyc_case_decide",
    summary="Decide a KYC case; high risk takes two people",
)
def decide(call: Call, case_id: UUID) -> "KycCase":
    return review_case(
        case_id=case_id,
        decision=Action(call.body["decision"]),
        reason=call.body["reason"],
        actor=call.actor,
    )
