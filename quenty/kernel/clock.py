"""The one source of time. Aware datetimes, UTC inside, America/Bogota for people."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BOGOTA = ZoneInfo("America/Bogota")

_frozen: ContextVar[datetime | None] = ContextVar("quenty_clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day in Colombia, which is what terms and cut-offs count in."""
    return now().astimezone(BOGOTA).date()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Hold the clock at `instant` in this context (tests, replays).

    Raises ValueError for a naive instant.
    """
    if instant.tzinfo is None:
        raise ValueError("the clock takes aware datetimes only")
    token = _frozen.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
