"""What franchise's admin pages share: who acts, refusals as messages, rows nobody edits."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from unfold.admin import TabularInline
from unfold.decorators import display

from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.platform.store.shown import pesos
from quenty.platform.store.staff_admin import StaffAdmin

__all__ = [
    "ReadOnlyInline",
    "ServiceModelAdmin",
    "actor_of",
    "become",
    "pesos",
    "pesos_column",
    "sentence",
    "word_column",
]


def actor_of(request: HttpRequest) -> Actor:
    return Actor("staff", str(request.user.pk))


def sentence(error: DomainError) -> str:
    return error.message(get_language() or "es")


class ServiceModelAdmin(StaffAdmin):
    """Saves through services; a refusal becomes a message instead of an error page."""

    list_filter_submit = True
    warn_unsaved_form = True

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        try:
            answer: HttpResponse = super().changeform_view(request, object_id, *args, **kwargs)
        except DomainError as error:
            messages.error(request, sentence(error))
            return HttpResponseRedirect(request.get_full_path())
        return answer

    def attempt(self, request: HttpRequest, act: Callable[[], Any]) -> bool:
        """Whether `act` went through; its refusal is shown."""
        try:
            act()
        except DomainError as error:
            messages.error(request, sentence(error))
            return False
        return True


def become(row: Model, saved: Model) -> None:
    """Make the form's row what the service saved, for the admin's log and redirect."""
    row.__dict__.update(saved.__dict__)


def pesos_column(name: str, label: Any) -> Callable[..., str]:
    """A display column of the money in the field `name`."""

    def shown(self: Any, row: Model) -> str:
        return pesos(getattr(row, name))

    return display(description=label, ordering=name)(shown)


def word_column(name: str, label: Any, words: Mapping[str, Any]) -> Callable[..., str]:
    """A display column of the token in the field `name`, or the tokens, in words."""

    def shown(self: Any, row: Model) -> str:
        value = getattr(row, name)
        tokens = value if isinstance(value, list) else [value]
        return ", ".join(str(words[token]) if token in words else token for token in tokens)

    return display(description=label, ordering=name)(shown)


class ReadOnlyInline(TabularInline):
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
