"""What the gateway writes to a parcel's two ends when orders tells of it."""

from datetime import date, datetime
from typing import Any

import pytest

from apps.gateway.models import Delivery, User
from apps.gateway.services.send_message import LINK_SEAL
from quenty.contracts.orders.events import (
    GuideGeneratedV1,
    GuideOfficeTermNearV1,
    IncidentReportedV1,
)
from quenty.kernel.clock import BOGOTA
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money
from quenty.platform.crypto import unseal

pytestmark = pytest.mark.django_db(databases=["default"])
SENDER, RECIPIENT = "envios@tienda.co", "luz.pena@correo.co"
LABEL = "https://quenty.example/api/v1/orders/shared-labels/QTY1?token=l"
ANSWER = "https://quenty.example/novedad/i:s"
TRACK = "https://quenty.example/track/QTY1?token=t"


def guide(**changes: Any) -> GuideGeneratedV1:
    none = Money.zero()
    values: dict[str, Any] = {
        "guide_id": new_id(),
        "number": "QTY100000011",
        "order_id": new_id(),
        "customer_id": new_id(),
        "reference": "#1001",
        "operator_id": new_id(),
        "operator_name": "Andina Exprés",
        "service_id": new_id(),
        "service_name": "Terrestre",
        "origin": "11001",
        "destination": "05001",
        "pieces": (),
        "goods": (),
        "chargeable_g": 1000,
        "declared_value": none,
        "cod_amount": Money(185_000, COP),
        "collect": Money(185_000, COP),
        "payer": "sender",
        "price": none,
        "price_lines": (),
        "cost": None,
        "cost_lines": (),
        "issued_at": datetime(2026, 3, 5, 14, 20, tzinfo=BOGOTA),
        "estimated_delivery": date(2026, 3, 9),
        "sender_name": "Café Ñandú",
        "sender_phone": "+576015551234",
        "sender_address": "Carrera 13 # 85-32",
        "recipient_name": "Luz {link} Peña\nBcc: x",
        "recipient_phone": "+573001234567",
        "recipient_email": RECIPIENT,
        "recipient_address": "Calle 45 # 23-10",
        "sender_email": SENDER,
        "label_url": LABEL,
        "tracking_url": TRACK,
    }
    return GuideGeneratedV1(**{**values, **changes})


def office_term(**changes: Any) -> GuideOfficeTermNearV1:
    values: dict[str, Any] = {
        "guide_id": new_id(),
        "number": "QTY100000011",
        "order_id": new_id(),
        "customer_id": new_id(),
        "operator_id": new_id(),
        "operator_name": "Andina Exprés",
        "destination": "05001",
        "office_until": date(2026, 3, 20),
        "days_left": 3,
        "collect": Money.zero(),
        "recipient_name": "Luz Peña",
        "recipient_email": RECIPIENT,
        "sender_email": SENDER,
        "tracking_url": TRACK,
    }
    return GuideOfficeTermNearV1(**{**values, **changes})


def incident(**changes: Any) -> IncidentReportedV1:
    values: dict[str, Any] = {
        "incident_id": new_id(),
        "guide_id": new_id(),
        "number": "QTY100000011",
        "order_id": new_id(),
        "customer_id": new_id(),
        "operator_id": new_id(),
        "reason": "recipient_absent",
        "group": "recipient",
        "acts": "merchant",
        "attempt": 1,
        "final": False,
        "pieces": (1,),
        "occurred_at": datetime(2026, 3, 5, 14, 20, tzinfo=BOGOTA),
        "deadline": datetime(2026, 3, 7, 14, 20, tzinfo=BOGOTA),
        "answer_url": ANSWER,
        "cause_es": "Destinatario ausente",
        "cause_en": "Nobody was there",
        "sender_email": SENDER,
    }
    return IncidentReportedV1(**{**values, **changes})


@pytest.fixture
def tell(deliver: Any) -> Any:
    def act(event: Any, **envelope: Any) -> dict[str, Delivery]:
        deliver(event, consumer_context="gateway", aggregate_id=event.guide_id, **envelope)
        return {row.recipient: row for row in Delivery.objects.all()}

    return act


