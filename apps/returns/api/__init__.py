"""The HTTP door of returns; importing the views fills `routes`."""

from apps.returns.api import health
from apps.returns.api.routes import routes

__all__ = ["health", "routes"]
