"""What the pages of pickups share: who acts, refusals as messages, times and money as written."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from unfold.admin import TabularInline

from quenty.kernel.actors import Actor
from quenty.kernel.clock import BOGOTA
from quenty.kernel.errors import DomainError


class LookInline(TabularInline):
    """Rows that hang from another, to look at."""

    extra = 0
    can_delete = False
    tab = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def actor_of(request: HttpRequest) -> Actor:
    return Actor("staff", str(request.user.pk))


def for_each(request: HttpRequest, rows: Iterable[Model], act: Callable[[Any], Any]) -> None:
    """Act on each chosen row; what refuses is told and keeps no other from going through."""
    done = 0
    for row in rows:
        try:
            act(row)
            done += 1
        except DomainError as error:
            messages.warning(request, f"{row}: {error.message(get_language() or 'es')}")
    if done:
        messages.success(request, _("Hecho: %(done)s") % {"done": done})


def link(row: Model | None, text: object = "") -> SafeString | str:
    """A link to a row's page, "-" for none."""
    if row is None:
        return "-"
    page = reverse(f"admin:pickups_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a class="text-primary-600" href="{}">{}</a>', page, text or row)


def when(instant: datetime | None) -> str:
    return instant.astimezone(BOGOTA).strftime("%d/%m %H:%M") if instant else "-"


def between(start: datetime | None, end: datetime | None) -> str:
    """`22/11 08:00–12:00`"""
    return f"{when(start)}–{when(end)[6:]}"
