"""Pages at the root that people read: the start, the error codes, and the mark of a tab."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from quenty.kernel.errors import ErrorCodes
from quenty.platform.documents import loading
from quenty.platform.http.pages import language_of, page

_START: dict[str, dict[str, str]] = {
    "es": {
        "language": "Idioma",
        "title": "Envíos en Colombia",
        "lead": "Cotizar, confirmar, rotular, rastrear y recaudar.",
        "number": "Número de guía",
        "search": "Rastrear",
    },
    "en": {
        "language": "Language",
        "title": "Shipping in Colombia",
        "lead": "Quote, confirm, label, track and collect.",
        "number": "Tracking number",
        "search": "Track",
    },
}
_LINKS = (
    ("/api/docs", ("API", "Para integrar una tienda"), ("API", "To connect a shop")),
    (
        "/docs/errors",
        ("Códigos de error", "Qué significa cada uno"),
        ("Error codes", "What each of them means"),
    ),
    ("/admin/", ("Administración", "Para el personal"), ("Back office", "For staff")),
)
_ERRORS: dict[str, dict[str, str]] = {
    "es": {
        "language": "Idioma",
        "title": "Códigos de error",
        "lead": "Un código no cambia nunca; su frase está en el idioma de quien pregunta. "
        "Los puntos suspensivos ocupan el lugar de lo que cambia cada vez.",
        "code": "Código",
        "status": "Estado HTTP",
        "sentence": "Frase",
    },
    "en": {
        "language": "Language",
        "title": "Error codes",
        "lead": "A code never changes; its sentence is in the language of who asks. "
        "Dots stand where something differs from time to time.",
        "code": "Code",
        "status": "HTTP status",
        "sentence": "Sentence",
    },
}
# A parcel seen from above, taped.
_MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect x="3" y="3" width="26" height="26" rx="6" fill="#123a6b"/>'
    '<path d="M3 13h26M16 13v16" stroke="#fff" stroke-width="3" opacity=".35"/>'
    '<circle cx="16" cy="15" r="6" fill="none" stroke="#fff" stroke-width="3"/>'
    '<path d="m19 18 4 5" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>'
)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """/"""
    language = language_of(request)
    links = [
        {"url": url, "name": words[0], "what": words[1]}
        for url, spanish, english in _LINKS
        for words in (english if language == "en" else spanish,)
    ]
    return page(request, "gateway/start.html", {"t": _START[language], "links": links})


@require_safe
def errors(request: HttpRequest) -> HttpResponse:
    """/docs/errors: every declared code, at the anchor that a problem's `type` names."""
    language = language_of(request)
    return page(
        request, "gateway/errors.html", {"t": _ERRORS[language], "errors": _codes(language)}
    )


def _codes(language: str) -> list[dict[str, Any]]:
    loading.contracts()
    return [
        {"code": key, "status": error.status, "sentence": error().title(language)}
        for key, error in sorted(ErrorCodes.registry.items())
    ]


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """/favicon.svg, and /favicon.ico for who asks for that without looking."""
    return HttpResponse(_MARK, content_type="image/svg+xml")
