"""Operators over HTTP."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.franchise.api.operator_bodies import (
    OperatorChange,
    OperatorFilters,
    OperatorNew,
    OperatorOut,
    Suspension,
)
from apps.franchise.api.routes import READ, WRITE, routes
from apps.franchise.selectors import operators as selectors
from apps.franchise.services import activate_operator as activation
from apps.franchise.services import register_operator as registry
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import Operator


@routes.list(
    "operators",
    item=OperatorOut,
    query=OperatorFilters,
    ordering=("created_at", "code"),
    access=READ,
)
def list_operators(call: Call) -> "QuerySet[Operator]":
    """Operators"""
    return selectors.operators(call.principal, **call.query)


@routes.post("operators", body=OperatorNew, answer=OperatorOut, etag="revision", access=WRITE)
def register_operator(call: Call) -> "Operator":
    """Register an operator, in draft"""
    return registry.register_operator(actor=call.actor, **call.body)


@routes.get("operators/{operator_id}", answer=OperatorOut, etag="revision", access=READ)
def get_operator(call: Call, operator_id: UUID) -> "Operator":
    """An operator"""
    return selectors.operator(call.principal, operator_id)


@routes.patch(
    "operators/{operator_id}",
    body=OperatorChange,
    answer=OperatorOut,
    etag="revision",
    access=WRITE,
)
def change_operator(call: Call, operator_id: UUID) -> "Operator":
    """Change an operator's legal data or contacts"""
    return registry.change_operator(
        operator_id=operator_id, changes=call.body, actor=call.actor, expected=call.if_match
    )


@routes.post(
    "operators/{operator_id}/activate",
    answer=OperatorOut,
    etag="revision",
    status=200,
    access=WRITE,
)
def activate_operator(call: Call, operator_id: UUID) -> "Operator":
    """Put an operator on sale"""
    return activation.activate_operator(operator_id=operator_id, actor=call.actor)


@routes.post(
    "operators/{operator_id}/suspend",
    body=Suspension,
    answer=OperatorOut,
    etag="revision",
    status=200,
    access=WRITE,
)
def suspend_operator(call: Call, operator_id: UUID) -> "Operator":
    """Take an operator off sale"""
    return activation.suspend_operator(
        operator_id=operator_id, reason=call.body["reason"], actor=call.actor
    )
