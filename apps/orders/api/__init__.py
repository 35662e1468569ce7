"""Orders over HTTP: endpoints under /api/v1/orders/, and the public tracking pages."""

from apps.orders.api import (
    guides,
    imports,
    labels,
    operators,
    orders,
    origin,
    places,
    quotes,
    tracking,
)
from apps.orders.api.pages import urlpatterns
from apps.orders.api.routes import routes

ENDPOINT_MODULES = (
    guides,
    imports,
    labels,
    operators,
    orders,
    origin,
    places,
    quotes,
    tracking,
)

__all__ = ["ENDPOINT_MODULES", "routes", "urlpatterns"]
