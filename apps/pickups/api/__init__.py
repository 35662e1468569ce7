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
from apps.pickups.api.driver_page import urlpatterns
from apps.pickups.api.routes import routes

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
