"""Payouts as staff takes them to the bank, and what the bank said."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from apps.customers.api.banks import BankPayoutOut, BankPayoutReasonBody
from apps.customers.api.routes import ADMIN, STAFF_READ, routes
from apps.customers.selectors import banks as selectors
from apps.customers.services.bank import batches, move_payout
from apps.customers.services.bank.rates import add_gmf_rate
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.customers.models import BankBatch, BankPayout, GmfRate


class BankBatchOut(Serializer):
    id = serializers.UUIDField()
    payouts = serializers.IntegerField(source="payouts_count")
    total = f.Money()
    made_by = serializers.CharField()
    sent_by = serializers.CharField()
    sent_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class GmfRateBody(Serializer):
    valid_from = serializers.DateField()
    per_mille = serializers.DecimalField(max_digits=6, decimal_places=3, min_value=0, max_value=100)


class GmfRateOut(Serializer):
    """Thousandths of what leaves for a bank, from a day on."""

    id = serializers.UUIDField()
    valid_from = serializers.DateField()
    per_mille = serializers.DecimalField(max_digits=6, decimal_places=3)


@routes.post(
    "payouts/{payout_id}/approval",
    answer=BankPayoutOut,
    status=200,
    access=ADMIN,
    operation="customers_payout_approve",
    summary="Approve a large payout; it takes two people",
)
def approve(call: Call, payout_id: UUID) -> "BankPayout":
    return move_payout.approve_payout(payout_id=payout_id, actor=call.actor)


@routes.post(
    "payouts/{payout_id}/failure",
    body=BankPayoutReasonBody,
    answer=BankPayoutOut,
    status=200,
    access=ADMIN,
    operation="customers_payout_fail",
    summary="The bank refused it: everything is in the wallet again",
)
def fail(call: Call, payout_id: UUID) -> "BankPayout":
    return move_payout.fail_payout(
        payout_id=payout_id, reason=call.body["reason"], actor=call.actor
    )


@routes.post(
    "payouts/{payout_id}/return",
    body=BankPayoutReasonBody,
    answer=BankPayoutOut,
    status=200,
    access=ADMIN,
    operation="customers_payout_return",
    summary="It came back: the amount is in the wallet again, the 4x1000 is spent",
)
def come_back(call: Call, payout_id: UUID) -> "BankPayout":
    return move_payout.return_payout(
        payout_id=payout_id, reason=call.body["reason"], actor=call.actor
    )


@routes.list(
    "bank-batches",
    item=BankBatchOut,
    ordering=("created_at",),
    access=STAFF_READ,
    operation="customers_bank_batches",
    summary="Files for the bank",
)
def list_batches(call: Call) -> "QuerySet[BankBatch]":
    return selectors.batches()


@routes.post(
    "bank-batches",
    answer=BankBatchOut,
    access=ADMIN,
    operation="customers_bank_batch_make",
    summary="Put everything that is ready in a file",
)
def make(call: Call) -> "BankBatch":
    return batches.make_batch(actor=call.actor)


@routes.get(
    "bank-batches/{batch_id}/file.csv",
    media=("text/csv",),
    access=ADMIN,
    operation="customers_bank_batch_file",
    summary="The file, with whole account numbers; each look is in the audit",
)
def download(call: Call, batch_id: UUID) -> HttpResponse:
    content = batches.file_of(batch_id=batch_id, actor=call.actor)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pagos-{batch_id}.csv"'
    return response


@routes.post(
    "bank-batches/{batch_id}/sending",
    answer=BankBatchOut,
    status=200,
    access=ADMIN,
    operation="customers_bank_batch_send",
    summary="The bank has the file; a large one is sent by another person than made it",
)
def send(call: Call, batch_id: UUID) -> "BankBatch":
    return batches.send_batch(batch_id=batch_id, actor=call.actor)


@routes.list(
    "gmf-rates",
    item=GmfRateOut,
    ordering=("created_at",),
    access=STAFF_READ,
    operation="customers_gmf_rates",
    summary="The 4x1000 by day",
)
def list_rates(call: Call) -> "QuerySet[GmfRate]":
    return selectors.gmf_rates()


@routes.post(
    "gmf-rates",
    body=GmfRateBody,
    answer=GmfRateOut,
    access=ADMIN,
    operation="customers_gmf_rate_add",
    summary="What the 4x1000 is from a day on",
)
def post_rate(call: Call) -> "GmfRate":
    return add_gmf_rate(actor=call.actor, **call.body)
