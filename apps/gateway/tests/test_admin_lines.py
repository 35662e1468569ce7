"""What the log says of the back office, and the numbers of its front page."""

import logging
from io import StringIO

import pytest
from django.db import connections

from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.platform.store import dashboard
from quenty.platform.store.queues import ContextState

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def boss(client, make_staff):
    client.force_login(make_staff())
    return client


def requests_in(caplog):
    return [r.msg for r in caplog.records if isinstance(r.msg, dict) and "route" in r.msg]


def test_a_line_of_the_back_office_says_who(boss, caplog):
    with caplog.at_level(logging.INFO):
        boss.get("/admin/")
        user = boss.session["_auth_user_id"]

    assert requests_in(caplog)[-1]["actor"] == f"staff:{user}"


def test_a_line_of_nobody_says_so(client, caplog):
    with caplog.at_level(logging.INFO):
        client.get("/admin/login/")

    assert requests_in(caplog)[-1]["actor"].startswith("anonymous")


@pytest.mark.parametrize(
    ("asked", "headers", "status"),
    [("/admin/gateway/signingkey/", {}, 403), ("/", {"Host": "evil.test"}, 400)],
)
def test_a_refusal_is_a_line_without_a_trace(client, make_staff, settings, asked, headers, status):
    settings.ALLOWED_HOSTS = ["testserver"]
    client.force_login(make_staff(roles=("support",)))
    handler = logging.getLogger().handlers[0]
    written = StringIO()
    before = handler.setStream(written)
    try:
        answer = client.get(asked, headers=headers)
    finally:
        handler.setStream(before)

    text = written.getvalue()
    assert answer.status_code == status
    assert "Traceback" not in text
    assert text


@pytest.mark.parametrize(("language", "number"), [("es", "4.040"), ("en", "4,040")])
def test_numbers_are_written_as_the_reader_writes_them(boss, monkeypatch, language, number):
    state = ContextState(
        name="orders", hosted=True, database=True, pending_migrations=0, outbox=4040
    )
    monkeypatch.setattr(dashboard, "states_everywhere", lambda: [state])

    page = boss.get("/admin/", headers={"Accept-Language": language}).content.decode()

    assert number in page


def test_the_badge_of_parked_events_is_there_only_with_a_number(boss):
    def badge():
        (group, *_others) = boss.get("/admin/").context["sidebar_navigation"]
        return group["items"][-1].get("badge")

    assert badge() is None
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO platform_inbox (message_id, consumer, kind, type, envelope, status,"
            " attempts, next_attempt_at, last_error, received_at) VALUES (%s, 'x', 'event',"
            " 'x.y.z', '{}', 'parked', 8, %s, '', %s)",
            [new_id(), clock.now(), clock.now()],
        )

    assert badge() == "1"
