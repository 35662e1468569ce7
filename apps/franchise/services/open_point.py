"""Points: open, change, close."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError

from apps.franchise.domain.franchises import ACTIVE
from apps.franchise.domain.points import CLOSED, check_hours
from apps.franchise.models import Point
from apps.franchise.outgoing import network
from apps.franchise.services.apply_franchise import locked_franchise
from apps.franchise.services.claim_territory import held
from quenty.contracts.franchise.franchise_errors import NetworkError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.http import check_version


def open_point(*, code: str, franchise_id: UUID | None, actor: Actor, **settings: Any) -> Point:
    """`franchise_id` None: our own. Raises franchise.network.franchise_not_found,
    .transition (it isn't active), .hours_invalid, .point_outside, .code_in_use."""
    check_hours(settings.get("hours", {}))
    with unit_of_work("franchise"):
        if franchise_id is not None:
            franchise = locked_franchise(franchise_id)
            if franchise.status != ACTIVE:
                raise NetworkError.TRANSITION(status=franchise.status, action="open_point")
        point = Point(code=code, franchise_id=franchise_id, **settings)
        _check_place(point)
        _save(point)
        record("franchise", action="point.open", subject=point.pk, actor=actor)
        network.point_opened(point, actor)
    return point


def change_point(
    *, point_id: UUID, changes: dict[str, Any], actor: Actor, expected: int | None = None
) -> Point:
    """Raises franchise.network.point_not_found, .point_closed, .hours_invalid,
    .point_outside, request.precondition_failed."""
    check_hours(changes.get("hours", {}))
    with unit_of_work("franchise"):
        point = _locked(point_id)
        check_version(point.revision, expected)
        for name, value in changes.items():
            setattr(point, name, value)
        if "dane_code" in changes:
            _check_place(point)
        point.revision += 1
        point.save()
        data = {"fields": sorted(changes)}
        record("franchise", action="point.change", subject=point.pk, actor=actor, data=data)
        network.point_updated(point, actor)
    return point


def close_point(*, point_id: UUID, reason: str, actor: Actor) -> Point:
    """Raises franchise.network.point_not_found, .point_closed."""
    with unit_of_work("franchise"):
        point = _locked(point_id)
        point.status = CLOSED
        point.revision += 1
        point.save()
        data = {"reason": reason}
        record("franchise", action="point.close", subject=point.pk, actor=actor, data=data)
        network.point_closed(point, reason, actor)
    return point


def _check_place(point: Point) -> None:
    """A franchise's points are in its territory: another's is that one's alone."""
    if point.franchise is None:
        return
    own = held(point.franchise, clock.now())
    if not own.filter(municipality=int(point.dane_code)).exists():
        raise NetworkError.POINT_OUTSIDE(field="dane_code", municipality=point.dane_code)


def _locked(point_id: UUID) -> Point:
    point = Point.objects.select_for_update().filter(pk=point_id).first()
    if point is None:
        raise NetworkError.POINT_NOT_FOUND()
    if point.status == CLOSED:
        raise NetworkError.POINT_CLOSED()
    return point


def _save(point: Point) -> None:
    try:
        with unit_of_work("franchise"):
            point.save()
    except IntegrityError as error:
        if "point_code" in str(error):
            raise NetworkError.CODE_IN_USE(field="code", code=point.code) from error
        raise
