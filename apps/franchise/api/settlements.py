"""Settlements over HTTP."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from apps.franchise.api.network_bodies import Reason
from apps.franchise.api.routes import EARN, WRITE, routes
from apps.franchise.domain.settlement.states import STATUSES
from apps.franchise.selectors import earnings as selectors
from apps.franchise.services.settlements import approve_settlement as approving
from apps.franchise.services.settlements import pay_settlement as paying
from apps.franchise.services.settlements.plan import OUTCOMES
from apps.franchise.services.settlements.print_statement import print_certificate, print_statement
from apps.franchise.services.settlements.run_settlements import run_settlements as run
from quenty.kernel.money import Money
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import Settlement

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SettlementOut(serializers.Serializer):
    """`period`: the first day of its month. `taxes`: each with base, rate and amount."""

    id = serializers.UUIDField()
    payee_id = serializers.UUIDField()
    payee = serializers.CharField(source="payee.name")
    period = serializers.DateField()
    status = serializers.ChoiceField(choices=STATUSES)
    guides = serializers.IntegerField()
    gross = f.Money()
    iva = f.Money()
    retefuente = f.Money()
    reteiva = f.Money()
    reteica = f.Money()
    deducted = f.Money()
    net = f.Money()
    taxes = serializers.ListField(child=serializers.DictField())
    first_approver = serializers.CharField()
    approved_by = serializers.CharField()
    paid_at = serializers.DateTimeField(allow_null=True)
    problem = serializers.CharField()


class SettlementFilters(Serializer):
    status = serializers.ChoiceField(choices=STATUSES, required=False)
    period = serializers.DateField(required=False)


class RunBody(Serializer):
    """`period`: any day of the month. A dry run writes nothing."""

    period = serializers.DateField()
    payee_id = serializers.UUIDField(required=False)
    dry_run = serializers.BooleanField(default=False)


class PlanOut(serializers.Serializer):
    payee_id = serializers.UUIDField()
    payee = serializers.CharField()
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    commissions = serializers.IntegerField()
    gross = f.Money()
    net = f.Money()


class RunOut(serializers.Serializer):
    dry_run = serializers.BooleanField()
    payees = PlanOut(many=True)


@routes.list(
    "settlements",
    item=SettlementOut,
    query=SettlementFilters,
    ordering=("created_at", "period"),
    access=EARN,
)
def list_settlements(call: Call) -> "QuerySet[Settlement]":
    """Settlements"""
    return selectors.settlements(call.principal, **call.query)


@routes.post("settlement-runs", body=RunBody, answer=RunOut, status=200, access=WRITE)
def run_settlements(call: Call) -> dict[str, Any]:
    """Settle a month, or look what it would come to"""
    plans = run(actor=call.actor, **call.body)
    none = Money.zero()
    return {
        "dry_run": call.body["dry_run"],
        "payees": [
            {
                "payee_id": made.payee.pk,
                "payee": made.payee.name,
                "outcome": made.outcome,
                "commissions": len(made.rows),
                "gross": made.computed.gross if made.computed else none,
                "net": made.computed.net if made.computed else none,
            }
            for made in plans
        ],
    }


@routes.get("settlements/{settlement_id}", answer=SettlementOut, access=EARN)
def get_settlement(call: Call, settlement_id: UUID) -> "Settlement":
    """A settlement"""
    return selectors.settlement(call.principal, settlement_id)


@routes.get("settlements/{settlement_id}/statement.pdf", media=("application/pdf",), access=EARN)
def get_statement_pdf(call: Call, settlement_id: UUID) -> HttpResponse:
    """The statement as PDF"""
    row = selectors.settlement(call.principal, settlement_id)
    return HttpResponse(print_statement(row, layout="pdf"), content_type="application/pdf")


@routes.get("settlements/{settlement_id}/statement.xlsx", media=(XLSX,), access=EARN)
def get_statement_xlsx(call: Call, settlement_id: UUID) -> HttpResponse:
    """The statement as XLSX"""
    row = selectors.settlement(call.principal, settlement_id)
    return HttpResponse(print_statement(row, layout="xlsx"), content_type=XLSX)


@routes.get("payees/{payee_id}/certificates/{year}", media=("application/pdf",), access=EARN)
def get_certificate(call: Call, payee_id: UUID, year: int) -> HttpResponse:
    """The certificate of withholdings of a year, a PDF"""
    payee = selectors.payee(call.principal, payee_id)
    return HttpResponse(print_certificate(payee, year=year), content_type="application/pdf")


@routes.post("settlements/{settlement_id}/approve", answer=SettlementOut, status=200, access=WRITE)
def approve_settlement(call: Call, settlement_id: UUID) -> "Settlement":
    """Approve; a large one takes two people"""
    return approving.approve_settlement(settlement_id=settlement_id, actor=call.actor)


@routes.post("settlements/{settlement_id}/discard", answer=SettlementOut, status=200, access=WRITE)
def discard_settlement(call: Call, settlement_id: UUID) -> "Settlement":
    """Throw a calculated settlement away: its commissions wait again"""
    return approving.discard_settlement(settlement_id=settlement_id, actor=call.actor)


@routes.post(
    "settlements/{settlement_id}/pay",
    answer=SettlementOut,
    status=200,
    idempotency="saga",
    access=WRITE,
)
def pay_settlement(call: Call, settlement_id: UUID) -> "Settlement":
    """Pay it to the payee's wallet"""
    return paying.pay_settlement(settlement_id=settlement_id, actor=call.actor)


@routes.post(
    "settlements/{settlement_id}/return",
    body=Reason,
    answer=SettlementOut,
    status=200,
    access=WRITE,
)
def return_settlement(call: Call, settlement_id: UUID) -> "Settlement":
    """Its payment came back to us: open it to be paid again"""
    return paying.return_payment(settlement_id=settlement_id, actor=call.actor, **call.body)
