"""Where a point is and when it opens: what franchise does not tell."""

from typing import Any
from uuid import UUID

from apps.pickups.domain.opening import problems
from apps.pickups.models import Point
from apps.pickups.selectors.points import point_by_id
from quenty.contracts.pickups.errors import PickupsError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def place_point(*, point_id: UUID, changes: dict[str, Any], actor: Actor) -> Point:
    """`changes`: any of latitude, longitude, hours and phone.

    Raises pickups.point_not_found, pickups.hours_invalid.
    """
    wrong = problems(changes["hours"]) if "hours" in changes else []
    if wrong:
        raise PickupsError.HOURS_INVALID(problem=wrong[0], field="hours")
    with unit_of_work("pickups"):
        point = Point.objects.select_for_update().get(pk=point_by_id(point_id).pk)
        for name in ("latitude", "longitude", "hours", "phone"):
            if name in changes:
                setattr(point, name, changes[name])
        point.save()
        record("pickups", action="point.place", subject=point.pk, actor=actor)
    return point
