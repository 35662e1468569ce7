"""Files of the pages that people open on a phone: nothing on them comes from elsewhere."""

from functools import cache
from pathlib import Path

from django.http import HttpResponse

_FOLDER = Path(__file__).resolve().parents[1] / "templates" / "pickups"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)


@cache
def read(page: str, name: str) -> str:
    """A file of a page; the caller knows that there is such a one."""
    return (_FOLDER / page / name).read_text("utf-8")


def answer(text: str, media: str) -> HttpResponse:
    found = HttpResponse(text, content_type=f"{media}; charset=utf-8")
    found["Content-Security-Policy"] = _POLICY
    found["Cache-Control"] = "no-cache"
    return found
