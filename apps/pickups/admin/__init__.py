"""Pickups in the back office."""

from apps.pickups.admin.fleet import DriverAdmin
from apps.pickups.admin.pickups import PickupAdmin
from apps.pickups.admin.road import AttemptAdmin
from apps.pickups.admin.routing import RoutingJobAdmin
from apps.pickups.admin.runs import RunAdmin

__all__ = ["AttemptAdmin", "DriverAdmin", "PickupAdmin", "RoutingJobAdmin", "RunAdmin"]
