"""The page by which a merchant answers an incident from a link, without a log-in."""

from datetime import timedelta
from typing import Any

import pytest

from apps.orders.models import Guide, GuideMend, Incident, Order
from apps.orders.services.incidents.links import answer_token
from apps.orders.services.incidents.report import Report, report_incident
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db(databases=["orders"])
SPANISH, ENGLISH = {"Accept-Language": "es"}, {"Accept-Language": "en"}


@pytest.fixture
def reported(confirmed: Any) -> Any:
    """`reported(reason)`: the path of a new incident's page."""

    def act(reason: str = "recipient_absent") -> str:
        with clock.at(clock.now() - timedelta(hours=2)):
            guide = confirmed()
        told = Report(
            reason=reason,
            occurred_at=clock.now() - timedelta(hours=1),
            source="operator",
            actor=SYSTEM,
            strict=False,
        )
        return f"/novedad/{answer_token(report_incident(guide_id=guide['id'], report=told).id)}"

    return act


def test_the_page_answers(reported, client) -> None:
    path = reported()

    shown = client.get(path, headers=ENGLISH)
    sent = client.post(path, {"action": "return", "comment": "no va"})
    wrong = client.get(path + "x")

    assert shown.status_code == 200
    assert "Nobody was there" in shown.content.decode()
    assert "Ana" not in shown.content.decode()
    assert shown["Cache-Control"] == "private, no-store"
    assert sent.status_code == 200
    assert wrong.status_code == 404
    row = Incident.objects.get()
    assert (row.status, row.answers.get().action) == ("resolved", "return")
    assert Guide.objects.get().status == "returning"


def test_what_was_typed_stays_where_it_is_refused(reported, client) -> None:
    typed = {"action": "new_address", "complement": "<b>Apto 3</b>", "comment": "por la tarde"}

    page = client.post(reported(), typed).content.decode()

    assert 'value="new_address" required checked' in page
    assert 'name="complement" value="&lt;b&gt;Apto 3&lt;/b&gt;"' in page
    assert 'name="comment" value="por la tarde"' in page
    assert page.count(" checked") == 1


@pytest.mark.parametrize(
    ("sent", "es", "en"),
    [
        ({}, "Elija qué hacemos.", "Choose what we shall do."),
        ({"action": "fly"}, "Elija qué hacemos.", "Choose what we shall do."),
        ({"action": "new_date"}, "Elija un día a partir de mañana", "Choose a day from tomorrow"),
        ({"action": "new_date", "retry_on": "2020-01-01"}, "Elija un día", "Choose a day"),
        ({"action": "new_date", "retry_on": "9999-12-31"}, "antes de un mes", "within a month"),
        ({"action": "new_date", "retry_on": "mañana"}, "Elija un día", "Choose a day"),
        ({"action": "new_address"}, "Escriba la nueva dirección.", "Write the new address."),
        ({"action": "new_address", "address": "\x00"}, "Escriba la nueva", "Write the new"),
        (
            {"action": "new_address", "address": "Calle 1 北京"},
            "El rótulo no puede imprimir 北京",
            "The label cannot print 北京",
        ),
        (
            {"action": "new_address", "address": "Calle 1", "complement": "شقة"},
            "El rótulo no puede imprimir",
            "The label cannot print",
        ),
    ],
)
def test_what_says_too_little_is_refused_in_words(sent, es, en, reported, client) -> None:
    path = reported()

    for headers, words in ((SPANISH, es), (ENGLISH, en)):
        page = client.post(path, sent, headers=headers)
        assert page.status_code == 409
        assert words in page.content.decode()
        assert "<form" in page.content.decode()

    assert Incident.objects.get().status == "reported"
    assert not GuideMend.objects.exists()


@pytest.mark.parametrize("address", ["Calle 1\x00", "<script>", "x" * 400])
def test_the_page_takes_odd_texts(address, reported, client) -> None:
    sent = client.post(reported(), {"action": "new_address", "address": address})

    assert sent.status_code == 200
    assert "<script>" not in sent.content.decode()
    assert Order.objects.get().recipient_address == address.replace("\x00", "")[:200]


def test_after_the_deadline_there_is_nothing_to_fill_in(reported, client) -> None:
    path = reported()

    with clock.at(clock.now() + timedelta(days=3)):
        shown = client.get(path, headers=ENGLISH)
        sent = client.post(path, {"action": "retry"}, headers=ENGLISH)

    assert "The time to answer is over." in shown.content.decode()
    assert "<form" not in shown.content.decode()
    assert sent.status_code == 409
    assert Incident.objects.get().status == "reported"


def test_what_the_carrier_must_mend_asks_the_merchant_for_nothing(reported, client) -> None:
    page = client.get(reported("missorted"), headers=ENGLISH).content.decode()

    assert "The carrier is dealing with it" in page
    assert "<form" not in page
