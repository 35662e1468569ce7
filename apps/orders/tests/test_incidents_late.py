"""Incidents told late, in another order, or of some of the pieces."""

import random
from datetime import timedelta
from typing import Any

import pytest

from apps.orders.domain.operators.port import Happened
from apps.orders.models import Guide, Incident
from apps.orders.services import record_tracking
from apps.orders.services.incidents.report import Report, report_incident
from apps.orders.services.operators.take_events import take_event
from apps.orders.tests import bodies
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db(databases=["orders"])


@pytest.fixture
def issued(confirmed: Any) -> Any:
    """`issued(**changes)`: a guide made two hours ago."""

    def act(**changes: Any) -> Guide:
        with clock.at(clock.now() - timedelta(hours=2)):
            return Guide.objects.get(pk=confirmed(**changes)["id"])

    return act


def tell(guide: Guide, event: str, ago: int, *pieces: int) -> None:
    record_tracking(
        guide_id=guide.id,
        event=event,
        occurred_at=clock.now() - timedelta(minutes=ago),
        piece_numbers=pieces,
        source="operator",
        actor=SYSTEM,
    )


def fail(guide: Guide, ago: int, *pieces: int) -> Incident:
    told = Report(
        reason="recipient_absent",
        occurred_at=clock.now() - timedelta(minutes=ago),
        piece_numbers=pieces,
        source="operator",
        actor=SYSTEM,
        strict=False,
    )
    return report_incident(guide_id=guide.id, report=told)


def test_told_after_the_parcel_got_on_it_asks_nobody(issued, published) -> None:
    guide = issued()
    tell(guide, "out_for_delivery", 10)

    incident = fail(guide, 30)

    assert (incident.status, incident.outcome) == ("resolved", "reattempted")
    assert Guide.objects.get().status == "out_for_delivery"
    assert len(published("orders.incident.resolved")) == 1


def test_an_incident_ends_when_its_own_pieces_get_on(issued) -> None:
    guide = issued(pieces=[bodies.piece(), bodies.piece()])
    tell(guide, "picked_up", 50)
    one = fail(guide, 40, 1)

    tell(guide, "in_transit", 30, 2)
    one.refresh_from_db()
    assert one.status == "reported"
    tell(guide, "picked_up", 25, 2)
    tell(guide, "out_for_delivery", 20, 1)

    one.refresh_from_db()
    assert (one.status, one.outcome) == ("resolved", "reattempted")
    assert Guide.objects.get().status == "in_transit"


WAY = [
    ("picked_up", 60, ""),
    ("out_for_delivery", 50, ""),
    ("delivery_failed", 40, "recipient_absent"),
    ("out_for_delivery", 30, ""),
    ("delivered", 20, ""),
    # Told of one that had been delivered: history, and nobody's to answer.
    ("delivery_failed", 10, "recipient_absent"),
]


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_and_five_times_an_operators_events_are_one_history(issued, seed) -> None:
    guide, now = issued(), clock.now()
    told = [
        Happened(
            word=event,
            event=event,
            occurred_at=now - timedelta(minutes=ago),
            place="05001",
            reason=reason,
            notes="",
            external_id=f"{event}-{ago}",
        )
        for event, ago, reason in WAY
    ]

    results = [
        take_event(guide, one, actor=SYSTEM).result
        for one in random.Random(seed).sample(told * 5, 5 * len(told))
    ]

    assert set(results) <= {"applied", "kept"}
    row = Guide.objects.get()
    history = list(row.events.order_by("occurred_at").values_list("event", flat=True))
    assert history == ["generated", *(event for event, _, _ in WAY)]
    assert row.status == "delivered"
    assert not Incident.objects.exclude(status="resolved").exists()
