"""An instant as people and spreadsheets write it."""

import re
from datetime import datetime

from quenty.kernel.clock import BOGOTA

_DAY_FIRST = r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"
_YEAR_FIRST = r"(?P<y>\d{4})[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})"
_HOUR = (
    r"[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,6})?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
_FORMS = tuple(re.compile(day + _HOUR, re.IGNORECASE) for day in (_DAY_FIRST, _YEAR_FIRST))


def instant(text: str) -> datetime | None:
    """The day before the month, as in Colombia, or ISO 8601; in Colombia's time where no other
    is said. None without an hour: a day alone does not tell what came first."""
    bare = " ".join(text.split())
    found = next((match for form in _FORMS if (match := form.fullmatch(bare))), None)
    if found is None:
        return None
    part = {name: int(found[name] or 0) for name in ("y", "m", "d", "hour", "minute", "second")}
    zone = datetime.strptime(found["zone"], "%z").tzinfo if found["zone"] else BOGOTA
    try:
        return datetime(
            part["y"],
            part["m"],
            part["d"],
            _of_day(part["hour"], found["half"]),
            part["minute"],
            part["second"],
            tzinfo=zone,
        )
    except (ValueError, OverflowError):
        return None


def _of_day(hour: int, half: str | None) -> int:
    """Raises ValueError for an hour that a clock of twelve hours does not have."""
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half[0] in "pP" else 0)
