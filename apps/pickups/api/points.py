"""Points for merchants and recipients, over HTTP."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from apps.pickups.api.desk_bodies import (
    DropOffBody,
    DropOffOut,
    NearestOut,
    NearestQuery,
    PlacedPointOut,
    PlacePointBody,
)
from apps.pickups.api.pickups import whose
from apps.pickups.api.routes import ADMIN, ANYONE_IN, READ, WRITE, routes
from apps.pickups.selectors import points as selectors
from apps.pickups.services.points.drop_off import choose_point
from apps.pickups.services.points.place_point import place_point
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.pickups.models import DropOff, Point


@routes.get("points/nearest", query=NearestQuery, answer=NearestOut, access=ANYONE_IN)
def nearest_points(call: Call) -> dict[str, Any]:
    """Open points by distance, with hours, services and load"""
    return {"points": selectors.nearest_points(**call.query)}


@routes.patch("points/{point_id}", body=PlacePointBody, answer=PlacedPointOut, access=ADMIN)
def change_point_place(call: Call, point_id: UUID) -> "Point":
    """Say where a point is and when it opens"""
    return place_point(point_id=point_id, changes=call.body, actor=call.actor)


@routes.post("drop-offs", body=DropOffBody, answer=DropOffOut, access=WRITE)
def choose_drop_off(call: Call) -> "DropOff":
    """Choose a point to bring parcels to; shows the code for its desk"""
    body = dict(call.body)
    customer_id = whose(call, body)
    return choose_point(customer_id=customer_id, livemode=call.livemode, actor=call.actor, **body)


@routes.list("drop-offs", item=DropOffOut, ordering=("created_at",), access=READ)
def list_drop_offs(call: Call) -> "QuerySet[DropOff]":
    """Drop-offs"""
    return selectors.drop_offs_of(call.principal)
