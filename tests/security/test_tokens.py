"""Every way a token can be wrong, on every route: 401, never anything else."""

import logging
from collections.abc import Callable
from typing import Any

import pytest

from apps.gateway.tests.conftest import a_few_seconds_later, log_in, make_user
from apps.gateway.tests.test_token_matrix import WRONG
from quenty.platform.testing.http import Api
from tests.contracts.test_routes import ENDPOINTS, ask

__all__ = ["log_in", "make_user"]
pytestmark = pytest.mark.django_db(databases=["default"])


def _refresh(api: Api, log_in: Callable[..., Any]) -> str:
    return str(log_in("ana@tienda.co").tokens["refresh_token"])


def _revoked(api: Api, log_in: Callable[..., Any]) -> str:
    tokens = log_in("ana@tienda.co").tokens
    body = {"refresh_token": tokens["refresh_token"]}
    assert api.anonymous().post("/api/v1/gateway/tokens/revoke", json=body).status_code == 204
    a_few_seconds_later()
    return str(tokens["access_token"])


@pytest.mark.parametrize("how", [*WRONG, "refresh_as_access", "revoked"])
def test_a_wrong_token_opens_no_route(
    api: Api,
    make_user: Callable[..., Any],
    log_in: Callable[..., Any],
    caplog: pytest.LogCaptureFixture,
    how: str,
) -> None:
    # A warning for each of hundreds of refusals tells nobody anything.
    caplog.set_level(logging.ERROR, "django.request")
    user = make_user()
    special = {"refresh_as_access": _refresh, "revoked": _revoked}
    token = special[how](api, log_in) if how in special else WRONG[how](user)
    opened = {
        f"{endpoint.method} {endpoint.path}": status
        for endpoint in ENDPOINTS
        if (status := ask(api.with_token(token), endpoint)) != 401
    }
    assert opened == {}
