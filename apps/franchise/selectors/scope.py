"""Who sees which operators: staff all of them, an operator's people their own."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from quenty.platform.auth import Principal, Role

STAFF = (Role.ADMIN, Role.ANALYST, Role.SUPPORT)
M = TypeVar("M", bound=Model)


def sees_all(principal: Principal) -> bool:
    return any(principal.has(role) for role in STAFF)


def visible(rows: QuerySet[M], principal: Principal, path: str) -> QuerySet[M]:
    """`rows` as far as the principal may see them; `path` leads to the operator's id."""
    if sees_all(principal):
        return rows
    if principal.operator_id is None:
        return rows.none()
    return rows.filter(**{path: principal.operator_id})
