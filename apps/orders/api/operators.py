"""Operators' accounts, calls and health, for staff."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from apps.orders.api import operator_bodies as bodies
from apps.orders.api.routes import routes
from apps.orders.selectors import operators as selectors
from apps.orders.services.operators.look_after import reset_breaker
from apps.orders.services.operators.save_account import AccountData, save_account
from quenty.kernel import clock
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import OperatorAccount, OperatorCall

ADMIN = allow(Role.ADMIN, scope="operators:write")
STAFF = allow(Role.ADMIN, Role.SUPPORT, Role.ANALYST, scope="operators:read")


@routes.post(
    "operators/accounts",
    body=bodies.AccountBody,
    answer=bodies.AccountOut,
    status=200,
    access=ADMIN,
    idempotency="saga",
    operation="orders_operator_account_save",
)
def save(call: Call) -> "OperatorAccount":
    """Say how an operator is reached; its credentials are tried before they are kept."""
    return save_account(data=AccountData(**call.body), actor=call.actor)


@routes.list(
    "operators/accounts",
    item=bodies.AccountOut,
    ordering=("created_at",),
    access=STAFF,
    operation="orders_operator_accounts",
)
def list_accounts(call: Call) -> "QuerySet[OperatorAccount]":
    """How operators are reached, without their credentials."""
    return selectors.accounts()


@routes.post(
    "operators/accounts/{account_id}/reset",
    answer=bodies.AccountOut,
    status=200,
    access=ADMIN,
    operation="orders_operator_breaker_reset",
)
def reset(call: Call, account_id: UUID) -> "OperatorAccount":
    """Close an account's breaker: the operator is asked again at once."""
    return reset_breaker(account_id=account_id, actor=call.actor)


@routes.list(
    "operators/calls",
    item=bodies.CallOut,
    query=bodies.CallFilters,
    ordering=("at",),
    access=STAFF,
    operation="orders_operator_calls",
)
def list_calls(call: Call) -> "QuerySet[OperatorCall]":
    """Every call to an operator, newest first."""
    return selectors.calls_of(**call.query)


@routes.get(
    "operators/health",
    query=bodies.MonthQuery,
    answer=bodies.OperatorServicesOut,
    access=STAFF,
    operation="orders_operators_health",
)
def health(call: Call) -> dict[str, Any]:
    """How each operator is, and what a month of calls comes to."""
    return {"results": selectors.month_of_operators(call.query.get("month") or clock.today())}
