"""Orders over HTTP: endpoints under /api/v1/orders/, and the public tracking pages."""

from apps.orders.api import (
    cod,
    cod_payments,
    guides,
    imports,
    labels,
    operators,
    orders,
    origin,
    payouts,
    places,
    quotes,
    remittances,
    tracking,
)
from apps.orders.api.pages import urlpatterns
from apps.orders.api.routes import routes

ENDPOINT_MODULES = (
    cod,
    cod_payments,
    guides,
    imports,
    labels,
    operators,
    orders,
    origin,
    payouts,
    places,
    quotes,
    remittances,
    tracking,
)

__all__ = ["ENDPOINT_MODULES", "routes", "urlpatterns"]
