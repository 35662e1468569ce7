"""Parcels and commissions over HTTP."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.franchise.api.commission_bodies import (
    Adjustment,
    CommissionFilters,
    CommissionOut,
    CommissionsOut,
    CountOut,
    ParcelFilters,
    ParcelOut,
)
from apps.franchise.api.network_bodies import Reason
from apps.franchise.api.routes import EARN, SEE, WRITE, routes
from apps.franchise.selectors import earnings as selectors
from apps.franchise.services.commissions import block, reverse
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import Commission, GuideCopy


@routes.list("parcels", item=ParcelOut, query=ParcelFilters, ordering=("created_at",), access=SEE)
def list_parcels(call: Call) -> "QuerySet[GuideCopy]":
    """Parcels of franchises"""
    return selectors.parcels(call.principal, **call.query)


@routes.list(
    "commissions",
    item=CommissionOut,
    query=CommissionFilters,
    ordering=("created_at", "earned_on"),
    access=EARN,
)
def list_commissions(call: Call) -> "QuerySet[Commission]":
    """What guides earned"""
    return selectors.commissions(call.principal, **call.query)


@routes.post(
    "guides/{guide_id}/give-back", body=Reason, answer=CommissionsOut, status=200, access=WRITE
)
def reverse_commissions(call: Call, guide_id: UUID) -> "dict[str, list[Commission]]":
    """Take back what a guide earned: its freight was given back"""
    rows = reverse.reverse_commissions(guide_id=guide_id, actor=call.actor, **call.body)
    return {"commissions": rows}


@routes.post(
    "guides/{guide_id}/adjust", body=Adjustment, answer=CommissionsOut, status=200, access=WRITE
)
def adjust_commissions(call: Call, guide_id: UUID) -> "dict[str, list[Commission]]":
    """Follow a guide's new freight"""
    rows = reverse.adjust_freight(guide_id=guide_id, actor=call.actor, **call.body)
    return {"commissions": rows}


@routes.post(
    "merchants/{merchant_id}/block", body=Reason, answer=CountOut, status=200, access=WRITE
)
def block_commissions(call: Call, merchant_id: UUID) -> dict[str, int]:
    """Hold back what a merchant in debt earns others"""
    count = block.block_commissions(merchant_id=merchant_id, actor=call.actor, **call.body)
    return {"count": count}


@routes.post("merchants/{merchant_id}/unblock", answer=CountOut, status=200, access=WRITE)
def unblock_commissions(call: Call, merchant_id: UUID) -> dict[str, int]:
    """The merchant has paid"""
    return {"count": block.unblock_commissions(merchant_id=merchant_id, actor=call.actor)}
