"""Parked events in the admin: seen, understood, put back; and the front page."""

import pytest
from django.urls import reverse

from apps.gateway.models import Merchant
from apps.gateway.tests.conftest import PASSWORD
from quenty.contracts.customers.events import CustomerRegisteredV1
from quenty.kernel.ids import new_id
from quenty.platform.events import inbox
from quenty.platform.store.models import Audit, Inbox
from quenty.platform.testing.events import act_on, make_envelope

pytestmark = pytest.mark.django_db(databases="__all__")
LIST = "/admin/platform/inbox/"


@pytest.fixture
def enter(client, make_staff):
    def as_role(role="admin"):
        make_staff(roles=(role,))
        body = {"username": "sol@quenty.co", "password": PASSWORD}
        assert client.post("/admin/login/?next=/admin/", body).status_code == 302
        return client

    return as_role


@pytest.fixture
def parked():
    """A registration that the gateway gave up on."""
    event = CustomerRegisteredV1(
        customer_id=new_id(),
        kind="company",
        size="small",
        display_name="Tienda Secreta",
        email="secreta@tienda.co",
    )
    inbox.receive([make_envelope(event)], only="gateway")
    Inbox.objects.using("default").update(status="parked", attempts=8, last_error="Boom: no")
    return Inbox.objects.using("default").get()


def _replay(client, *rows):
    return client.post(reverse("admin:platform_inbox_replay"), {"row": list(rows)}, follow=True)


def test_lists_what_is_parked(enter, parked):
    page = enter().get(LIST)
    assert page.status_code == 200
    text = page.content.decode()
    assert "customers.customer.registered" in text
    assert "gateway.know_registered" in text
    assert "Boom: no" in text


def test_filters_by_context(enter, parked, settings):
    client = enter()
    assert "Boom" in client.get(f"{LIST}?context=gateway").content.decode()
    assert client.get(f"{LIST}?context=nowhere").status_code == 404


def test_shows_one_with_personal_data_masked(enter, parked):
    page = enter().get(reverse("admin:platform_inbox_row", args=["gateway", parked.pk]))
    text = page.content.decode()
    assert parked.envelope["payload"]["customer_id"] in text
    assert "Tienda Secreta" not in text
    assert "secreta@tienda.co" not in text


@pytest.mark.parametrize("where", ["gateway/999999", "nowhere/1"])
def test_what_is_not_there_is_not_found(enter, where):
    assert enter().get(f"{LIST}{where}/").status_code == 404


def test_puts_back_and_the_effect_happens_once(enter, parked):
    client = enter()
    page = _replay(client, f"gateway:{parked.pk}")
    assert page.status_code == 200
    act_on("gateway", "event")
    assert Merchant.objects.get().display_name == "Tienda Secreta"
    parked.refresh_from_db(using="default")
    assert parked.status == "done"
    _replay(client, f"gateway:{parked.pk}")
    parked.refresh_from_db(using="default")
    assert parked.status == "done"
    audit = Audit.objects.using("default").filter(action="event.replay")
    assert [line.subject for line in audit] == [str(parked.pk)]


@pytest.mark.parametrize("row", ["", "gateway", "nowhere:1", "gateway:x", "gateway:" + "9" * 30])
def test_what_is_no_row_is_left_alone(enter, parked, row):
    assert _replay(enter(), row).status_code == 200
    parked.refresh_from_db(using="default")
    assert parked.status == "parked"


def test_a_link_replays_nothing(enter, parked):
    enter().get(reverse("admin:platform_inbox_replay"), {"row": f"gateway:{parked.pk}"})
    parked.refresh_from_db(using="default")
    assert parked.status == "parked"


def test_support_looks_but_does_not_replay(enter, parked):
    client = enter("support")
    text = client.get(LIST).content.decode()
    assert "Boom: no" in text
    assert reverse("admin:platform_inbox_replay") not in text
    assert _replay(client, f"gateway:{parked.pk}").status_code == 403


def test_credit_officers_see_no_events(enter, parked):
    client = enter("credit_officer")
    assert client.get(LIST).status_code == 403
    assert client.get(reverse("admin:platform_inbox_row", args=["gateway", 1])).status_code == 403
    assert LIST not in client.get("/admin/").content.decode()


def test_the_front_page_shows_health_and_queues(enter, parked):
    page = enter().get("/admin/", headers={"Accept-Language": "es"})
    assert page.status_code == 200
    text = page.content.decode()
    assert "Tiene eventos aparcados" in text
    assert f"{LIST}?context=gateway" in text
    english = page.client.get("/admin/", headers={"Accept-Language": "en"}).content.decode()
    assert "Has parked events" in english


def test_the_sidebar_holds_what_one_may_see(enter):
    text = enter("support").get("/admin/").content.decode()
    assert "/admin/gateway/user/" in text
    assert "/admin/gateway/signingkey/" not in text
