"""The public tracking pages, without login."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from apps.orders.api.page_texts import NAMES, TEXTS
from apps.orders.api.page_view import page, pictures
from apps.orders.selectors.timeline import tidy_number, timeline_of
from apps.orders.services.proof import with_pictures
from apps.orders.services.share_tracking import opens
from quenty.kernel.errors import DomainError

_TYPED = 40


@cache
def _css() -> tuple[str, str]:
    """The style sheet, and its hash as a Content-Security-Policy names it."""
    css = render_to_string("pages/style.css").strip()
    return css, b64encode(sha256(css.encode()).digest()).decode()


def language_of(request: HttpRequest) -> str:
    """`?lang=` first, then what the browser asks for; Spanish otherwise."""
    asked = request.GET.get("lang", "")
    if asked in TEXTS:
        return asked
    return "en" if (get_language() or "es").startswith("en") else "es"


def _languages(request: HttpRequest) -> list[dict[str, str]]:
    token = request.GET.get("token")
    kept = {"token": token} if token else {}
    return [
        {"code": code, "name": name, "url": f"{request.path}?{urlencode({**kept, 'lang': code})}"}
        for code, name in NAMES.items()
    ]


def answer_page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    css, digest = _css()
    language = language_of(request)
    shared = {
        "language": language,
        "languages": _languages(request),
        "t": TEXTS[language],
        "css": css,
    }
    response = render(request, f"orders/tracking/{template}", {**shared, **context}, status=status)
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; "
        "base-uri 'none'; img-src 'self'; frame-ancestors 'none'"
    )
    # The address may hold a token, and the page what it opens.
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Language"] = language
    return response


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Asks for a number and goes to its page."""
    number = tidy_number(request.GET.get("number", ""))
    if number.isascii() and number.isalnum():
        query = urlencode({"lang": language_of(request)})
        return HttpResponseRedirect(f"/track/{number}?{query}")
    return answer_page(request, "search.html", {"typed": ""})


@require_safe
def track(request: HttpRequest, number: str) -> HttpResponse:
    """A guide's page: masked, or whole for who brings its share token. 404 in words."""
    tidy = tidy_number(number)
    token = request.GET.get("token", "")
    full = opens(tidy, token)
    try:
        guide = timeline_of(tidy, full=full)
    except DomainError as error:
        if error.status != 404:
            raise
        return answer_page(request, "unknown.html", {"typed": number[:_TYPED]}, status=404)
    language = language_of(request)
    shown = with_pictures(guide)
    context = {**page(shown, language), "pictures": pictures(shown, token, language)}
    return answer_page(request, "guide.html", {**context, "stale_link": bool(token) and not full})


urlpatterns = [
    path("track", search, name="orders_track_search"),
    path("track/<str:number>", track, name="orders_track"),
]
