"""Instants as people here read them."""

from datetime import datetime

from quenty.kernel.clock import BOGOTA


def spoken(instant: datetime) -> str:
    """`2026-11-24 08:00`, by the clock of Bogotá."""
    try:
        return f"{instant.astimezone(BOGOTA):%Y-%m-%d %H:%M}"
    except OverflowError:
        # At the very ends of the calendar there is no other clock's.
        return instant.isoformat()
