"""Opening hours and services of points."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from quenty.contracts.franchise.franchise_errors import NetworkError

OPEN, CLOSED = STATUSES = ("open", "closed")
SERVICES = ("drop_off", "collection", "cod", "packing", "returns")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def check_hours(hours: Mapping[str, Sequence[Sequence[str]]]) -> None:
    """`{"mon": [["08:00", "12:00"], ["14:00", "18:00"]]}`: in order, without overlap.

    Raises franchise.network.hours_invalid, naming the day.
    """
    for day, spans in hours.items():
        if day not in DAYS or not all(len(span) == 2 for span in spans):
            raise NetworkError.HOURS_INVALID(field="hours", day=day)
        times = [time for span in spans for time in span]
        rising = all(a < b for a, b in pairwise(times))
        if not rising or not all(_TIME.fullmatch(time) for time in times):
            raise NetworkError.HOURS_INVALID(field="hours", day=day)
