"""What each staff role may do in the admin, by app and verb."""

from collections.abc import Iterable

# The contexts whose rows staff works on; the gateway's own hold identities and secrets.
_BUSINESS = (
    "customers",
    "orders",
    "pickups",
    "international",
    "microcredit",
    "analytics",
    "returns",
    "franchise",
)
_VIEW = ("view",)
_WORK = ("view", "add", "change")

GRANTS: dict[str, dict[str, tuple[str, ...]]] = {
    "analyst": dict.fromkeys(_BUSINESS, _VIEW),
    "support": {
        **dict.fromkeys(_BUSINESS, _VIEW),
        "customers": _WORK,
        "orders": _WORK,
        "pickups": _WORK,
        "returns": _WORK,
    },
    "credit_officer": {
        "customers": _VIEW,
        "orders": _VIEW,
        "analytics": _VIEW,
        "microcredit": _WORK,
    },
    "admin": {
        **dict.fromkeys(_BUSINESS, (*_WORK, "delete")),
        "gateway": _WORK,
        "auth": (*_WORK, "delete"),
        "platform": _WORK,
    },
}

# Single permissions besides, as `app.codename`.
EXTRA: dict[str, tuple[str, ...]] = {
    "support": (
        "gateway.view_user",
        "gateway.view_loginsession",
        "gateway.view_apikey",
        "gateway.view_merchant",
        "gateway.view_delivery",
        "platform.view_inbox",
    ),
    "analyst": ("platform.view_inbox",),
    "admin": ("gateway.read_delivery_link",),
}


def permits(role: str, *, app: str, codename: str) -> bool:
    """Whether a role has a permission. Custom ones follow `change` of their app."""
    if f"{app}.{codename}" in EXTRA.get(role, ()):
        return True
    if (app, codename) == ("gateway", "read_delivery_link"):
        return False
    verb = codename.split("_", 1)[0]
    verbs = GRANTS[role].get(app, ())
    return verb in verbs if verb in ("view", "add", "change", "delete") else "change" in verbs


def codenames(role: str, known: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of all known (app, codename), those the role has."""
    return {(app, name) for app, name in known if permits(role, app=app, codename=name)}
