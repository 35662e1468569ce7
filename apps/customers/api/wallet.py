"""The wallet: what is there, what moved, what is held."""

from typing import TYPE_CHECKING

from rest_framework import serializers

from apps.customers.api.money import Units
from apps.customers.api.routes import WALLET_READ, routes
from apps.customers.selectors.holds import holds_of
from apps.customers.selectors.liens import liens_of
from apps.customers.selectors.merchants import merchant_of
from apps.customers.selectors.wallets import entries_of, wallet_of
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.customers.models import Hold, LedgerEntry, Lien
    from quenty.contracts.customers.shapes import Wallet

KINDS = [
    *("top_up", "hold", "capture", "release", "expiry", "refund", "reversal", "settlement"),
    *("payout", "invoice", "payment", "note", "withdrawal"),
]
HOLD_STATES = ["open", "captured", "released", "expired"]
LIEN_STATES = ["open", "satisfied", "withdrawn"]


class WalletOut(Serializer):
    """`available`: may be spent, down to minus `limit`. `held`: set aside by open holds."""

    customer_id = serializers.UUIDField()
    available = f.Money()
    held = f.Money()
    limit = f.Money()


class EntryOut(Serializer):
    """`amount`: negative when it left what is available."""

    id = serializers.UUIDField()
    posting_id = serializers.UUIDField()
    kind = serializers.CharField(source="posting.kind")
    purpose = serializers.CharField(source="posting.purpose")
    description = serializers.CharField(source="posting.description")
    reference_id = serializers.UUIDField(source="posting.reference_id", allow_null=True)
    amount = Units()
    balance_after = Units()
    created_at = serializers.DateTimeField()


class EntryFilters(Serializer):
    kind = serializers.ChoiceField(choices=KINDS, required=False)
    since = serializers.DateTimeField(required=False, help_text="Inclusive")
    until = serializers.DateTimeField(required=False, help_text="Exclusive")


class HoldOut(Serializer):
    id = serializers.UUIDField()
    amount = Units()
    captured = Units()
    refunded = Units()
    status = serializers.CharField()
    purpose = serializers.CharField()
    reference_id = serializers.UUIDField()
    reason = serializers.CharField()
    expires_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class HoldFilters(Serializer):
    status = serializers.ChoiceField(choices=HOLD_STATES, required=False)


class LienOut(Serializer):
    """A claim on what is paid out: `share` percent of each payout, leaving `floor` at least,
    lower `rank` first, until `taken` is `amount`."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    reference_id = serializers.UUIDField()
    share = serializers.DecimalField(max_digits=5, decimal_places=2)
    floor = f.Money()
    rank = serializers.IntegerField()
    amount = f.Money()
    taken = f.Money()
    status = serializers.CharField()
    description = serializers.CharField()
    created_at = serializers.DateTimeField()


class LienFilters(Serializer):
    status = serializers.ChoiceField(choices=LIEN_STATES, required=False)


@routes.get(
    "wallet",
    answer=WalletOut,
    access=WALLET_READ,
    operation="customers_wallet",
    summary="My wallet",
)
def show_wallet(call: Call) -> "Wallet":
    return wallet_of(merchant_of(call.principal).id)


@routes.list(
    "wallet/entries",
    item=EntryOut,
    query=EntryFilters,
    ordering=("created_at",),
    access=WALLET_READ,
    operation="customers_wallet_entries",
    summary="What moved in my wallet",
)
def list_entries(call: Call) -> "QuerySet[LedgerEntry]":
    return entries_of(merchant_of(call.principal).id, **call.query)


@routes.list(
    "wallet/holds",
    item=HoldOut,
    query=HoldFilters,
    ordering=("created_at", "expires_at"),
    access=WALLET_READ,
    operation="customers_wallet_holds",
    summary="What is or was held of my wallet",
)
def list_holds(call: Call) -> "QuerySet[Hold]":
    return holds_of(merchant_of(call.principal).id, **call.query)


@routes.list(
    "wallet/liens",
    item=LienOut,
    query=LienFilters,
    ordering=("created_at",),
    access=WALLET_READ,
    operation="customers_wallet_liens",
    summary="Who takes part of my payouts",
)
def list_liens(call: Call) -> "QuerySet[Lien]":
    return liens_of(merchant_of(call.principal).id, **call.query)
