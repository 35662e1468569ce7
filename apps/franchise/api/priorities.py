"""Priorities by route over HTTP."""

from typing import TYPE_CHECKING
from uuid import UUID

from rest_framework import serializers

from apps.franchise.api.routes import READ, WRITE, routes
from apps.franchise.domain.route_places import MOST_PRIORITY
from apps.franchise.selectors import routes as selectors
from apps.franchise.services import set_route as setting
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import RoutePriority


class RouteOut(serializers.Serializer):
    """`service_id` null: of all the operator's services. What is empty is anywhere."""

    id = serializers.UUIDField()
    operator_id = serializers.UUIDField()
    service_id = serializers.UUIDField(allow_null=True)
    origin = serializers.CharField(allow_blank=True)
    destination = serializers.CharField(allow_blank=True)
    zone = serializers.CharField(allow_blank=True)
    priority = serializers.IntegerField()
    updated_at = serializers.DateTimeField()


class RouteBody(Serializer):
    """A route by where from, where to, zone of the selling sheet, or several of them."""

    service_id = serializers.UUIDField(required=False, allow_null=True)
    origin = f.Text(
        max_length=60,
        required=False,
        allow_blank=True,
        help_text="Municipality (code or name) or department (2 digits)",
    )
    destination = f.Text(max_length=60, required=False, allow_blank=True)
    zone = f.Text(max_length=20, required=False, allow_blank=True)
    priority = serializers.IntegerField(
        min_value=0, max_value=MOST_PRIORITY, help_text="The lowest has its turn first"
    )


class RouteFilters(Serializer):
    operator = serializers.UUIDField(required=False)
    service = serializers.UUIDField(required=False)


@routes.list(
    "route-priorities",
    item=RouteOut,
    query=RouteFilters,
    ordering=("created_at", "priority"),
    access=READ,
)
def list_route_priorities(call: Call) -> "QuerySet[RoutePriority]":
    """Priorities by route"""
    return selectors.routes(call.principal, **call.query)


@routes.post(
    "operators/{operator_id}/route-priorities", body=RouteBody, answer=RouteOut, access=WRITE
)
def set_route_priority(call: Call, operator_id: UUID) -> "RoutePriority":
    """Set the priority of an operator, or of one of its services, on a route"""
    return setting.set_route(operator_id=operator_id, actor=call.actor, **call.body)


@routes.delete("route-priorities/{route_id}", access=WRITE)
def drop_route_priority(call: Call, route_id: UUID) -> None:
    """Drop a priority of a route"""
    setting.drop_route(route_id=route_id, actor=call.actor)
