"""Behind proxies the client's address is told by those that we trust, and by nobody else."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from quenty.platform.http.addresses import ClientAddressMiddleware


@pytest.mark.parametrize(
    ("trusted", "peer", "passed_on", "client"),
    [
        ([], "10.0.0.1", "203.0.113.9", "10.0.0.1"),
        (["10.0.0.0/8"], "10.0.0.1", "203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        (["10.0.0.0/8"], "10.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        (["10.0.0.0/8"], "10.0.0.1", "<script>, 10.0.0.2", "10.0.0.2"),
        (["::1"], "::1", "2001:db8::1", "2001:db8::1"),
        (["10.0.0.0/8"], "10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_the_nearest_address_that_is_no_proxy_of_ours_is_the_clients(
    settings: Any, trusted: list[str], peer: str, passed_on: str, client: str
) -> None:
    settings.QUENTY_TRUSTED_PROXIES = trusted
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": passed_on}

    ClientAddressMiddleware(lambda _: HttpResponse())(request)

    assert request.META["REMOTE_ADDR"] == client
