"""How the admin looks and what its sidebar holds."""

from typing import Any

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Quenty",
    "SITE_HEADER": "Quenty",
    "SITE_SYMBOL": "local_shipping",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "/favicon.svg"}],
    "SHOW_LANGUAGES": True,
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": True,
    "DASHBOARD_CALLBACK": "quenty.platform.store.dashboard.dashboard",
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": "quenty.platform.store.navigation.navigation",
    },
}
