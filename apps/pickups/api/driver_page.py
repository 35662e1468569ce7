"""The driver's page for a phone: a shell that works without a network, and nothing else."""

import hashlib
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.views.decorators.http import require_safe

from apps.pickups.api.page_files import answer as page_answer
from apps.pickups.api.page_files import read

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


@cache
def _version() -> str:
    """Changes with any of the files, so that phones take the new ones."""
    parts = "".join(read("driver", name) for name in ("index.html", *_MEDIA))
    return hashlib.sha256(parts.encode()).hexdigest()[:12]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return page_answer(read("driver", "index.html"), "text/html")


@require_safe
def part(request: HttpRequest, name: str) -> HttpResponse:
    """One of the page's files; the service worker knows them all."""
    if name == "sw.js":
        context = {"version": _version(), "names": sorted(_MEDIA)}
        answer = page_answer(render_to_string("pickups/driver/sw.js", context), "text/javascript")
        answer["Service-Worker-Allowed"] = "/driver"
        return answer
    if name not in _MEDIA:
        raise Http404
    return page_answer(read("driver", name), _MEDIA[name])


urlpatterns = [
    path("driver", page, name="driver-page"),
    path("driver/<str:name>", part, name="driver-part"),
]
