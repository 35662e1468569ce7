"""Pickups over HTTP. Importing the views fills `routes`."""

from apps.pickups.api import (
    desk,
    dispatch,
    driver,
    fleet,
    follow,
    health,
    matters,
    pickups,
    points,
    recurring,
    routing,
    zones,
)
from apps.pickups.api.desk_page import urlpatterns as desk_page
from apps.pickups.api.driver_page import urlpatterns as driver_page
from apps.pickups.api.routes import routes

urlpatterns = [*driver_page, *desk_page]

__all__ = [
    "desk",
    "dispatch",
    "driver",
    "fleet",
    "follow",
    "health",
    "matters",
    "pickups",
    "points",
    "recurring",
    "routes",
    "routing",
    "urlpatterns",
    "zones",
]
