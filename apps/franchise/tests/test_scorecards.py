"""Scorecards from the facts of guides."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from apps.franchise.domain.scorecards import Facts, ranked, scorecard
from apps.franchise.models import Franchise, GuideCopy
from apps.franchise.tests.deliveries import ISSUED, delivered, generated, pesos
from apps.franchise.tests.networks import ROOT, office
from quenty.contracts.orders import events
from quenty.kernel.ids import new_id

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


def facts(**changes) -> Facts:
    given = {
        "guides": 10, "delivered": 8, "promised": 8, "on_time": 6, "first_attempt": 4,
        "incidents": 1, "returned": 2, "revenue": pesos(1), "cost": pesos(90_000),
        "grams": 20_000,
    }  # fmt: skip
    return Facts(**{**given, **changes})


def test_a_card_is_percents_of_what_they_are_percents_of():
    card = scorecard(facts())
    assert (card.on_time, card.first_attempt) == (Decimal("75.0"), Decimal("50.0"))
    assert (card.incident_rate, card.return_rate) == (Decimal("10.0"), Decimal("20.0"))
    assert card.cost_per_kg == Decimal("4500.0")
    # 40% of 75, 30% of 50, 20% of 90, 10% of 80
    assert card.score == Decimal("71.0")


def test_what_cannot_be_said_is_not_said_and_weighs_nothing():
    none = scorecard(facts(guides=0, delivered=0, promised=0, grams=0))
    assert (none.on_time, none.score, none.cost_per_kg) == (None, None, None)
    assert scorecard(facts(delivered=0, promised=0)).score is None
    undated = scorecard(facts(promised=0))
    # 30% of 50, 20% of 90, 10% of 80 over 60
    assert undated.score == Decimal("68.3")


def test_equal_scores_share_a_rank():
    good, worse, none = facts(), facts(on_time=0), facts(guides=0, delivered=0, promised=0)
    cards = {"a": good, "b": worse, "c": good, "d": none}
    order = ranked({name: scorecard(each) for name, each in cards.items()})
    assert [(rank, name) for rank, name, _ in order] == [(1, "a"), (1, "c"), (3, "b"), (4, "d")]


def moved(kind, guide):
    told = delivered(guide)
    return kind(**{name: getattr(told, name) for name in told.__dataclass_fields__})


def reported(guide, group):
    told = {
        "incident_id": new_id(), "reason": "x", "group": group, "acts": "operator", "attempt": 0,
        "final": False, "pieces": (1,), "occurred_at": ISSUED, "deadline": ISSUED,
        "answer_url": "",
    }  # fmt: skip
    same = ("guide_id", "number", "order_id", "customer_id", "operator_id")
    return events.IncidentReportedV1(**told, **{name: getattr(guide, name) for name in same})


def test_an_incident_counts_its_guide_once_where_the_carrier_answers_for_it(desk, service, deliver):
    whose = UUID(service["operator_id"])
    groups = ("recipient", "address", "customs", "force_majeure", "operator", "parcel")
    guides = {group: generated(customer_id=new_id(), operator_id=whose) for group in groups}
    for group, guide in guides.items():
        deliver(guide, consumer_context="franchise")
        deliver(reported(guide, group), consumer_context="franchise", times=2)
        deliver(reported(guide, group), consumer_context="franchise")
    play = generated(customer_id=new_id(), operator_id=whose)
    deliver(play, consumer_context="franchise")
    deliver(reported(play, "operator"), consumer_context="franchise", livemode=False)

    (card,) = desk.client.get(f"{ROOT}/operator-scorecards?month=2026-11-20").json()["scores"]
    assert (card["guides"], card["incidents"]) == (7, 2)


def test_an_operators_card_comes_from_events(desk, service, deliver):
    whose = UUID(service["operator_id"])
    late, kept, back, lost = (
        generated(customer_id=new_id(), operator_id=whose, estimated_delivery=due)
        for due in (date(2026, 11, 3), date(2026, 11, 4), None, None)
    )
    told = [late, kept, back, lost, moved(events.GuideDeliveryFailedV1, late)]
    told += [delivered(late), delivered(kept), moved(events.GuideReturnedV1, back)]
    told += [moved(events.GuideLostV1, lost)]
    for event in told:
        deliver(event, consumer_context="franchise")

    answer = desk.client.get(f"{ROOT}/operator-scorecards?month=2026-11-20").json()["scores"]
    other = desk.client.get(f"{ROOT}/operator-scorecards?month=2026-10-20").json()["scores"]

    (card,) = answer
    assert (card["guides"], card["delivered"], card["incidents"]) == (4, 2, 1)
    assert (card["on_time"], card["first_attempt"]) == ("50.0", "50.0")
    assert (card["incident_rate"], card["return_rate"]) == ("25.0", "25.0")
    assert card["cost_per_kg"] == "7000.0"
    assert other == []


def test_a_franchisee_finds_its_own_card_without_our_costs(office, api):
    one = office.active("una", "05001")
    office.active("otra", "76001")
    for franchise in Franchise.objects.all():
        GuideCopy.objects.create(
            number=franchise.code,
            customer_id=new_id(),
            franchise=franchise,
            freight=pesos(20_000),
            issued_at=ISSUED,
            delivered_at=ISSUED,
        )
    path = f"{ROOT}/franchise-scorecards?month=2026-11-01"
    own = api.as_role("franchisee", franchise_id=one["id"]).get(path).json()["scores"]
    every = office.client.get(path).json()["scores"]

    assert [(card["id"], card["revenue"]["amount"]) for card in own] == [(one["id"], "20000.00")]
    assert "cost_per_kg" not in own[0]
    assert len(every) == 2


@pytest.mark.parametrize("month", ["9999-12-31", "0001-01-01", "x", ""])
def test_a_month_out_of_any_calendar_of_ours_is_refused(office, month):
    assert office.client.get(f"{ROOT}/operator-scorecards?month={month}").status_code == 422
