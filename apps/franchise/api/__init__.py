"""Franchise over HTTP. Importing the views fills `routes`."""

from apps.franchise.api import (
    coverage,
    franchises,
    operators,
    partners,
    points,
    sheets,
    templates,
    territories,
    versions,
)
from apps.franchise.api import services as services
from apps.franchise.api.routes import routes

__all__ = [
    "coverage",
    "franchises",
    "operators",
    "partners",
    "points",
    "routes",
    "services",
    "sheets",
    "templates",
    "territories",
    "versions",
]
