"""The admin: who gets in, what they see, what their actions do."""

import pytest
from django.contrib import admin
from django.urls import reverse

from apps.gateway.models import ApiKey, Delivery, LoginSession, SigningKey, User
from apps.gateway.services.signing_keys import ensure_signing_key
from apps.gateway.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(databases="__all__")
LOGIN = "/admin/login/?next=/admin/"
OURS = ("user", "apikey", "loginsession", "signingkey", "delivery", "merchant")


def _enter(client, email="sol@quenty.co", **changes):
    return client.post(LOGIN, {"username": email, "password": PASSWORD, **changes})


def _list(model, app="gateway"):
    return reverse(f"admin:{app}_{model}_changelist")


def _act(client, model, action, *rows):
    body = {"action": action, "_selected_action": [str(row.pk) for row in rows]}
    return client.post(_list(model), body, follow=True)


@pytest.fixture
def boss(client, make_staff):
    """A client logged in as an admin."""
    make_staff()
    assert _enter(client).status_code == 302
    return client


@pytest.fixture
def rows(make_user, log_in):
    user = make_user()
    client = log_in("ana@tienda.co")
    body = {"name": "Shop", "livemode": True, "scopes": ["orders:read"]}
    client.post("/api/v1/gateway/api-keys", json=body)
    ensure_signing_key()
    return user


@pytest.mark.parametrize("model", OURS)
def test_every_list_and_row_opens_for_an_admin(boss, rows, model):
    page = boss.get(_list(model))
    assert page.status_code == 200
    row = (
        admin.site._registry
        and next(
            m for m in admin.site._registry if m._meta.label_lower == f"gateway.{model}"
        ).objects.first()
    )
    shown = boss.get(reverse(f"admin:gateway_{model}_change", args=[row.pk]))
    assert shown.status_code == 200


@pytest.mark.parametrize("model", OURS)
def test_lists_are_searched(boss, rows, model):
    assert boss.get(f"{_list(model)}?q=ana").status_code == 200


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        ("support", {"user", "apikey", "loginsession", "delivery", "merchant"}),
        ("analyst", set()),
        ("credit_officer", set()),
        ("admin", set(OURS)),
    ],
)
def test_staff_sees_what_its_role_permits(client, make_staff, role, opens):
    make_staff(roles=(role,))
    _enter(client)
    assert client.get("/admin/").status_code == 200
    for model in OURS:
        assert client.get(_list(model)).status_code == (200 if model in opens else 403), model


def test_support_changes_nothing(client, make_staff, rows):
    make_staff(roles=("support",))
    _enter(client)
    _act(client, "user", "disable", rows)
    assert User.objects.get(pk=rows.pk).is_active
    where = reverse("admin:gateway_user_change", args=[rows.pk])
    assert client.post(where, {"full_name": "Eve", "language": "es"}).status_code == 403


def test_the_log_in_page_opened_by_itself_leads_to_the_back_office(client, make_staff):
    make_staff()
    body = {"username": "sol@quenty.co", "password": PASSWORD}
    entered = client.post("/admin/login/", body)
    assert (entered.status_code, entered["Location"]) == (302, "/admin/")


def test_merchants_do_not_get_in(client, make_user):
    make_user()
    page = _enter(client, "ana@tienda.co")
    assert page.status_code == 200
    assert page.context["form"].errors
    assert client.get("/admin/").status_code == 302


def test_a_wrong_password_and_an_unknown_account_look_alike(client, make_staff):
    make_staff()
    wrong = _enter(client, password="nope").context["form"].errors
    unknown = _enter(client, "no@quenty.co", password="nope").context["form"].errors
    assert wrong
    assert wrong == unknown


def test_five_failures_lock_the_admin_too(client, make_staff):
    make_staff()
    for _ in range(5):
        _enter(client, password="nope")
    page = _enter(client)
    assert page.status_code == 200
    assert page.context["form"].has_error("__all__", "gateway.too_many_attempts")


def test_an_enrolled_app_is_asked_for(client, make_staff, log_in):
    from apps.gateway.tests.test_second_factor import NOW, _code
    from quenty.kernel import clock

    user = make_staff()
    secret = log_in("sol@quenty.co").post("/api/v1/gateway/me/second-factor").json()["secret"]
    User.objects.filter(pk=user.pk).update(totp_confirmed_at=NOW)
    with clock.at(NOW):
        page = _enter(client)
        assert page.context["form"].has_error("__all__", "gateway.second_factor_required")
        assert _enter(client, code=_code(secret, NOW)).status_code == 302


