"""The page of a point's desk: scan in, hand over, see what lies there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from apps.pickups.api.page_files import answer, read

_PARTS = ("api.js", "app.js", "parcel.js", "texts.js")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return answer(read("desk", "index.html"), "text/html")


@require_safe
def part(request: HttpRequest, name: str) -> HttpResponse:
    """One of the page's files; the rest is the driver's page's."""
    if name not in _PARTS:
        raise Http404
    return answer(read("desk", name), "text/javascript")


urlpatterns = [
    path("desk", page, name="desk-page"),
    path("desk/<str:name>", part, name="desk-part"),
]
