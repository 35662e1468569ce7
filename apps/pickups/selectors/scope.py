"""Whose rows a principal may see."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from quenty.platform.auth import Principal, Role

M = TypeVar("M", bound=Model)


def scoped(rows: "QuerySet[M]", principal: Principal) -> "QuerySet[M]":
    """Staff see all; a merchant its own, of the mode that it works in; others nothing."""
    if principal.is_staff:
        return rows
    if principal.customer_id is None:
        return rows.none()
    return rows.filter(customer_id=principal.customer_id, livemode=principal.livemode)


def of_points(rows: "QuerySet[M]", principal: Principal, column: str = "") -> "QuerySet[M]":
    """Staff see every point; a franchisee those of its franchise. `column`: the way to a
    point's franchise, as a lookup prefix."""
    if principal.is_staff:
        return rows
    if principal.franchise_id is None or not principal.has(Role.FRANCHISEE):
        return rows.none()
    return rows.filter(**{f"{column}franchise_id": principal.franchise_id})


def of_driver(rows: "QuerySet[M]", principal: Principal, column: str) -> "QuerySet[M]":
    """A driver sees its own runs; staff all. `column`: the lookup of the driver's id."""
    if principal.is_staff:
        return rows
    if principal.driver_id is None or not principal.has(Role.DRIVER):
        return rows.none()
    return rows.filter(**{column: principal.driver_id})
