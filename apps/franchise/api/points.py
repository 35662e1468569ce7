"""Points over HTTP."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.franchise.api.network_bodies import PointChange, PointFilters, PointNew, PointOut, Reason
from apps.franchise.api.routes import SEE, WRITE, routes
from apps.franchise.selectors import network as selectors
from apps.franchise.services import open_point as points
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import Point


@routes.list(
    "points", item=PointOut, query=PointFilters, ordering=("created_at", "code"), access=SEE
)
def list_points(call: Call) -> "QuerySet[Point]":
    """Points"""
    return selectors.points(call.principal, **call.query)


@routes.post("points", body=PointNew, answer=PointOut, etag="revision", access=WRITE)
def open_point(call: Call) -> "Point":
    """Open a point"""
    return points.open_point(actor=call.actor, **call.body)


@routes.get("points/{point_id}", answer=PointOut, etag="revision", access=SEE)
def get_point(call: Call, point_id: UUID) -> "Point":
    """A point"""
    return selectors.point(call.principal, point_id)


@routes.patch("points/{point_id}", body=PointChange, answer=PointOut, etag="revision", access=WRITE)
def change_point(call: Call, point_id: UUID) -> "Point":
    """Change a point"""
    return points.change_point(
        point_id=point_id, changes=call.body, actor=call.actor, expected=call.if_match
    )


@routes.post("points/{point_id}/close", body=Reason, answer=PointOut, status=200, access=WRITE)
def close_point(call: Call, point_id: UUID) -> "Point":
    """Close a point for good"""
    return points.close_point(point_id=point_id, actor=call.actor, **call.body)
