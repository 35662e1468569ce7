"""What payees owe, over HTTP: fees as invoices, claims, loans."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from apps.franchise.api.network_bodies import Reason
from apps.franchise.api.operator_bodies import CODE
from apps.franchise.api.routes import EARN, WRITE, routes
from apps.franchise.domain.charges import STATUSES
from apps.franchise.selectors import earnings as selectors
from apps.franchise.services.charges import issue, pay_charge
from apps.franchise.services.settlements.print_statement import print_charge
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import Charge

OWN = allow(Role.ADMIN, Role.FRANCHISEE, scope="franchise:write")


class ChargeOut(serializers.Serializer):
    """`reserved`: taken by settlements that are not paid yet. `left`: nobody pays it yet."""

    id = serializers.UUIDField()
    payee_id = serializers.UUIDField()
    payee = serializers.CharField(source="payee.name")
    kind = serializers.CharField()
    number = serializers.CharField()
    concept = serializers.CharField()
    period = serializers.DateField(allow_null=True)
    base = f.Money()
    iva = f.Money()
    total = f.Money()
    issued_on = serializers.DateField()
    due_on = serializers.DateField()
    status = serializers.ChoiceField(choices=STATUSES)
    reserved = f.Money()
    paid = f.Money()
    left = f.Money()
    paid_at = serializers.DateTimeField(allow_null=True)


class ChargesOut(serializers.Serializer):
    charges = ChargeOut(many=True)


class ChargeFilters(Serializer):
    status = serializers.ChoiceField(choices=STATUSES, required=False)
    payee = serializers.UUIDField(required=False)


class ChargeNew(Serializer):
    kind = serializers.ChoiceField(choices=issue.BY_HAND)
    number = serializers.RegexField(CODE, max_length=40)
    concept = f.Text(max_length=200)
    amount = f.Amount(minimum=1)
    due_on = serializers.DateField()


class FeeRun(Serializer):
    """`period`: any day of the month."""

    period = serializers.DateField()


@routes.list(
    "charges",
    item=ChargeOut,
    query=ChargeFilters,
    ordering=("created_at", "due_on"),
    access=EARN,
)
def list_charges(call: Call) -> "QuerySet[Charge]":
    """What payees owe"""
    return selectors.charges(call.principal, **call.query)


@routes.get("charges/{charge_id}", answer=ChargeOut, access=EARN)
def get_charge(call: Call, charge_id: UUID) -> "Charge":
    """A charge"""
    return selectors.charge(call.principal, charge_id)


@routes.get("charges/{charge_id}/document.pdf", media=("application/pdf",), access=EARN)
def get_charge_document(call: Call, charge_id: UUID) -> HttpResponse:
    """A charge as PDF"""
    row = selectors.charge(call.principal, charge_id)
    return HttpResponse(print_charge(row), content_type="application/pdf")


@routes.post("fee-runs", body=FeeRun, answer=ChargesOut, status=200, access=WRITE)
def issue_fees(call: Call) -> "dict[str, list[Charge]]":
    """Invoice the fees of a month that are missing"""
    return {"charges": issue.issue_fees(actor=call.actor, **call.body)}


@routes.post("payees/{payee_id}/charges", body=ChargeNew, answer=ChargeOut, access=WRITE)
def add_charge(call: Call, payee_id: UUID) -> "Charge":
    """Charge a claim or a loan: the next settlements take it"""
    return issue.add_charge(payee_id=payee_id, actor=call.actor, **call.body)


@routes.post(
    "charges/{charge_id}/pay", answer=ChargeOut, status=200, idempotency="saga", access=OWN
)
def pay_charge_now(call: Call, charge_id: UUID) -> "Charge":
    """Pay what is left of it from the wallet"""
    selectors.payable_charge(call.principal, charge_id)
    return pay_charge.pay_charge(charge_id=charge_id, actor=call.actor)


@routes.post("charges/{charge_id}/cancel", body=Reason, answer=ChargeOut, status=200, access=WRITE)
def cancel_charge(call: Call, charge_id: UUID) -> "Charge":
    """Cancel a charge that nothing was paid of"""
    return pay_charge.cancel_charge(charge_id=charge_id, actor=call.actor, **call.body)