def test_creates_a_user_by_form(boss):
    body = {"email": "Leo@Quenty.co", "full_name": "Leo", "language": "es", "roles": ["analyst"]}
    page = boss.post(reverse("admin:gateway_user_add"), body, follow=True)
    assert page.status_code == 200
    made = User.objects.get(email="leo@quenty.co")
    assert (made.roles, made.is_staff) == (["analyst"], True)
    assert [group.name for group in made.groups.all()] == ["analyst"]
    assert Delivery.objects.filter(recipient="leo@quenty.co").count() == 1


def test_changes_name_and_roles_by_form_and_nothing_else(boss, make_staff):
    eva = make_staff("eva@quenty.co", roles=("support",))
    body = {
        "full_name": "Eva Luz",
        "language": "en",
        "roles": ["analyst"],
        "is_superuser": "on",
        "email": "x@x.co",
    }
    boss.post(reverse("admin:gateway_user_change", args=[eva.pk]), body)
    eva.refresh_from_db()
    assert (eva.full_name, eva.language, eva.roles) == ("Eva Luz", "en", ["analyst"])
    assert (eva.is_superuser, eva.email) == (False, "eva@quenty.co")
    assert [group.name for group in eva.groups.all()] == ["analyst"]


def test_disables_enables_and_ends_sessions(boss, rows):
    _act(boss, "user", "end_sessions", rows)
    assert LoginSession.objects.get(user=rows).revoke_reason == "by_staff"
    _act(boss, "user", "disable", rows)
    assert not User.objects.get(pk=rows.pk).is_active
    _act(boss, "user", "enable", rows)
    assert User.objects.get(pk=rows.pk).is_active


def test_nobody_disables_themselves(boss):
    me = User.objects.get(email="sol@quenty.co")
    _act(boss, "user", "disable", me)
    assert User.objects.get(pk=me.pk).is_active


def test_unlocks_an_account(boss, api, rows, log_in):
    body = {"email": "ana@tienda.co", "password": "nope"}
    for _ in range(5):
        api.anonymous().post("/api/v1/gateway/tokens", json=body)
    _act(boss, "user", "unlock", rows)
    log_in("ana@tienda.co")


def test_sends_a_password_link(boss, rows):
    _act(boss, "user", "send_link", rows)
    assert Delivery.objects.filter(template="reset_password").count() == 1


def test_revokes_a_key_and_ends_a_session(boss, rows, published):
    _act(boss, "apikey", "revoke", ApiKey.objects.get())
    _act(boss, "loginsession", "end", LoginSession.objects.get(user=rows))
    assert ApiKey.objects.get().revoked_at is not None
    assert LoginSession.objects.get(user=rows).revoked_at is not None
    assert published("gateway.api_key.revoked")[0][1].actor.startswith("staff:")


def test_rotates_signing_keys_by_a_form_not_by_a_link(boss, rows):
    where = reverse("admin:gateway_signingkey_rotate_now")
    assert boss.get(where).status_code == 200
    assert SigningKey.objects.count() == 1
    boss.post(where)
    assert SigningKey.objects.count() == 2


@pytest.mark.parametrize("model", ["apikey", "signingkey", "delivery", "loginsession", "merchant"])
def test_nobody_adds_or_deletes_by_hand(boss, rows, model):
    assert boss.get(reverse(f"admin:gateway_{model}_add")).status_code == 403
    assert "delete_selected" not in boss.get(_list(model)).content.decode()


def test_no_page_shows_a_secret(boss, rows):
    key, signing = ApiKey.objects.get(), SigningKey.objects.get()
    for model, row, column in (("apikey", key, "key_hash"), ("signingkey", signing, "private_")):
        page = boss.get(reverse(f"admin:gateway_{model}_change", args=[row.pk]))
        assert column not in page.content.decode()


@pytest.mark.parametrize(("role", "sees"), [("admin", True), ("support", False)])
def test_only_admins_read_the_links_of_messages(client, make_staff, make_user, role, sees):
    make_staff(roles=(role,))
    make_user()
    _enter(client)
    row = Delivery.objects.get(recipient="ana@tienda.co")
    page = client.get(reverse("admin:gateway_delivery_change", args=[row.pk]))
    assert ("token=" in page.content.decode()) is sees


def test_changes_ones_own_password(boss, log_in):
    new = "another horse battery 7"
    body = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert boss.get("/admin/password_change/").status_code == 200
    assert boss.post("/admin/password_change/", body).status_code == 302
    assert boss.get("/admin/").status_code == 200
    log_in("sol@quenty.co", new)


def test_lists_take_the_same_queries_for_one_and_many(
    boss, make_user, log_in, django_assert_max_num_queries
):
    for number in range(12):
        make_user(f"a{number}@tienda.co")
        log_in(f"a{number}@tienda.co")
    for model in OURS:
        with django_assert_max_num_queries(20):
            assert boss.get(_list(model)).status_code == 200
