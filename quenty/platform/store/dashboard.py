"""The admin's front page: health and queues of all contexts."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language

from quenty.platform.http.peers import states_everywhere
from quenty.platform.store.queues import ContextState, states
from quenty.platform.store.shown import count
from quenty.platform.store.titles import title

# What contexts add to the page: (title, function that gives a line of text).
FIGURES: list[tuple[str, Callable[[], str]]] = []

_HEADERS = {
    "en": ("Context", "State", "Outbox", "Oldest", "Inbox", "Oldest", "Parked"),
    "es": ("Contexto", "Estado", "Salida", "Más antiguo", "Entrada", "Más antiguo", "Aparcados"),
}
_STATES = {
    "en": {
        "ok": "Works",
        "stuck": "Has parked events",
        "behind": "Migrations are missing",
        "down": "Database is down",
        "elsewhere": "Runs elsewhere",
        "away": "Does not answer",
    },
    "es": {
        "ok": "Funciona",
        "stuck": "Tiene eventos aparcados",
        "behind": "Faltan migraciones",
        "down": "La base de datos no responde",
        "elsewhere": "Corre en otro lugar",
        "away": "No responde",
    },
}
_COLOURS = {"ok": "text-green-600", "stuck": "text-orange-600", "elsewhere": "text-base-500"}


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Unfold's DASHBOARD_CALLBACK. Queues are for who may see events."""
    if request.user.has_perm("platform.view_inbox"):
        found = states_everywhere()
        context["health_table"] = _table(found)
        context["health_is_well"] = all(s.status in ("ok", "elsewhere") for s in found)
        context["figures"] = [(title, tell()) for title, tell in FIGURES]
    return context


def parked_badge() -> str:
    """The number beside "Parked events" in the navigation, empty for none."""
    found = sum(state.parked for state in states())
    return count(found) if found else ""


def _table(found: list[ContextState]) -> dict[str, Any]:
    language = "en" if (get_language() or "es").startswith("en") else "es"
    rows = [_row(state, _STATES[language]) for state in found]
    return {"headers": _HEADERS[language], "rows": rows}


def _row(state: ContextState, words: dict[str, str]) -> list[Any]:
    told = format_html(
        '<span class="font-semibold {}">{}</span>',
        _COLOURS.get(state.status, "text-red-600"),
        words[state.status],
    )
    if not state.database:
        return [title(state.name), told, "", "", "", "", ""]
    return [
        title(state.name),
        told,
        count(state.outbox),
        duration(state.outbox_lag),
        count(state.inbox),
        duration(state.inbox_lag),
        _parked(state),
    ]


def _parked(state: ContextState) -> Any:
    if not state.parked or not state.hosted:
        return count(state.parked)
    where = reverse("admin:platform_inbox_changelist")
    return format_html('<a href="{}?context={}">{}</a>', where, state.name, count(state.parked))


def duration(seconds: int) -> str:
    """`45 s`, `12 min`, `3 h`: how long something has been waiting."""
    if seconds < 60:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h"
