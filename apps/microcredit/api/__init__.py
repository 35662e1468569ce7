"""The HTTP door of microcredit; importing the views fills `routes`."""

from apps.microcredit.api import health
from apps.microcredit.api.routes import routes

__all__ = ["health", "routes"]
