"""Pickups as a principal may see them, and under lock for services."""

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from apps.pickups.domain.business_days import at
from apps.pickups.domain.states import OPEN_PICKUPS
from apps.pickups.models import Pickup, RecurringPickup
from apps.pickups.selectors.scope import scoped
from quenty.contracts.pickups.errors import PickupsError
from quenty.platform.auth import Principal


def pickups_of(
    principal: Principal,
    *,
    status: str = "",
    day: date | None = None,
    dane_code: str = "",
    q: str = "",
    customer_id: UUID | None = None,
) -> "QuerySet[Pickup]":
    """`q`: part of a number, a guide's number or a contact's name. `day`: of the window."""
    rows = scoped(_whole(), principal)
    exact = {"status": status, "dane_code": dane_code, "customer_id": customer_id}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if day:
        from datetime import time, timedelta

        start = at(day, time())
        rows = rows.filter(window_start__gte=start, window_start__lt=start + timedelta(days=1))
    if q:
        rows = rows.filter(
            Q(number__icontains=q)
            | Q(contact_name__icontains=q)
            | Q(parcels_listed__guide_number__iexact=q.strip())
        ).distinct()
    return rows


def pickup_for(principal: Principal, pickup_id: UUID) -> Pickup:
    """Raises pickups.not_found for one that does not exist or is another's."""
    pickup = scoped(_whole(), principal).filter(pk=pickup_id).first()
    if pickup is None:
        raise PickupsError.NOT_FOUND()
    return pickup


def lock_pickup(pickup_id: UUID) -> Pickup:
    """For update, inside a unit of work. Raises pickups.not_found."""
    pickup = Pickup.objects.select_for_update().filter(pk=pickup_id).first()
    if pickup is None:
        raise PickupsError.NOT_FOUND()
    return pickup


def recurring_of(principal: Principal) -> "QuerySet[RecurringPickup]":
    """With `coming`: what was made already and is not over."""
    coming = Pickup.objects.filter(status__in=OPEN_PICKUPS).order_by("window_start")
    rows = RecurringPickup.objects.prefetch_related(Prefetch("pickups", coming, to_attr="coming"))
    return scoped(rows, principal)


def recurring_for(principal: Principal, recurring_id: UUID) -> RecurringPickup:
    """Raises pickups.recurring_not_found."""
    found = recurring_of(principal).filter(pk=recurring_id).first()
    if found is None:
        raise PickupsError.RECURRING_NOT_FOUND()
    return found


def _whole() -> "QuerySet[Pickup]":
    return Pickup.objects.select_related("slot__zone").prefetch_related("parcels_listed")


def called_off(pickup: Pickup) -> bool:
    """What it listed was all voided, cancelled or brought elsewhere before a piece was scanned."""
    listed = pickup.parcels_listed.all()
    return bool(listed) and not any(parcel.open or parcel.scanned_at for parcel in listed)
