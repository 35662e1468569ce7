"""Pickups over HTTP. Importing the views fills `routes`."""

from apps.pickups.api import desk, health, pickups, points, recurring, zones
from apps.pickups.api.routes import routes

__all__ = ["desk", "health", "pickups", "points", "recurring", "routes", "zones"]
