"""Incidents: reported with evidence, answered by API or link, resolved as the parcel moves."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from apps.orders.domain.incidents import (
    CAUSES,
    TRANSITIONS,
    Again,
    Group,
    IncidentEvent,
    IncidentStatus,
)
from apps.orders.models import Guide, Incident, Order
from apps.orders.tests.grants import refusal
from quenty.contracts.pickups.road_events import DeliveryAttemptedV1
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["orders"])
BASE = "/api/v1/orders"


@pytest.fixture
def staff(api: Any) -> Any:
    return api.as_role("support")


@pytest.fixture
def guide(confirmed: Any) -> dict[str, Any]:
    with clock.at(clock.now() - timedelta(hours=12)):
        return dict(confirmed())


def report(client: Any, guide: dict[str, Any], reason: str, ago: int = 60, **more: Any) -> Any:
    body = {
        "reason": reason,
        "occurred_at": (clock.now() - timedelta(minutes=ago)).isoformat(),
        "comment": "Tocó tres veces",
        "photo": "evidence/1.jpg",
        "place": "05001",
        **more,
    }
    return client.post(f"{BASE}/guides/{guide['number']}/incidents", json=body)


def answer(client: Any, incident: dict[str, Any], **body: Any) -> Any:
    return client.post(f"{BASE}/incidents/{incident['id']}/answer", json=body)


@pytest.mark.parametrize("reason", sorted(CAUSES))
def test_every_reason_is_reported_and_told(reason, guide, staff, published) -> None:
    made = report(staff, guide, reason)

    assert made.status_code == 201, made.json()
    cause = CAUSES[reason]
    assert (made.json()["group"], made.json()["acts"]) == (cause.group, cause.acts)
    state = Guide.objects.get().status
    assert state == ("delivery_failed" if cause.attempt else "on_hold")
    [(told, _)] = published("orders.incident.reported")
    assert (told.reason, told.attempt) == (reason, 1 if cause.attempt else 0)
    assert told.deadline - clock.now() < timedelta(hours=cause.hours)


def test_there_are_reasons_in_all_six_groups_in_both_languages() -> None:
    assert {cause.group for cause in CAUSES.values()} == set(Group)
    assert {cause.again for cause in CAUSES.values()} == set(Again)
    assert all(cause.es and cause.en and cause.hours > 0 for cause in CAUSES.values())


@pytest.mark.parametrize("status", list(IncidentStatus))
@pytest.mark.parametrize("event", list(IncidentEvent))
def test_incident_table(status, event) -> None:
    ends = {"answer": "answered", "resolve": "resolved"}
    expected = None if status == "resolved" else ends[event]
    assert TRANSITIONS.get((status, event)) == expected


@pytest.mark.parametrize("missing", ["photo", "place"])
def test_refuses_without_the_evidence_that_the_reason_needs(missing, guide, staff) -> None:
    made = report(staff, guide, "recipient_absent", **{missing: ""})

    assert (made.status_code, made.json()["code"]) == (422, "orders.incident.evidence_missing")
    assert Incident.objects.count() == 0
    assert Guide.objects.get().status == "generated"


def test_what_is_lacking_is_said_in_words(guide, staff) -> None:
    made = report(staff, guide, "recipient_absent", photo="", place="")
    assert made.json()["detail"] == "Esta causa exige una foto, el lugar."
    absent = report(staff, guide, "recipient_absent").json()
    elsewhere = answer(
        staff, absent, action="new_address", address="Calle 1 # 2-3", dane_code="76001"
    )
    assert elsewhere.json()["detail"] == "Esta respuesta exige una dirección del mismo municipio."


def test_the_same_report_again_is_the_same_incident(guide, staff, published) -> None:
    at = (clock.now() - timedelta(minutes=5)).isoformat()
    ids = {report(staff, guide, "no_money", occurred_at=at).json()["id"] for _ in range(3)}

    assert len(ids) == 1
    assert len(published("orders.incident.reported")) == 1


def test_a_third_attempt_is_the_last_and_the_office_keeps_it_for_its_term(
    guide, staff, published
) -> None:
    made = [report(staff, guide, "recipient_absent", ago=300 - 60 * i).json() for i in range(3)]

    assert [one["attempt"] for one in made] == [1, 2, 3]
    assert [one["final"] for one in made] == [False, False, True]
    row = Guide.objects.get()
    assert row.status == "at_office"
    assert row.office_until == clock.today() + timedelta(days=15)
    assert len(published("orders.guide.at_office")) == 1

    JOBS["orders.end_custody"].run()
    assert Guide.objects.get().status == "at_office"
    with clock.at(clock.now() + timedelta(days=16)):
        JOBS["orders.end_custody"].run()
    assert Guide.objects.get().status == "returning"


def test_the_merchant_answers_with_a_new_address(guide, staff, merchant, published) -> None:
    incident = report(staff, guide, "address_incomplete").json()

    done = answer(
        merchant, incident, action="new_address", address="Calle 99 # 1-2", phone="3109998877"
    )

    assert done.status_code == 200, done.json()
    assert done.json()["status"] == "answered"
    order = Order.objects.get()
    assert (order.recipient_address, order.recipient_phone) == ("Calle 99 # 1-2", "+573109998877")
    [(told, _)] = published("orders.incident.answered")
    assert (told.action, told.address) == ("new_address", "Calle 99 # 1-2")
    assert len(published("orders.guide.mended")) == 1


@pytest.mark.parametrize(
    ("address", "said", "complement"),
    [
        ("Calle 99 # 1-2", {}, ""),
        ("Calle 99 # 1-2", {"complement": "Local 4"}, "Local 4"),
        (None, {"phone": "3109998877"}, "Apto 302"),
    ],
)
def test_the_flat_of_the_house_before_is_no_part_of_a_new_address(
    address, said, complement, guide, staff, merchant
) -> None:
    Order.objects.update(recipient_complement="Apto 302")
    incident = report(staff, guide, "address_incomplete").json()
    where = address or Order.objects.get().recipient_address

    answer(merchant, incident, action="new_address", address=where, **said)

    order = Order.objects.get()
    assert (order.recipient_address, order.recipient_complement) == (where, complement)


@pytest.mark.parametrize(
    "body",
    [
        {"action": "new_date"},
        {"action": "new_date", "retry_on": "2020-01-01"},
        {"action": "new_date", "retry_on": "9999-12-31"},
        {"action": "retry", "retry_on": "2020-01-01"},
        {"action": "new_address"},
        {"action": "new_address", "address": "x", "dane_code": "11001"},
    ],
)
def test_refuses_an_answer_that_says_too_little(body, guide, staff, merchant) -> None:
    incident = report(staff, guide, "address_incomplete").json()

    refused = answer(merchant, incident, **body)

    assert refused.json()["code"] == "orders.incident.answer_incomplete"


def test_a_link_answers_without_a_log_in_until_the_deadline(guide, staff, api, published) -> None:
    incident = report(staff, guide, "recipient_absent").json()
    [(told, _)] = published("orders.incident.reported")
    token = told.answer_url.rsplit("/", 1)[1]
    day = str(clock.today() + timedelta(days=3))
    body = {"token": token, "action": "new_date", "retry_on": day}

    done = api.anonymous().post(f"{BASE}/incidents/answers", json=body)
    bad = api.anonymous().post(f"{BASE}/incidents/answers", json={**body, "token": token + "x"})
    with clock.at(clock.now() + timedelta(days=4)):
        body["retry_on"] = str(clock.today() + timedelta(days=1))
        late = api.anonymous().post(f"{BASE}/incidents/answers", json=body)

    assert (done.status_code, done.json()["retry_on"]) == (200, day)
    assert (bad.status_code, bad.json()["code"]) == (404, "orders.incident.link_invalid")
    assert late.json()["code"] == "orders.incident.deadline_passed"
    assert Incident.objects.get(pk=incident["id"]).status == "answered"


def test_what_the_operator_must_mend_is_not_the_merchants_to_answer(guide, staff, merchant) -> None:
    incident = report(staff, guide, "missorted").json()

    assert answer(merchant, incident, action="retry").json()["code"] == "orders.incident.not_yours"
    assert answer(staff, incident, action="retry").status_code == 200


def test_nobody_elses_incident_is_there(guide, staff, api) -> None:
    incident = report(staff, guide, "recipient_absent").json()
    other = api.as_merchant()

    assert other.get(f"{BASE}/incidents/{incident['id']}").status_code == 404
    assert answer(other, incident, action="retry").status_code == 404
    assert other.get(f"{BASE}/incidents").json()["results"] == []


@pytest.mark.parametrize(
    ("event", "outcome"),
    [("out_for_delivery", "reattempted"), ("delivered", "delivered"), ("returned", "returned")],
)
def test_an_incident_ends_when_its_parcel_gets_on(event, outcome, guide, staff, published) -> None:
    report(staff, guide, "recipient_absent")

    staff.post(f"{BASE}/guides/{guide['number']}/events", json={"event": event})

    [(told, _)] = published("orders.incident.resolved")
    assert told.outcome == outcome
    row = Incident.objects.get()
    assert (row.status, row.outcome) == ("resolved", outcome)


def test_what_nobody_answers_in_time_expires(guide, staff, published) -> None:
    report(staff, guide, "recipient_refused")

    JOBS["orders.expire_incidents"].run()
    assert published("orders.incident.resolved") == []
    with clock.at(clock.now() + timedelta(hours=49)):
        JOBS["orders.expire_incidents"].run()

    [(told, _)] = published("orders.incident.resolved")
    assert told.outcome == "expired"


def test_the_queue_filters_and_acts_on_many(guide, staff, merchant) -> None:
    incident = report(staff, guide, "recipient_absent").json()
    other = str(new_id())
    queue = f"{BASE}/incidents?ordering=deadline&acts=merchant"

    assert len(staff.get(f"{queue}&overdue=false").json()["results"]) == 1
    with clock.at(clock.now() + timedelta(days=3)):
        assert len(merchant.get(f"{queue}&overdue=true").json()["results"]) == 1
    body = {"incident_ids": [incident["id"], other], "action": "retry"}
    done = staff.post(f"{BASE}/incidents/bulk", json=body).json()["results"]
    ended = staff.post(f"{BASE}/incidents/bulk", json={**body, "action": "resolve"}).json()

    assert [one["code"] for one in done] == ["", "orders.incident.not_found"]
    assert ended["results"][0]["code"] == ""
    assert Incident.objects.get().outcome == "settled"


def test_the_queue_is_told_in_the_callers_language(guide, staff) -> None:
    report(staff, guide, "recipient_absent")

    def said(language: str) -> str:
        queue = staff.get(f"{BASE}/incidents", headers={"Accept-Language": language})
        return str(queue.json()["results"][0]["text"])

    assert (said("en"), said("es")) == ("Nobody was there", "Destinatario ausente")


def test_nothing_is_reported_of_a_guide_that_has_ended(guide, staff) -> None:
    staff.post(f"{BASE}/guides/{guide['number']}/events", json={"event": "delivered"})

    made = report(staff, guide, "recipient_absent", ago=0)

    assert (made.status_code, made.json()["code"]) == (409, "orders.incident.guide_ended")


def test_a_failed_attempt_of_the_field_is_an_incident_once(guide, deliver, merchant) -> None:
    told = DeliveryAttemptedV1(
        guide_id=guide["id"],
        guide_number=guide["number"],
        customer_id=merchant.customer_id,
        run_id=new_id(),
        driver_id=new_id(),
        stop_id=new_id(),
        attempt=1,
        reason="customer_absent",
        retry_on=None,
        final=False,
        far_from_address=False,
        municipality="05001",
        occurred_at=datetime.now(tz=clock.BOGOTA) - timedelta(minutes=5),
        comment="nadie",
    )

    for _ in range(2):
        deliver(told, consumer_context="orders")

    row = Incident.objects.get()
    assert (row.reason, row.source, row.comment) == ("recipient_absent", "field", "nadie")
    assert Guide.objects.get().status == "delivery_failed"


def test_the_database_holds_values_and_history(guide, staff) -> None:
    incident = report(staff, guide, "recipient_absent").json()
    answer(staff, incident, action="retry")

    assert refusal("UPDATE orders_incident SET status = 'lost'") == "23514"
    assert refusal("UPDATE orders_incident SET reason = 'bored'") == "23514"
    assert refusal("DELETE FROM orders_incidentanswer") == "42501"


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_refuses_an_instant_of_another_age(at, guide, staff) -> None:
    made = report(staff, guide, "recipient_absent", occurred_at=at)

    assert made.status_code == 422
    assert made.json()["code"].startswith(("orders.tracking", "request"))


@pytest.mark.parametrize("q", ["-" * 32, "f" * 33, "%25%25%25", "' OR 1=1"])
def test_the_search_takes_odd_texts(q, guide, staff) -> None:
    answer = staff.get(f"{BASE}/search?q={q}")

    assert (answer.status_code, answer.json()["results"]) == (200, [])
