"""Guides: read, price, void, and what staff and operators tell of them."""

from typing import TYPE_CHECKING

from apps.orders import selectors, services
from apps.orders.api import guide_answers as answers
from apps.orders.api import guide_bodies as bodies
from apps.orders.api.orders import WRITE
from apps.orders.api.routes import routes
from quenty.kernel import clock
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import Guide, GuideEvent

READ = allow(
    Role.MERCHANT, Role.OPERATOR, Role.SUPPORT, Role.ANALYST, Role.ADMIN, scope="orders:read"
)
OWNER = allow(Role.MERCHANT, Role.SUPPORT, Role.ANALYST, Role.ADMIN, scope="orders:read")
FIELD = allow(Role.OPERATOR, Role.SUPPORT, Role.ADMIN, scope="tracking:write")


@routes.list(
    "guides",
    item=answers.GuideRowOut,
    query=bodies.GuideFilters,
    ordering=("issued_at",),
    access=READ,
    operation="orders_guides_list",
)
def list_guides(call: Call) -> "QuerySet[Guide]":
    """The guides a merchant has or an operator carries, newest first; all for staff."""
    return selectors.guides_of(call.principal, **call.query)


@routes.get("guides/{number}", answer=answers.GuideOut, access=READ, operation="orders_guides_get")
def get_guide(call: Call, number: str) -> "Guide":
    """One guide with its pieces and everything that was told of it."""
    return selectors.guide_for(call.principal, number)


@routes.get(
    "guides/{number}/price",
    answer=answers.PriceOut,
    access=OWNER,
    operation="orders_guides_price",
)
def guide_price(call: Call, number: str) -> "Guide":
    """Every line of a guide's price, each with its tax."""
    return selectors.guide_for(call.principal, number)


@routes.post(
    "guides/{number}/void",
    body=bodies.VoidBody,
    answer=answers.GuideOut,
    status=200,
    access=WRITE,
    operation="orders_guides_void",
)
def void_guide(call: Call, number: str) -> "Guide":
    """Void a guide that was not collected; its price goes back and its order is pending again.
    With `pieces`, those that were never handed over are left out, and the rest goes on."""
    seen = selectors.guide_for(call.principal, number)
    reason, pieces = call.body["reason"], call.body.get("pieces")
    if pieces:
        services.drop_pieces(
            guide_id=seen.id, piece_numbers=pieces, reason=reason, actor=call.actor
        )
    else:
        services.void_guide(guide_id=seen.id, reason=reason, actor=call.actor)
    return selectors.guide_for(call.principal, number)


@routes.post(
    "guides/{number}/events",
    body=bodies.TrackingEventBody,
    answer=answers.GuideEventOut,
    access=FIELD,
    operation="orders_guides_tell",
)
def tell(call: Call, number: str) -> "GuideEvent":
    """Tell what happened to a guide or some of its pieces, at its own time."""
    seen = selectors.guide_for(call.principal, number)
    body = call.body
    return services.record_tracking(
        guide_id=seen.id,
        piece_numbers=body.get("pieces"),
        event=body["event"],
        occurred_at=body.get("occurred_at") or clock.now(),
        source="operator" if call.principal.has(Role.OPERATOR) else "api",
        place=body["place"],
        reason=body["reason"],
        notes=body["notes"],
        actor=call.actor,
    )
