"""Users as the back office keeps them."""

import pytest

from apps.gateway.models import Delivery, User
from apps.gateway.tests.conftest import PASSWORD, a_few_seconds_later
from quenty.contracts.gateway.api import GatewayApi
from quenty.contracts.gateway.errors import GatewayError
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.platform.auth import Role
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["default"])
USERS = "/api/v1/gateway/users"
BODY = {"email": "leo@tienda.co", "full_name": "Leo Paz", "roles": ["merchant"]}


def test_the_roles_are_the_platforms():
    from apps.gateway.domain.roles import ROLES, STAFF_ROLES
    from quenty.platform.auth.principal import STAFF

    assert set(ROLES) == set(Role)
    assert set(STAFF_ROLES) == set(STAFF)


def test_creates_a_user_who_is_sent_a_link(api):
    customer_id = str(new_id())
    answer = api.as_role("admin").post(USERS, json={**BODY, "customer_id": customer_id})
    assert answer.status_code == 201
    assert answer.json()["customer_id"] == customer_id
    assert Delivery.objects.get().template == "reset_password"
    assert not User.objects.get().has_usable_password()


def test_creates_staff_in_the_group_of_the_role(api):
    body = {**BODY, "email": "eva@quenty.co", "roles": ["support"]}
    assert api.as_role("admin").post(USERS, json=body).status_code == 201
    user = User.objects.get()
    assert user.is_staff
    assert not user.is_superuser
    assert [group.name for group in user.groups.all()] == ["support"]
    assert user.has_perm("gateway.view_user")
    assert not user.has_perm("gateway.change_user")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"roles": ["merchant", "admin"]}, 422, "gateway.roles_not_allowed"),
        ({"roles": ["support"], "customer_id": str(new_id())}, 422, "gateway.roles_not_allowed"),
        ({"roles": []}, 422, "request.invalid"),
        ({"roles": ["king"]}, 422, "request.invalid"),
        ({"is_superuser": True}, 422, "request.invalid"),
        ({"is_staff": True}, 422, "request.invalid"),
        ({"password": PASSWORD}, 422, "request.invalid"),
        ({"id": str(new_id())}, 422, "request.invalid"),
        ({"email": "leo"}, 422, "request.invalid"),
        ({"full_name": "L\u0007eo"}, 422, "request.invalid"),
    ],
)
def test_refuses_what_is_no_user(api, change, status, code):
    answer = api.as_role("admin").post(USERS, json={**BODY, **change})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not User.objects.exists()


def test_one_address_one_account(api, make_user):
    make_user("leo@tienda.co")
    answer = api.as_role("admin").post(USERS, json={**BODY, "email": "LEO@tienda.co"})
    assert answer.status_code == 409
    assert answer.json()["code"] == "gateway.email_taken"


def test_the_same_key_creates_one_user(api):
    admin = api.as_role("admin")
    first = admin.post(USERS, json=BODY, key="k1")
    again = admin.post(USERS, json=BODY, key="k1")
    assert again.json() == first.json()
    assert again["Idempotent-Replayed"] == "true"
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "method", "status"),
    [
        ("merchant", "get", 403),
        ("analyst", "get", 403),
        ("support", "get", 200),
        ("admin", "get", 200),
        ("support", "post", 403),
        ("merchant", "post", 403),
    ],
)
def test_only_the_back_office_sees_users_and_only_admins_make_them(api, role, method, status):
    options = {"json": BODY} if method == "post" else {}
    assert getattr(api.as_role(role), method)(USERS, **options).status_code == status


def test_filters_and_orders(api, make_user):
    ana = make_user()
    make_user("eva@otra.co")
    admin = api.as_role("support")
    found = admin.get(f"{USERS}?email=ANA@tienda.co").json()["results"]
    assert [row["email"] for row in found] == ["ana@tienda.co"]
    found = admin.get(f"{USERS}?customer_id={ana.customer_id}").json()["results"]
    assert len(found) == 1
    found = admin.get(f"{USERS}?ordering=email").json()["results"]
    assert [row["email"] for row in found] == ["ana@tienda.co", "eva@otra.co"]
    assert admin.get(f"{USERS}?ordering=password").status_code == 422


def test_listing_takes_the_same_queries_for_one_and_many(api, make_user, django_assert_num_queries):
    admin = api.as_role("support")
    make_user()
    with django_assert_num_queries(1):
        admin.get(USERS)
    for number in range(5):
        make_user(f"a{number}@tienda.co")
    with django_assert_num_queries(1):
        assert len(admin.get(USERS).json()["results"]) == 6


