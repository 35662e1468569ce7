"""The HTTP door of pickups; importing the views fills `routes`."""

from apps.pickups.api import health
from apps.pickups.api.routes import routes

__all__ = ["health", "routes"]