def link_of(row: Delivery) -> str:
    return unseal(bytes(row.link_sealed), purpose=LINK_SEAL).decode()


def test_the_sender_gets_the_label_and_the_recipient_the_way_to_follow(tell) -> None:
    sent = tell(guide())

    assert {a: row.template for a, row in sent.items()} == {
        SENDER: "guide_for_sender",
        RECIPIENT: "guide_for_recipient",
    }
    assert (link_of(sent[SENDER]), link_of(sent[RECIPIENT])) == (LABEL, TRACK)
    for row in sent.values():
        assert "{link}" in row.body
        assert "token=" not in row.body
        for said in ("QTY100000011", "09/03/2026", "$ 185.000 COP", "Andina Exprés"):
            assert said in row.body
    assert "Medellín" in sent[SENDER].body
    assert "Café Ñandú" in sent[RECIPIENT].body


def test_a_name_writes_neither_lines_nor_links_of_its_own(tell) -> None:
    body = tell(guide())[RECIPIENT].body

    assert "Luz (link) Peña Bcc: x" in body
    assert body.count("{link}") == 1


def test_told_five_times_it_is_written_once(tell) -> None:
    assert len(tell(guide(), times=5)) == Delivery.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "written"),
    [
        ({"sender_email": ""}, {RECIPIENT}),
        ({"recipient_email": ""}, {SENDER}),
        ({"recipient_email": "", "sender_email": ""}, set()),
        ({"label_url": "", "tracking_url": ""}, set()),
    ],
)
def test_nobody_is_written_to_without_an_address(tell, changes, written) -> None:
    assert set(tell(guide(**changes))) == written


def test_what_is_only_tried_out_is_written_of_to_nobody(tell) -> None:
    assert tell(guide(), livemode=False) == {}
    assert tell(office_term(), livemode=False) == {}


def test_who_has_an_account_is_written_to_in_its_language(tell, make_user) -> None:
    make_user(email=SENDER, language="en")
    Delivery.objects.all().delete()

    sent = tell(guide())

    assert sent[SENDER].subject == "Waybill QTY100000011: label to print"
    assert sent[RECIPIENT].language == "es"


def test_both_are_told_that_an_office_keeps_it_a_few_days_more(tell) -> None:
    sent = tell(office_term())

    assert {row.template for row in sent.values()} == {
        "office_term_for_recipient",
        "office_term_for_sender",
    }
    for row in sent.values():
        assert "20/03/2026" in row.body
        assert link_of(row) == TRACK


def test_no_address_is_in_the_logs(tell, caplog, capsys) -> None:
    with caplog.at_level("DEBUG"):
        tell(guide())

    said = caplog.text + "".join(capsys.readouterr())
    assert [a for a in (SENDER, RECIPIENT, "token=") if a in said] == []


def test_an_incident_is_the_merchants_to_answer_by_its_link(tell) -> None:
    [row] = tell(incident()).values()

    assert (row.recipient, row.template, link_of(row)) == (SENDER, "incident_for_sender", ANSWER)
    for said in ("QTY100000011", "Destinatario ausente", "07/03/2026 14:20", "{link}"):
        assert said in row.body
    assert "novedad" not in row.body


def test_without_an_address_in_the_order_the_merchants_own_people_are_asked(tell) -> None:
    event = incident(sender_email="")
    for email, merchant, active in (
        ("dueña@tienda.co", event.customer_id, True),
        ("antes@tienda.co", event.customer_id, False),
        ("otra@tienda.co", new_id(), True),
    ):
        User.objects.create_user(
            email, "x", customer_id=merchant, roles=["merchant"], language="en", is_active=active
        )

    [row] = tell(event).values()

    assert row.recipient == "dueña@tienda.co"
    assert "Nobody was there" in row.body


@pytest.mark.parametrize(
    ("changes", "envelope"), [({"acts": "operator"}, {}), ({}, {"livemode": False})]
)
def test_nobody_is_asked_what_is_not_theirs_or_was_only_tried(tell, changes, envelope) -> None:
    assert tell(incident(**changes), **envelope) == {}
