"""Franchises, territory, points and partners, as far as one may see them."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from apps.franchise.models import Franchise, Partner, Point, Referral, Territory
from apps.franchise.selectors.scope import sees_all
from quenty.contracts.franchise.franchise_errors import NetworkError
from quenty.kernel import clock
from quenty.platform.auth import Principal

M = TypeVar("M", bound=Model)


def seen(rows: QuerySet[M], principal: Principal, path: str) -> QuerySet[M]:
    """Staff all of them, a franchisee what is its franchise's; `path` leads to its id."""
    if sees_all(principal):
        return rows
    if principal.franchise_id is None:
        return rows.none()
    return rows.filter(**{path: principal.franchise_id})


def franchises(
    principal: Principal, *, status: str | None = None, search: str | None = None
) -> QuerySet[Franchise]:
    """Without their contracts, which are large."""
    rows = seen(Franchise.objects.defer("contract"), principal, "id")
    if status:
        rows = rows.filter(status=status)
    if search:
        rows = rows.filter(Q(code__icontains=search) | Q(name__icontains=search))
    return rows


def franchise(principal: Principal, franchise_id: UUID) -> Franchise:
    """Raises franchise.network.franchise_not_found."""
    return _one(franchises(principal), franchise_id)


def franchise_by_id(franchise_id: UUID) -> Franchise:
    """For services. Raises franchise.network.franchise_not_found."""
    return _one(Franchise.objects.defer("contract"), franchise_id)


def _one(rows: QuerySet[Franchise], franchise_id: UUID) -> Franchise:
    found = rows.filter(pk=franchise_id).first()
    if found is None:
        raise NetworkError.FRANCHISE_NOT_FOUND()
    return found


def signed_contract(principal: Principal, franchise_id: UUID) -> bytes:
    """Sealed. Raises franchise.network.franchise_not_found, .contract_missing."""
    row = franchise(principal, franchise_id)
    if not row.contract:
        raise NetworkError.CONTRACT_MISSING()
    return bytes(row.contract)


def territories(principal: Principal, *, current: bool | None = None) -> QuerySet[Territory]:
    """`current`: in force now, or over."""
    rows = seen(Territory.objects.all(), principal, "franchise")
    if current is None:
        return rows
    now = Q(ends_at=None) | Q(ends_at__gt=clock.now())
    return rows.filter(now if current else ~now)


def points(
    principal: Principal, *, status: str | None = None, franchise: UUID | None = None
) -> QuerySet[Point]:
    rows = seen(Point.objects.all(), principal, "franchise")
    if status:
        rows = rows.filter(status=status)
    return rows.filter(franchise=franchise) if franchise else rows


def point(principal: Principal, point_id: UUID) -> Point:
    """Raises franchise.network.point_not_found."""
    found = points(principal).filter(pk=point_id).first()
    if found is None:
        raise NetworkError.POINT_NOT_FOUND()
    return found


def partners(principal: Principal, *, kind: str | None = None) -> QuerySet[Partner]:
    """An ally or agent sees itself."""
    rows = _partners_own(Partner.objects.all(), principal, "")
    return rows.filter(kind=kind) if kind else rows


def partner(principal: Principal, partner_id: UUID) -> Partner:
    """Raises franchise.network.partner_not_found."""
    found = partners(principal).filter(pk=partner_id).first()
    if found is None:
        raise NetworkError.PARTNER_NOT_FOUND()
    return found


def referrals(principal: Principal) -> QuerySet[Referral]:
    """An ally or agent sees the merchants that it brought."""
    return _partners_own(Referral.objects.all(), principal, "partner__")


def _partners_own(rows: QuerySet[M], principal: Principal, path: str) -> QuerySet[M]:
    """`path` leads to the partner: `partner__`, or "" for partners themselves."""
    if principal.franchise_id is None and principal.customer_id and not sees_all(principal):
        return rows.filter(**{f"{path}customer_id": principal.customer_id})
    return seen(rows, principal, f"{path}franchise")
