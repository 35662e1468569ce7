"""What can be wrong with a plan, by name and by how much."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    LOAD = "load"
    WINDOW = "window"
    SHIFT = "shift"
    DURATION = "duration"
    DISTANCE = "distance"
    STOPS = "stops"
    SKILL = "skill"
    TERRITORY = "territory"
    LOCK = "lock"
    BREAK = "break"
    RELOAD = "reload"
    MISSING = "missing"
    TWICE = "twice"
    UNKNOWN = "unknown"
    TELEPORT = "teleport"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """`amount`: by how much, in what the kind measures: seconds (window, shift, duration,
    break, teleport), metres (distance), a load's own unit (load), a count (stops, reload).
    `detail`: the load's dimension, or the skill or territory that is lacking.
    """

    kind: FaultKind
    vehicle: str = ""
    stop: str = ""
    amount: int = 0
    detail: str = ""

    def __str__(self) -> str:
        where = " ".join(filter(None, (self.vehicle, self.stop, self.detail)))
        return f"{self.kind} {where} {self.amount or ''}".strip()
