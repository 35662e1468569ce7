"""Where a stop is, when its address came without coordinates: its municipality's centre,
marked as inexact, until the geocoder has told better."""

import hashlib
from datetime import timedelta
from uuid import UUID

import structlog
from django.conf import settings

from apps.pickups.domain.geo import Point, metres
from apps.pickups.domain.states import StopStatus
from apps.pickups.models import PlaceCache, Stop
from apps.pickups.neighbours.places import NoAnswer, find
from apps.pickups.selectors.zones import zone_codes
from quenty.kernel import clock, dane
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue

log = structlog.get_logger(__name__)

# Farther from its municipality's centre than this, the geocoder means another address.
_FAR_M = 60_000
_KEPT = timedelta(days=180)
_AGAIN, _MOST_TRIES = timedelta(minutes=10), 6
_OPEN = (StopStatus.OPEN.value, StopStatus.PLANNED.value)


def ask_for_place(stop: Stop) -> None:
    """In the background, where there is a geocoder to ask; inside the unit of work."""
    if not stop.exact and stop.address and _geocoder()[1]:
        enqueue("pickups.locate_stop", stop_id=str(stop.pk))


def locate(*, stop_id: UUID, tried: int = 0) -> None:
    """Put an open stop where its address is. What nobody finds stays where it was; a geocoder
    that does not answer is asked again in ten minutes."""
    stop = Stop.objects.filter(pk=stop_id, exact=False, status__in=_OPEN).first()
    if stop is None:
        return
    try:
        place = _place_of(stop)
    except NoAnswer as error:
        # By its kind alone: its text may hold the address that was asked for.
        log.warning("places.failed", error=type(error).__name__, tried=tried)
        if tried < _MOST_TRIES:
            with unit_of_work("pickups"):
                enqueue(
                    "pickups.locate_stop",
                    stop_id=str(stop_id),
                    tried=tried + 1,
                    run_at=clock.now() + _AGAIN,
                )
        return
    if place is not None:
        _put(stop_id, stop.address, place)


def _put(stop_id: UUID, address: str, place: Point) -> None:
    with unit_of_work("pickups"):
        stop = Stop.objects.select_for_update(of=("self",)).get(pk=stop_id)
        if stop.exact or stop.address != address or stop.status not in _OPEN:
            return
        stop.latitude, stop.longitude, stop.exact = place.latitude, place.longitude, True
        (stop.zone_code,) = zone_codes([(stop.dane_code, place)])
        # A plan that was made with the estimate is stale.
        stop.version += 1
        stop.save()


def _place_of(stop: Stop) -> Point | None:
    """By the cache or the geocoder. Raises NoAnswer."""
    town = dane.municipality(stop.dane_code)
    if town is None:
        return None
    text = f"{stop.address}, {town.name}, {town.department}, Colombia"
    source, base = _geocoder()
    key = hashlib.sha256(" ".join(f"{source} {base} {text}".lower().split()).encode()).hexdigest()
    known = PlaceCache.objects.filter(key=key, used_at__gt=clock.now() - _KEPT).first()
    if known is not None:
        found = known.latitude is not None and known.longitude is not None
        return Point(known.latitude, known.longitude) if found else None  # type: ignore[arg-type]
    place = find(text, source=source, base=base)
    centre = Point(town.latitude, town.longitude)
    if place is not None and not town.approximate and metres(place, centre) > _FAR_M:
        place = None
    with unit_of_work("pickups"):
        PlaceCache.objects.update_or_create(
            key=key,
            defaults={
                "source": source,
                "latitude": place.latitude if place else None,
                "longitude": place.longitude if place else None,
                "used_at": clock.now(),
            },
        )
    return place


def _geocoder() -> tuple[str, str]:
    """Which kind, and where; "" for none."""
    if settings.QUENTY_PLACES_SOURCE not in ("nominatim", "pelias"):
        return "", ""
    return settings.QUENTY_PLACES_SOURCE, settings.QUENTY_PLACES_URL


def forget_old_places() -> int:
    """Gives how many were dropped."""
    with unit_of_work("pickups"):
        return PlaceCache.objects.filter(used_at__lt=clock.now() - _KEPT).delete()[0]
