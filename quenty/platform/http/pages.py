"""Pages for people, in the one style sheet that they share and under a strict policy."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, override

LANGUAGES = (("es", "Español"), ("en", "English"))


@cache
def style() -> tuple[str, str]:
    """The style sheet, and its hash as a Content-Security-Policy names it."""
    css = render_to_string("pages/style.css").strip()
    return css, b64encode(sha256(css.encode()).digest()).decode()


def language_of(request: HttpRequest) -> str:
    """`?lang=` first, then what the browser asks for; Spanish otherwise."""
    asked = request.GET.get("lang", "")
    if asked in dict(LANGUAGES):
        return asked
    return "en" if (get_language() or "es").startswith("en") else "es"


def page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page without scripts, in the reader's language."""
    css, digest = style()
    language = language_of(request)
    shared = {"css": css, "language": language, "languages": LANGUAGES}
    with override(language):
        response = render(request, template, {**shared, **context}, status=status)
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    response["Content-Language"] = language
    return response
