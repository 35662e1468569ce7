"""Franchises over HTTP: apply, evaluate, approve, activate, suspend, terminate."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from apps.franchise.api.network_bodies import (
    Claim,
    FranchiseChange,
    FranchiseFilters,
    FranchiseNew,
    FranchiseOut,
    Reason,
)
from apps.franchise.api.routes import SEE, WRITE, customer_of, routes
from apps.franchise.selectors import network as selectors
from apps.franchise.selectors.contract_terms import unsigned_contract
from apps.franchise.services import activate_franchise as life
from apps.franchise.services import apply_franchise as applying
from apps.franchise.services import evaluate_franchise as evaluating
from quenty.platform.crypto import unseal
from quenty.platform.http import Call, Serializer

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import Franchise


class ContractUpload(Serializer):
    file = serializers.FileField()


@routes.list(
    "franchises",
    item=FranchiseOut,
    query=FranchiseFilters,
    ordering=("created_at", "name"),
    access=SEE,
)
def list_franchises(call: Call) -> "QuerySet[Franchise]":
    """Franchises"""
    return selectors.franchises(call.principal, **call.query)


@routes.post(
    "franchises",
    body=FranchiseNew,
    answer=FranchiseOut,
    etag="revision",
    ask=customer_of,
    access=WRITE,
)
def apply_franchise(call: Call) -> "Franchise":
    """Take an application"""
    return applying.apply_franchise(actor=call.actor, **call.body)


@routes.get("franchises/{franchise_id}", answer=FranchiseOut, etag="revision", access=SEE)
def get_franchise(call: Call, franchise_id: UUID) -> "Franchise":
    """A franchise"""
    return selectors.franchise(call.principal, franchise_id)


@routes.patch(
    "franchises/{franchise_id}",
    body=FranchiseChange,
    answer=FranchiseOut,
    etag="revision",
    access=WRITE,
)
def change_franchise(call: Call, franchise_id: UUID) -> "Franchise":
    """Change a franchise's name, capital or fee"""
    return applying.change_franchise(
        franchise_id=franchise_id, changes=call.body, actor=call.actor, expected=call.if_match
    )


@routes.post(
    "franchises/{franchise_id}/evaluate",
    body=Claim,
    answer=FranchiseOut,
    status=200,
    access=WRITE,
)
def evaluate_franchise(call: Call, franchise_id: UUID) -> "Franchise":
    """Begin to evaluate, and reserve its territory"""
    return evaluating.evaluate_franchise(franchise_id=franchise_id, actor=call.actor, **call.body)


@routes.post(
    "franchises/{franchise_id}/contract",
    upload=True,
    body=ContractUpload,
    answer=FranchiseOut,
    access=WRITE,
)
def upload_franchise_contract(call: Call, franchise_id: UUID) -> "Franchise":
    """Hand in the signed contract, a PDF"""
    return evaluating.take_contract(
        franchise_id=franchise_id, content=call.body["file"].read(), actor=call.actor
    )


@routes.get("franchises/{franchise_id}/contract-draft", media=("application/pdf",), access=SEE)
def get_franchise_contract_draft(call: Call, franchise_id: UUID) -> HttpResponse:
    """The contract to sign, with its conditions and their hash, a PDF"""
    row = selectors.franchise(call.principal, franchise_id)
    return HttpResponse(unsigned_contract(row), content_type="application/pdf")


@routes.get("franchises/{franchise_id}/contract", media=("application/pdf",), access=SEE)
def get_franchise_contract(call: Call, franchise_id: UUID) -> HttpResponse:
    """The signed contract, a PDF"""
    sealed = selectors.signed_contract(call.principal, franchise_id)
    content = unseal(sealed, purpose=evaluating.CONTRACT)
    return HttpResponse(content, content_type="application/pdf")


@routes.post(
    "franchises/{franchise_id}/approve",
    answer=FranchiseOut,
    status=200,
    idempotency="saga",
    access=WRITE,
)
def approve_franchise(call: Call, franchise_id: UUID) -> "Franchise":
    """Approve: capital, full KYC and territory are there"""
    return evaluating.approve_franchise(franchise_id=franchise_id, actor=call.actor)


@routes.post(
    "franchises/{franchise_id}/activate",
    answer=FranchiseOut,
    status=200,
    idempotency="saga",
    access=WRITE,
)
def activate_franchise(call: Call, franchise_id: UUID) -> "Franchise":
    """Let it work: its contract is signed and its territory becomes its own"""
    return life.activate_franchise(franchise_id=franchise_id, actor=call.actor)


@routes.post(
    "franchises/{franchise_id}/suspend",
    body=Reason,
    answer=FranchiseOut,
    status=200,
    access=WRITE,
)
def suspend_franchise(call: Call, franchise_id: UUID) -> "Franchise":
    """Stop a franchise for a while"""
    return life.suspend_franchise(franchise_id=franchise_id, actor=call.actor, **call.body)


@routes.post(
    "franchises/{franchise_id}/terminate",
    body=Reason,
    answer=FranchiseOut,
    status=200,
    access=WRITE,
)
def terminate_franchise(call: Call, franchise_id: UUID) -> "Franchise":
    """End a franchise: its territory is free at once"""
    return life.terminate_franchise(franchise_id=franchise_id, actor=call.actor, **call.body)
