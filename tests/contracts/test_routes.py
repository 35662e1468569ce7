"""Every route of every context: who is nobody, who has a lower role, whose key lacks the scope."""

import re

import pytest
from django.urls import get_resolver

from quenty.kernel.contexts import CONTEXTS
from quenty.kernel.ids import new_id
from quenty.platform.auth import Role
from quenty.platform.http.endpoints import Endpoint
from quenty.platform.http.routes import ROUTES
from quenty.platform.testing.http import Api

get_resolver().url_patterns  # noqa: B018  (imports every context's routes)
ENDPOINTS = [endpoint for routes in ROUTES.values() for endpoint in routes.endpoints]
EVERY = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda e: f"{e.method} {e.path}")


def address(endpoint: Endpoint) -> str:
    """The route with ids that nobody has."""

    def some(match: re.Match[str]) -> str:
        name = match.group(1)
        hint = endpoint.params.get(name) or endpoint.handler.__annotations__.get(name)
        kind = getattr(hint, "__name__", hint)
        return {"UUID": str(new_id()), "int": "999999999"}.get(str(kind), "nothing")

    return f"/api/v1/{endpoint.context}/" + re.sub(r"\{(\w+)\}", some, endpoint.path)


def ask(client: object, endpoint: Endpoint) -> int:
    request = client.request  # type: ignore[attr-defined]
    headers = {"If-Match": '"1"'}
    response = request(endpoint.method, address(endpoint), json_={}, headers=headers)
    assert response.status_code < 500, response.content
    return int(response.status_code)


@EVERY
def test_nobody_is_let_in_without_a_token(api: Api, endpoint: Endpoint) -> None:
    if endpoint.access.public:
        assert endpoint.operation in PUBLIC_ON_PURPOSE
    else:
        assert ask(api.anonymous(), endpoint) == 401


@EVERY
def test_a_bad_token_is_refused_everywhere(api: Api, endpoint: Endpoint) -> None:
    assert ask(api.with_token("a.b.c"), endpoint) == 401


@EVERY
def test_other_roles_are_refused(api: Api, endpoint: Endpoint) -> None:
    if endpoint.access.public:
        return
    others = [role for role in Role if role not in endpoint.access.roles]
    for role in others:
        assert ask(api.as_role(role, customer_id=new_id()), endpoint) == 403
    assert ask(api.as_role(), endpoint) == 403


@EVERY
def test_a_key_without_the_scope_is_refused(api: Api, endpoint: Endpoint) -> None:
    if not endpoint.access.public:
        key = api.as_key(roles=tuple(endpoint.access.roles), scopes=("none:read",))
        assert ask(key, endpoint) == 403


def test_operations_have_one_name_each() -> None:
    names = [endpoint.operation for endpoint in ENDPOINTS]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]+", name) for name in names)


# Each has its reason to be open; a route that becomes public by mistake fails.
PUBLIC_ON_PURPOSE = {
    # Who registers or logs in has no token yet; who forgot a password neither.
    "customers_register",
    "gateway_log_in",
    "gateway_refresh_tokens",
    "gateway_log_out",
    "gateway_ask_password_reset",
    "gateway_confirm_password_reset",
    "gateway_confirm_email",
    # Signed by what is in the link or in a header instead.
    "customers_kyc_file",
    "pickups_follow_courier",
    "customers_payment_callback",
    "orders_incidents_answer_by_link",
    "orders_label_shared",
    "orders_tracking_proof",
    "orders_operator_webhook",
    "orders_cod_payment_callback",
    # Play money's checkout page, and what a recipient sees, masked.
    "customers_sandbox_checkout",
    "orders_tracking",
    # Whether a context is up.
    *(f"{name}_health" for name in CONTEXTS),
}
