"""Who is logged in to the back office, as the actor of all that the request does."""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from quenty.kernel.actors import Actor
from quenty.platform import ambient

PLACE = "/admin"


class StaffActorMiddleware:
    """Stands below the session's user. Its work ends with the surroundings of the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without a cookie nobody is asked for: the log-in page costs no query.
        if request.path.startswith(PLACE) and settings.SESSION_COOKIE_NAME in request.COOKIES:
            user = request.user
            if user.is_authenticated:
                actor = Actor("staff", str(user.pk))
                ambient._current.set(replace(ambient.current(), actor=actor))
        return self.get_response(request)
