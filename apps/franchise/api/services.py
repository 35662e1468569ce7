"""Services over HTTP."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.franchise.api.routes import READ, WRITE, routes
from apps.franchise.api.service_bodies import (
    ServiceChange,
    ServiceFilters,
    ServiceNew,
    ServiceOut,
)
from apps.franchise.selectors import services as selectors
from apps.franchise.services import set_service
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import Service


@routes.list(
    "services",
    item=ServiceOut,
    query=ServiceFilters,
    ordering=("created_at", "priority"),
    access=READ,
)
def list_services(call: Call) -> "QuerySet[Service]":
    """Services of operators"""
    return selectors.services(call.principal, **call.query)


@routes.post(
    "operators/{operator_id}/services",
    body=ServiceNew,
    answer=ServiceOut,
    etag="revision",
    access=WRITE,
)
def add_service(call: Call, operator_id: UUID) -> "Service":
    """Add a service to an operator"""
    return set_service.add_service(operator_id=operator_id, actor=call.actor, **call.body)


@routes.get("services/{service_id}", answer=ServiceOut, etag="revision", access=READ)
def get_service(call: Call, service_id: UUID) -> "Service":
    """A service"""
    return selectors.service(call.principal, service_id)


@routes.patch(
    "services/{service_id}",
    body=ServiceChange,
    answer=ServiceOut,
    etag="revision",
    access=WRITE,
)
def change_service(call: Call, service_id: UUID) -> "Service":
    """Change a service's settings"""
    return set_service.change_service(
        service_id=service_id, changes=call.body, actor=call.actor, expected=call.if_match
    )
