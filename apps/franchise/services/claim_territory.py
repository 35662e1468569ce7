"""Municipalities for a franchise: reserve, assign, free. The database keeps them exclusive."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connections
from django.db.models import Q, QuerySet

from apps.franchise.domain.franchises import ACTIVE, APPROVED, IN_EVALUATION, RESERVATION_DAYS
from apps.franchise.domain.points import OPEN
from apps.franchise.models import Franchise, Territory
from apps.franchise.outgoing import network
from apps.franchise.services.apply_franchise import locked_franchise
from quenty.contracts.franchise.franchise_errors import NetworkError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.contexts import alias_of
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

# The first number of the advisory locks by which claims of one municipality queue.
_CLAIMS = 5001


def claim_territory(
    *, franchise_id: UUID, municipalities: Iterable[str], actor: Actor
) -> list[Territory]:
    """Reserve for who is evaluated, assign to who is active; all of them or none.

    Raises franchise.network.franchise_not_found, .transition, .territory_taken.
    """
    with unit_of_work("franchise"):
        franchise = locked_franchise(franchise_id)
        if franchise.status not in (IN_EVALUATION, APPROVED, ACTIVE):
            raise NetworkError.TRANSITION(status=franchise.status, action="claim")
        rows = claim(franchise, municipalities)
        for row in rows:
            if franchise.status == ACTIVE:
                network.territory_assigned(row, actor)
        data = {"municipalities": [row.dane_code for row in rows]}
        record("franchise", action="territory.claim", subject=franchise_id, actor=actor, data=data)
    return rows


def claim(franchise: Franchise, municipalities: Iterable[str]) -> list[Territory]:
    """Inside the caller's unit of work. Raises franchise.network.territory_taken."""
    now = clock.now()
    assigned = franchise.status == ACTIVE
    rows = []
    for code in sorted(set(municipalities)):
        _queue(int(code))
        row = Territory(
            franchise=franchise,
            municipality=int(code),
            status="assigned" if assigned else "reserved",
            starts_at=now,
            ends_at=None if assigned else now + timedelta(days=RESERVATION_DAYS),
        )
        save_exclusive(row)
        rows.append(row)
    return rows


def assign_reserved(franchise: Franchise, actor: Actor) -> int:
    """Make what is still reserved its own for good; how many it holds."""
    for row in held(franchise, clock.now()).filter(status="reserved").order_by("municipality"):
        _queue(row.municipality)
        row.status, row.ends_at = "assigned", None
        save_exclusive(row)
        network.territory_assigned(row, actor)
    return held(franchise, clock.now()).count()


def release_territory(*, franchise_id: UUID, municipality: int, actor: Actor) -> None:
    """Free one municipality, at once; whoever claims it next finds no other's open point there.
    Raises franchise.network.territory_not_found, .territory_in_use, .franchise_not_found."""
    with unit_of_work("franchise"):
        franchise = locked_franchise(franchise_id)
        row = held(franchise, clock.now()).filter(municipality=municipality).first()
        if row is None:
            raise NetworkError.TERRITORY_NOT_FOUND()
        points = franchise.points.filter(status=OPEN, dane_code=row.dane_code).order_by("code")
        if codes := list(points.values_list("code", flat=True)):
            raise NetworkError.TERRITORY_IN_USE(municipality=row.dane_code, points=codes)
        free(row, actor)
        data = {"municipality": municipality}
        record(
            "franchise", action="territory.release", subject=franchise_id, actor=actor, data=data
        )


def free_all(franchise: Franchise, actor: Actor) -> None:
    for row in held(franchise, clock.now()).order_by("municipality"):
        free(row, actor)


def free(row: Territory, actor: Actor) -> None:
    row.status, row.ends_at = "released", clock.now()
    row.save()
    network.territory_released(row, actor)


def held(franchise: Franchise, at: datetime) -> QuerySet[Territory]:
    """Rows in force at that moment."""
    open_or_later = Q(ends_at=None) | Q(ends_at__gt=at)
    return franchise.territories.filter(open_or_later).exclude(status="released")


def save_exclusive(row: Territory) -> None:
    try:
        with unit_of_work("franchise"):
            row.save()
    except IntegrityError as error:
        if "territory_exclusive" in str(error):
            raise NetworkError.TERRITORY_TAKEN(
                field="municipalities", municipality=row.dane_code
            ) from error
        raise


def _queue(municipality: int) -> None:
    # Two rows that exclude each other would wait for one another and die of it.
    with connections[alias_of("franchise")].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_CLAIMS, municipality])
