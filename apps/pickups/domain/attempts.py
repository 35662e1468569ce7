"""Attempts: why they fail, and what comes next."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from apps.pickups.domain.business_days import first_working_day, next_working_day

MOST_ATTEMPTS = 3
# Metres from the address beyond which an attempt is flagged.
FAR_M = 300


class Reason(StrEnum):
    CUSTOMER_ABSENT = "customer_absent"
    ADDRESS_NOT_FOUND = "address_not_found"
    NOT_READY = "not_ready"
    REFUSED = "refused"
    ACCESS = "access"
    WEATHER = "weather"
    TRAFFIC = "traffic"
    VEHICLE = "vehicle"
    OTHER = "other"


# These say nothing about the customer's will, so the next working day is tried unasked.
_TRIED_AGAIN = frozenset(
    {
        Reason.CUSTOMER_ABSENT,
        Reason.NOT_READY,
        Reason.ACCESS,
        Reason.WEATHER,
        Reason.TRAFFIC,
        Reason.VEHICLE,
    }
)
# Ours, not the customer's.
OURS = frozenset({Reason.WEATHER, Reason.TRAFFIC, Reason.VEHICLE})
# Those, or nobody knows yet whose: it uses up none of the three.
NOT_COUNTED = OURS | {Reason.OTHER}


@dataclass(frozen=True, slots=True)
class Sequel:
    """`retry_on`: None when somebody has to decide. `final`: no attempt is left."""

    retry_on: date | None
    final: bool


def sequel(*, reason: Reason, number: int, day: date, not_before: date | None = None) -> Sequel:
    """What follows the failed attempt of this number, not before a day that was asked for."""
    if reason is Reason.REFUSED or (number >= MOST_ATTEMPTS and reason not in NOT_COUNTED):
        return Sequel(None, final=True)
    if reason not in _TRIED_AGAIN:
        return Sequel(None, final=False)
    return Sequel(max(next_working_day(day), first_working_day(not_before or day)), final=False)
