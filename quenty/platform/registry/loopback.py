"""Calls that are encoded, served by the HTTP view and decoded, all in this process.

What the tests run the journeys by: a call that only works because both ends share memory
does not work here.
"""

from django.test import RequestFactory

from quenty.platform.registry.server import serve

_requests = RequestFactory()


class LoopbackWire:
    def send(
        self, path: str, body: bytes, headers: dict[str, str], timeout: float
    ) -> tuple[int, bytes]:
        _, _, context, version, call = path.split("/")
        request = _requests.generic(
            "POST", path, body, content_type="application/json", headers=headers
        )
        response = serve(request, context, int(version.removeprefix("v")), call)
        return response.status_code, response.content
