"""Money collected at the door: where it is, what is disputed, how old it is."""

from typing import TYPE_CHECKING, Any

from apps.orders.api import cod_bodies as bodies
from apps.orders.api.routes import routes
from apps.orders.selectors.cod import ageing_of, cod_for, cods_of
from apps.orders.services.cod.settle import dispute_cod, settle_cod
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import Cod

READ = allow(
    Role.MERCHANT, Role.OPERATOR, Role.SUPPORT, Role.ANALYST, Role.ADMIN, scope="orders:read"
)
DISPUTE = allow(Role.MERCHANT, Role.OPERATOR, Role.SUPPORT, Role.ADMIN, scope="orders:write")
STAFF = allow(Role.SUPPORT, Role.ADMIN)


@routes.list(
    "cod",
    item=bodies.CodOut,
    query=bodies.CodFilters,
    ordering=("created_at",),
    access=READ,
    operation="orders_cod_list",
)
def list_cods(call: Call) -> "QuerySet[Cod]":
    """What is or was to be collected at the door, newest first."""
    return cods_of(call.principal, **call.query)


@routes.get(
    "cod-ageing",
    query=bodies.AgeingQuery,
    answer=bodies.AgeingOut,
    access=READ,
    operation="orders_cod_ageing",
)
def ageing(call: Call) -> dict[str, Any]:
    """What is not paid out yet, by state and age."""
    return {"results": ageing_of(call.principal, **call.query)}


@routes.get("cod/{number}", answer=bodies.CodOut, access=READ, operation="orders_cod_get")
def get_cod(call: Call, number: str) -> "Cod":
    """The money of one guide."""
    return cod_for(call.principal, number)


@routes.post(
    "cod/{number}/dispute",
    body=bodies.DisputeBody,
    answer=bodies.CodOut,
    status=200,
    access=DISPUTE,
    operation="orders_cod_dispute",
)
def dispute(call: Call, number: str) -> "Cod":
    """Say that another amount was collected; nothing of it is paid out until it is settled."""
    seen = cod_for(call.principal, number)
    dispute_cod(guide_id=seen.guide_id, actor=call.actor, **call.body)
    return cod_for(call.principal, number)


@routes.post(
    "cod/{number}/settle",
    body=bodies.DisputeBody,
    answer=bodies.CodOut,
    status=200,
    access=STAFF,
    operation="orders_cod_settle",
)
def settle(call: Call, number: str) -> "Cod":
    """Decide what was collected: its collector answers for it, the merchant is due it."""
    seen = cod_for(call.principal, number)
    settle_cod(guide_id=seen.guide_id, actor=call.actor, **call.body)
    return cod_for(call.principal, number)
