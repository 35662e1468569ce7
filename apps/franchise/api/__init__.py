"""Franchise over HTTP. Importing the views fills `routes`."""

from apps.franchise.api import (
    charges,
    commissions,
    coverage,
    disputes,
    franchises,
    invoices,
    operators,
    partners,
    points,
    priorities,
    rules,
    scorecards,
    settlements,
    sheets,
    templates,
    territories,
    versions,
)
from apps.franchise.api import services as services
from apps.franchise.api.routes import routes

__all__ = [
    "charges",
    "commissions",
    "coverage",
    "disputes",
    "franchises",
    "invoices",
    "operators",
    "partners",
    "points",
    "priorities",
    "routes",
    "rules",
    "scorecards",
    "services",
    "settlements",
    "sheets",
    "templates",
    "territories",
    "versions",
]
