"""What a request may not be, refused before any view sees it."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from quenty.kernel.words import Phrase
from quenty.platform.errors import RequestError
from quenty.platform.http.problems import problem_response

_NUL = Phrase(en="the address holds NUL", es="la dirección contiene NUL")
_LENGTH = Phrase(en="Content-Length is no number", es="Content-Length no es un número")


class RequestLimitsMiddleware:
    """Refuses bodies that are too large or encoded, and NUL or broken UTF-8 in addresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = self._refusal(request)
        return refused if refused is not None else self.get_response(request)

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        if "\x00" in request.path or b"\x00" in unquote_to_bytes(request.META["QUERY_STRING"]):
            return problem_response(RequestError.MALFORMED(why=_NUL))
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            return problem_response(RequestError.UNSUPPORTED_MEDIA())
        limit = settings.QUENTY_MAX_BODY
        if request.content_type == "multipart/form-data":
            limit = settings.QUENTY_MAX_UPLOAD
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return problem_response(RequestError.MALFORMED(why=_LENGTH))
        if length > limit or length < 0:
            return problem_response(RequestError.TOO_LARGE(limit=limit))
        return None
