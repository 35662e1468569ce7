"""Write an attempt: it can't be changed afterwards."""

from typing import Any

from django.db.models import Max, Q

from apps.pickups.models import Attempt, Stop
from apps.pickups.services.driving.scene import off_by, position_of


def keep_attempt(scene: Any, stop: Stop, *, outcome: str, **facts: Any) -> Attempt:
    """The action's id is the attempt's: evidence that arrives before or after finds it."""
    place = position_of(scene.action.data)
    distance, far = off_by(stop, place)
    return Attempt.objects.create(
        id=scene.action.id,
        stop=stop,
        run=scene.run,
        driver=scene.driver,
        number=_made_before(stop) + 1,
        outcome=outcome,
        at=scene.action.at,
        position=[place.latitude, place.longitude] if place else None,
        distance_m=distance,
        far=far,
        on_time=stop.window_start <= scene.action.at <= stop.window_end,
        **facts,
    )


def _made_before(stop: Stop) -> int:
    """Visits for the same parcel or pickup, on whatever day and stop."""
    same = Q(stop__pickup=stop.pickup_id) if stop.pickup_id else Q(stop__guide_id=stop.guide_id)
    last: int | None = Attempt.objects.filter(same).aggregate(last=Max("number"))["last"]
    return last or 0
