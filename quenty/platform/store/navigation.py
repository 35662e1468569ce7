"""The admin's sidebar: one group a context, in their usual order."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.store.dashboard import parked_badge
from quenty.platform.store.titles import title

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
        *(_group(label, apps[label]) for label in known),
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
        parked = {
            "title": "Parked events" if english else "Eventos aparcados",
            "icon": "local_parking",
            "link": reverse("admin:platform_inbox_changelist"),
        }
        # An empty badge would be drawn all the same.
        if badge := parked_badge():
            parked["badge"] = badge
        items.append(parked)
    return items


def _group(label: str, app: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": title(label),
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
