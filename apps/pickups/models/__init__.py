"""Rows of pickups."""

from apps.pickups.models.copies import GuideCopy, MerchantCopy, Point
from apps.pickups.models.desk import DeskParcel, DropOff
from apps.pickups.models.fleet import Depot, Driver, RoadSpeed, Shift, Vehicle
from apps.pickups.models.matters import Matter
from apps.pickups.models.pickups import Pickup, PickupParcel, PickupTransition, RecurringPickup
from apps.pickups.models.road import Attempt, CashClose, CashEntry, DriverAction, Evidence, Ping
from apps.pickups.models.routing import PlaceCache, RoutingJob, RoutingShare, WaysCache
from apps.pickups.models.runs import Run, Stop
from apps.pickups.models.slots import Closure, Slot, SlotRule, Zone

__all__ = [
    "Attempt",
    "CashClose",
    "CashEntry",
    "Closure",
    "Depot",
    "DeskParcel",
    "Driver",
    "DriverAction",
    "DropOff",
    "Evidence",
    "GuideCopy",
    "Matter",
    "MerchantCopy",
    "Pickup",
    "PickupParcel",
    "PickupTransition",
    "Ping",
    "PlaceCache",
    "Point",
    "RecurringPickup",
    "RoadSpeed",
    "RoutingJob",
    "RoutingShare",
    "Run",
    "Shift",
    "Slot",
    "SlotRule",
    "Stop",
    "Vehicle",
    "WaysCache",
    "Zone",
]
