"""A collection that is ordered of an operator: its states and its hours."""

import re
from datetime import date, timedelta

# asked: the operator may have been told; unanswered: it was asked, and nobody knows.
STATES = ("asked", "ordered", "refused", "unanswered")
# A guide in one of these is waited for: it is not ordered again.
WAITING = frozenset({"asked", "ordered"})
FARTHEST = timedelta(days=30)
_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]\Z", re.ASCII)


def is_hour(text: str) -> bool:
    """HH:MM of Bogota."""
    return _HOUR.match(text) is not None


def in_reach(day: date, today: date) -> bool:
    """From today to thirty days on."""
    return today <= day <= today + FARTHEST
