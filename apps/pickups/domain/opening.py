"""When a point is open."""

from datetime import datetime, time

from apps.pickups.domain.business_days import is_holiday
from quenty.kernel.clock import BOGOTA

Hours = dict[str, list[list[str]]]


def is_open(hours: Hours, instant: datetime) -> bool:
    """By its hours of the weekday ("0" is Monday); a holiday has the hours of "holiday"."""
    local = instant.astimezone(BOGOTA)
    key = "holiday" if is_holiday(local.date()) else str(local.weekday())
    return any(_hour(opens) <= local.time() < _hour(closes) for opens, closes in hours.get(key, []))


def problems(hours: object) -> list[str]:
    """What is wrong with hours that somebody typed; empty when nothing is."""
    if not isinstance(hours, dict):
        return ["hours are given by weekday"]
    found: list[str] = []
    for day, spans in hours.items():
        if day not in {"0", "1", "2", "3", "4", "5", "6", "holiday"}:
            found.append(f"{day} is no weekday from 0 to 6")
        elif not _spans_hold(spans):
            found.append(f"the hours of {day} are pairs of HH:MM, each ending after it starts")
    return found


def _spans_hold(spans: object) -> bool:
    if not isinstance(spans, list) or len(spans) > 4:
        return False
    for span in spans:
        if not (isinstance(span, list) and len(span) == 2 and all(map(_is_hour, span))):
            return False
        if _hour(span[0]) >= _hour(span[1]):
            return False
    return True


def _is_hour(text: object) -> bool:
    try:
        _hour(str(text))
    except ValueError:
        return False
    return isinstance(text, str)


def _hour(text: str) -> time:
    return time.fromisoformat(text)
