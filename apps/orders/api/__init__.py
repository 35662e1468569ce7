"""Orders over HTTP: endpoints under /api/v1/orders/, and the public tracking pages."""

from apps.orders.api import (
    checkouts,
    claims,
    cod,
    cod_payments,
    corrections,
    estimates,
    event_imports,
    freight,
    guides,
    import_mappings,
    imports,
    incidents,
    labels,
    manifests,
    operator_events,
    operator_pickups,
    operator_serials,
    operators,
    orders,
    origin,
    payouts,
    places,
    policies,
    quotes,
    remittances,
    tracking,
    weights,
)
from apps.orders.api.answer_page import urlpatterns as answer_urls
from apps.orders.api.pages import urlpatterns as tracking_urls
from apps.orders.api.pay_page import urlpatterns as pay_urls
from apps.orders.api.routes import routes

ENDPOINT_MODULES = (
    claims,
    freight,
    cod,
    cod_payments,
    checkouts,
    corrections,
    estimates,
    event_imports,
    freight,
    guides,
    import_mappings,
    imports,
    incidents,
    labels,
    manifests,
    operator_events,
    operator_pickups,
    operator_serials,
    operators,
    orders,
    origin,
    payouts,
    places,
    policies,
    quotes,
    remittances,
    tracking,
    weights,
)

urlpatterns = [*tracking_urls, *answer_urls, *pay_urls]

__all__ = ["ENDPOINT_MODULES", "routes", "urlpatterns"]
