"""The admin's sidebar: one group a context, in their usual order."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from quenty.kernel.contexts import CONTEXTS

_TITLES = {
    "gateway": ("Acceso", "Access"),
    "customers": ("Clientes y dinero", "Customers and money"),
    "orders": ("Órdenes y guías", "Orders and guides"),
    "pickups": ("Recogidas y reparto", "Pickups and delivery"),
    "international": ("Internacional", "International"),
    "microcredit": ("Crédito", "Credit"),
    "analytics": ("Analítica", "Analytics"),
    "returns": ("Devoluciones", "Returns"),
    "franchise": ("Operadores y franquicias", "Operators and franchises"),
    "auth": ("Permisos", "Permissions"),
}
_ICONS = {
    "user": "person",
    "group": "groups",
    "apikey": "key",
    "loginsession": "devices",
    "signingkey": "draw",
    "delivery": "mail",
    "merchant": "storefront",
    "customer": "storefront",
    "order": "package_2",
    "guide": "label",
    "operator": "local_shipping",
    "ratesheet": "table_chart",
    "wallet": "account_balance_wallet",
}


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Unfold's navigation, of what the person may see and no more."""
    english = (get_language() or "es").startswith("en")
    apps = {app["app_label"]: app for app in admin.site.get_app_list(request)}
    known = [label for label in (*CONTEXTS, "auth") if label in apps]
    return [
        {"items": _front(request, english=english)},
        *(_group(label, apps[label], english=english) for label in known),
    ]


def _front(request: HttpRequest, *, english: bool) -> list[dict[str, Any]]:
    items = [
        {
            "title": "Overview" if english else "Resumen",
            "icon": "monitor_heart",
            "link": reverse("admin:index"),
        }
    ]
    if request.user.has_perm("platform.view_inbox"):
        items.append(
            {
                "title": "Parked events" if english else "Eventos aparcados",
                "icon": "local_parking",
                "link": reverse("admin:platform_inbox_changelist"),
                "badge": "quenty.platform.store.dashboard.parked_badge",
            }
        )
    return items


def _group(label: str, app: dict[str, Any], *, english: bool) -> dict[str, Any]:
    spanish, in_english = _TITLES[label]
    return {
        "title": in_english if english else spanish,
        "separator": True,
        "collapsible": True,
        "items": [
            {
                "title": str(model["name"]),
                "icon": _ICONS.get(model["object_name"].lower(), "database"),
                "link": model["admin_url"],
            }
            for model in app["models"]
            if model["admin_url"]
        ],
    }
