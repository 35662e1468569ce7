"""The driver's page for a phone: a shell that works without a network, and nothing else."""

import hashlib
from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.views.decorators.http import require_safe

_FOLDER = Path(__file__).resolve().parents[1] / "templates" / "pickups" / "driver"
_MEDIA = {
    "app.js": "text/javascript",
    "parts.js": "text/javascript",
    "stop.js": "text/javascript",
    "store.js": "text/javascript",
    "style.css": "text/css",
    "sync.js": "text/javascript",
    "texts.js": "text/javascript",
    "manifest.webmanifest": "application/manifest+json",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)


@cache
def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


@cache
def _version() -> str:
    """Changes with any of the files, so that phones take the new ones."""
    parts = "".join(_read(name) for name in ("index.html", *_MEDIA))
    return hashlib.sha256(parts.encode()).hexdigest()[:12]


def _answer(text: str, media: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=f"{media}; charset=utf-8")
    answer["Content-Security-Policy"] = _POLICY
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return _answer(_read("index.html"), "text/html")


@require_safe
def part(request: HttpRequest, name: str) -> HttpResponse:
    """One of the page's files; the service worker knows them all."""
    if name == "sw.js":
        context = {"version": _version(), "names": sorted(_MEDIA)}
        answer = _answer(render_to_string("pickups/driver/sw.js", context), "text/javascript")
        answer["Service-Worker-Allowed"] = "/driver"
        return answer
    if name not in _MEDIA:
        raise Http404
    return _answer(_read(name), _MEDIA[name])


urlpatterns = [
    path("driver", page, name="driver-page"),
    path("driver/<str:name>", part, name="driver-part"),
]
