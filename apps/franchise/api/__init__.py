"""Franchise over HTTP. Importing the views fills `routes`."""

from apps.franchise.api import coverage, operators, sheets, templates, versions
from apps.franchise.api import services as services
from apps.franchise.api.routes import routes

__all__ = ["coverage", "operators", "routes", "services", "sheets", "templates", "versions"]