def test_a_disabled_user_is_out_at_once_and_others_hear(api, make_user, log_in, published):
    user = make_user()
    client = log_in("ana@tienda.co")
    where = f"{USERS}/{user.id}/disable"
    assert api.as_role("admin").post(where, json={"reason": "left"}).status_code == 200
    assert api.as_role("admin").post(where, json={"reason": "left"}).status_code == 200
    a_few_seconds_later()
    assert client.get("/api/v1/gateway/me").status_code == 401
    body = {"email": "ana@tienda.co", "password": PASSWORD}
    refused = api.anonymous().post("/api/v1/gateway/tokens", json=body)
    assert refused.json()["code"] == "gateway.invalid_credentials"
    told = published("gateway.user.disabled")
    assert [(event.user_id, event.reason) for event, _ in told] == [(user.id, "left")]
    assert api.as_role("admin").post(f"{USERS}/{user.id}/enable").status_code == 200
    log_in("ana@tienda.co")


def test_the_refresh_token_of_a_disabled_user_is_dead(api, make_user, log_in):
    user = make_user()
    token = log_in("ana@tienda.co").tokens["refresh_token"]
    api.as_role("admin").post(f"{USERS}/{user.id}/disable", json={"reason": "left"})
    answer = api.anonymous().post("/api/v1/gateway/tokens/refresh", json={"refresh_token": token})
    assert answer.status_code == 401


def test_other_roles_void_the_tokens_that_carry_the_old_ones(api, make_staff, log_in):
    user = make_staff(roles=("support",))
    client = log_in("sol@quenty.co")
    admin = api.as_role("admin")
    etag = admin.get(f"{USERS}/{user.id}")["ETag"]
    body = {"roles": ["analyst"]}
    changed = admin.patch(f"{USERS}/{user.id}", json=body, headers={"If-Match": etag})
    assert changed.json()["roles"] == ["analyst"]
    a_few_seconds_later()
    assert client.get("/api/v1/gateway/me").status_code == 401
    assert [group.name for group in User.objects.get().groups.all()] == ["analyst"]


def test_an_outsider_never_becomes_staff(api, make_user):
    user = make_user()
    answer = api.as_role("admin").patch(
        f"{USERS}/{user.id}", json={"roles": ["admin"]}, headers={"If-Match": '"1"'}
    )
    assert answer.json()["code"] == "gateway.roles_not_allowed"


def test_ends_all_sessions_of_a_user(api, make_user, log_in):
    user = make_user()
    client = log_in("ana@tienda.co")
    assert api.as_role("admin").post(f"{USERS}/{user.id}/revoke-sessions").status_code == 204
    a_few_seconds_later()
    assert client.get("/api/v1/gateway/me").status_code == 401


@pytest.mark.parametrize("action", ["disable", "enable", "revoke-sessions", "remove-second-factor"])
def test_an_unknown_user_is_not_there(api, action):
    options = {"json": {"reason": "x"}} if action == "disable" else {}
    answer = api.as_role("admin").post(f"{USERS}/{new_id()}/{action}", **options)
    assert answer.json()["code"] == "gateway.user_not_found"


def _register(**changes):
    values = {
        "idempotency_key": "register-1",
        "email": "Ana@Tienda.co",
        "password": PASSWORD,
        "full_name": "Ana",
        "roles": ("merchant",),
        "customer_id": new_id(),
        **changes,
    }
    return registry.get(GatewayApi).create_user(**values)


def test_neighbours_get_the_same_user_for_the_same_key():
    first = _register()
    assert first == _register()
    assert (first.email, first.email_verified, first.roles) == (
        "ana@tienda.co",
        False,
        ("merchant",),
    )
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"idempotency_key": "register-2"}, GatewayError.EMAIL_TAKEN),
        ({"email": "b@tienda.co", "password": "1234"}, GatewayError.WEAK_PASSWORD),
        ({"email": "b@tienda.co", "roles": ("admin",)}, GatewayError.ROLES_NOT_ALLOWED),
        ({"email": "b@tienda.co", "roles": ()}, GatewayError.ROLES_NOT_ALLOWED),
    ],
)
def test_neighbours_hear_why_not(change, error):
    _register()
    with pytest.raises(DomainError) as caught:
        _register(**{"idempotency_key": "register-3", **change})
    assert caught.value.code == error.code
    assert User.objects.count() == 1
