"""A merchant's bank account and what it is paid there."""

from typing import TYPE_CHECKING
from uuid import UUID

from rest_framework import serializers

from apps.customers.api.routes import STAFF_READ, WALLET_READ, routes
from apps.customers.domain.banks import KINDS
from apps.customers.selectors import banks as selectors
from apps.customers.selectors.merchants import merchant_of, profile_of
from apps.customers.services.bank.move_payout import cancel_payout
from apps.customers.services.bank.request_payout import request_payout
from apps.customers.services.bank.set_account import set_account, set_auto
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.customers.models import BankAccount, BankPayout

# No API key moves where the money goes, nor takes it there.
PERSON = allow(Role.MERCHANT)
READ = allow(
    Role.MERCHANT,
    Role.SUPPORT,
    Role.CREDIT_OFFICER,
    Role.ANALYST,
    Role.ADMIN,
    scope="wallet:read",
)
STATES = ["waiting", "ready", "sent", "failed", "returned", "cancelled"]


class BankAccountBody(Serializer):
    """`bank`: its code at ACH Colombia. `number`: with or without spaces and dashes."""

    bank = f.Text(max_length=4)
    kind = serializers.ChoiceField(choices=list(KINDS))
    number = f.Text(max_length=24)
    auto = serializers.BooleanField(default=False)


class BankAccountAutoBody(Serializer):
    """`auto`: COD payouts and settlements go on to the bank by themselves."""

    auto = serializers.BooleanField()


class BankAccountOut(Serializer):
    """`payable_from`: three days after it was set, so that its owner hears of it first."""

    bank = serializers.CharField()
    bank_name = serializers.CharField()
    kind = serializers.ChoiceField(choices=list(KINDS))
    last_digits = serializers.CharField()
    auto = serializers.BooleanField()
    payable_from = serializers.DateTimeField()


class BankPayoutOut(Serializer):
    """`amount` reaches the bank; `gmf`, the 4x1000 on it, left the wallet too."""

    id = serializers.UUIDField()
    customer_id = serializers.UUIDField(source="merchant_id")
    amount = f.Money()
    gmf = f.Money()
    bank = serializers.CharField(source="account.bank")
    last_digits = serializers.CharField(source="account.last_digits")
    source = serializers.CharField()
    reference_id = serializers.UUIDField(allow_null=True)
    status = serializers.ChoiceField(choices=STATES)
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)


class BankPayoutFilters(Serializer):
    status = serializers.ChoiceField(choices=STATES, required=False)
    customer_id = serializers.UUIDField(required=False, help_text="For staff")


class BankPayoutBody(Serializer):
    amount = f.Amount()


class BankPayoutReasonBody(Serializer):
    reason = f.Text(max_length=300)


@routes.get(
    "bank-account",
    answer=BankAccountOut,
    access=WALLET_READ,
    operation="customers_bank_account",
    summary="Where I am paid",
)
def show_account(call: Call) -> "BankAccount":
    return selectors.bank_account(merchant_of(call.principal).id)


@routes.put(
    "bank-account",
    body=BankAccountBody,
    answer=BankAccountOut,
    access=PERSON,
    operation="customers_bank_account_set",
    summary="Set where I am paid; it is paid to three days later",
)
def put_account(call: Call) -> "BankAccount":
    merchant = merchant_of(call.principal)
    return set_account(customer_id=merchant.id, actor=call.actor, **call.body)


@routes.put(
    "bank-account/auto",
    body=BankAccountAutoBody,
    answer=BankAccountOut,
    access=PERSON,
    operation="customers_bank_account_auto",
    summary="Whether COD payouts and settlements go on to my bank by themselves",
)
def put_auto(call: Call) -> "BankAccount":
    account = selectors.bank_account(merchant_of(call.principal).id)
    return set_auto(account=account, auto=call.body["auto"], actor=call.actor)


@routes.get(
    "merchants/{customer_id}/bank-account",
    answer=BankAccountOut,
    access=STAFF_READ,
    operation="customers_merchant_bank_account",
    summary="Where a merchant is paid; its number is shown to nobody",
)
def show_merchant_account(call: Call, customer_id: UUID) -> "BankAccount":
    return selectors.bank_account(profile_of(customer_id).id)


@routes.list(
    "payouts",
    item=BankPayoutOut,
    query=BankPayoutFilters,
    ordering=("created_at",),
    access=READ,
    operation="customers_payouts",
    summary="What left wallets for banks",
)
def list_payouts(call: Call) -> "QuerySet[BankPayout]":
    return selectors.payouts(call.principal, **call.query)


@routes.get(
    "payouts/{payout_id}",
    answer=BankPayoutOut,
    access=READ,
    operation="customers_payout",
    summary="A payout to a bank",
)
def show_payout(call: Call, payout_id: UUID) -> "BankPayout":
    return selectors.payout(call.principal, payout_id)


@routes.post(
    "payouts",
    body=BankPayoutBody,
    answer=BankPayoutOut,
    access=PERSON,
    operation="customers_payout_request",
    summary="Send money that I earned to my bank",
)
def post_payout(call: Call) -> "BankPayout":
    merchant = merchant_of(call.principal)
    return request_payout(merchant=merchant, amount=call.body["amount"], actor=call.actor)


@routes.post(
    "payouts/{payout_id}/cancellation",
    body=BankPayoutReasonBody,
    answer=BankPayoutOut,
    status=200,
    access=allow(Role.MERCHANT, Role.ADMIN),
    operation="customers_payout_cancel",
    summary="Take a payout back that is in no file yet",
)
def cancel(call: Call, payout_id: UUID) -> "BankPayout":
    row = selectors.payout(call.principal, payout_id)
    return cancel_payout(payout_id=row.id, reason=call.body["reason"], actor=call.actor)
