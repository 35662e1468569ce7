"""Actions of the admin: call a service for each chosen row, and say what came of it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language

from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError


def actor_of(request: HttpRequest) -> Actor:
    return Actor("staff", str(request.user.pk))


def language() -> str:
    return "en" if (get_language() or "es").startswith("en") else "es"


def for_each(request: HttpRequest, rows: Iterable[Any], act: Callable[[Any], Any]) -> None:
    """Run `act` on each row; a refusal is told and stops none of the others."""
    done = 0
    for row in rows:
        try:
            act(row)
            done += 1
        except DomainError as error:
            messages.error(request, f"{row}: {error.message(language())}")
    if done:
        messages.success(request, f"{done} ✓")
