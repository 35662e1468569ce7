"""The HTTP door of analytics; importing the views fills `routes`."""

from apps.analytics.api import health
from apps.analytics.api.routes import routes

__all__ = ["health", "routes"]
