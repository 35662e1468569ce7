"""Territory over HTTP."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.franchise.api.network_bodies import Claim, ClaimOut, TerritoryFilters, TerritoryOut
from apps.franchise.api.routes import SEE, WRITE, routes
from apps.franchise.selectors import network as selectors
from apps.franchise.services import claim_territory as claiming
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import Territory


@routes.list(
    "territories",
    item=TerritoryOut,
    query=TerritoryFilters,
    ordering=("municipality", "created_at"),
    access=SEE,
)
def list_territories(call: Call) -> "QuerySet[Territory]":
    """Municipalities of franchises, now and before"""
    return selectors.territories(call.principal, **call.query)


@routes.post(
    "franchises/{franchise_id}/territories",
    body=Claim,
    answer=ClaimOut,
    access=WRITE,
)
def claim_territory(call: Call, franchise_id: UUID) -> "dict[str, list[Territory]]":
    """Reserve or assign municipalities; all of them or none"""
    rows = claiming.claim_territory(franchise_id=franchise_id, actor=call.actor, **call.body)
    return {"territories": rows}


@routes.delete("franchises/{franchise_id}/territories/{municipality}", access=WRITE)
def release_territory(call: Call, franchise_id: UUID, municipality: int) -> None:
    """Free a municipality"""
    claiming.release_territory(
        franchise_id=franchise_id, municipality=municipality, actor=call.actor
    )
