"""The HTTP door of international; importing the views fills `routes`."""

from apps.international.api import health
from apps.international.api.routes import routes

__all__ = ["health", "routes"]
