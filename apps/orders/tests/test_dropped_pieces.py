"""Pieces that nobody hands over: they leave their guide, and its money stands."""

import sys
from datetime import timedelta
from typing import Any

import pytest

from apps.orders.models import Cod, FreightRefund, Guide
from apps.orders.tests import bodies
from apps.orders.tests.collecting import BASE, lines
from quenty.kernel import clock
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["orders"])
TWO = {"pieces": [bodies.piece(), bodies.piece()]}


def drop(client: Any, guide: dict[str, Any], *pieces: int) -> Any:
    body = {"reason": "No se entregó", "pieces": list(pieces)}
    return client.post(f"{BASE}/guides/{guide['number']}/void", json=body)


def row(guide: dict[str, Any]) -> Guide:
    return Guide.objects.get(number=guide["number"])


def test_the_rest_goes_on_without_what_was_never_handed_over(
    collecting, confirmed, merchant, published
) -> None:
    guide = confirmed(**TWO)
    collecting.tell(guide, "picked_up", pieces=[1])
    collecting.tell(guide, "delivered", pieces=[1])
    delivered = row(guide).events.get(event="delivered").occurred_at
    assert row(guide).status == "generated"

    with clock.at(clock.now() + timedelta(days=3)):
        answer = drop(merchant, guide, 2)

    assert (answer.status_code, answer.json()["status"]) == (200, "delivered")
    assert (row(guide).delivered_at, row(guide).closed_at) == (delivered, delivered)
    [(told, _)] = published("orders.guide.delivered")
    assert told.occurred_at == delivered
    assert list(row(guide).pieces.values_list("status", flat=True)) == ["delivered", "voided"]
    [(dropped, _)] = published("orders.guide.pieces_dropped")
    assert (dropped.number, dropped.pieces) == (guide["number"], (2,))
    assert dropped.reason == "No se entregó"


def test_what_was_paid_at_the_door_stands(collecting, confirmed, merchant) -> None:
    guide = confirmed(cod_amount="90000", **TWO)
    collecting.tell(guide, "picked_up", pieces=[1])
    collecting.tell(guide, "delivered", pieces=[1])
    assert drop(merchant, guide, 2).status_code == 200
    collecting.settle()
    assert Cod.objects.get().status == "collected"


def test_a_piece_that_comes_back_does_not_undo_what_was_paid_for_the_other(
    collecting, confirmed, merchant
) -> None:
    guide = confirmed(cod_amount="90000", **TWO)
    collecting.tell(guide, "picked_up")
    collecting.hand_over(guide, 90_000)
    assert Cod.objects.get().status == "collected"
    paid = lines(guide, merchant)["collected"]

    collecting.tell(guide, "returned", pieces=[2])

    assert row(guide).status == "returned"
    cod = Cod.objects.get()
    assert (cod.status, cod.dispute_reason) == ("collected", "part_not_delivered")
    assert lines(guide, merchant)["collected"] == paid

    body = {"amount": "90000", "reason": "Pagó todo"}
    decided = collecting.staff.post(f"{BASE}/cod/{guide['number']}/settle", json=body)
    assert decided.status_code == 200, decided.json()
    collecting.settle()
    assert Cod.objects.get().disputed_at is None


@pytest.mark.parametrize(
    ("told", "pieces", "code"),
    [
        ([1], [1], "orders.not_voidable"),
        ([1], [3], "orders.piece_unknown"),
        ([], [2], "orders.no_piece_went"),
    ],
)
def test_says_what_cannot_be_dropped(told, pieces, code, collecting, confirmed, merchant) -> None:
    guide = confirmed(**TWO)
    if told:
        collecting.tell(guide, "picked_up", pieces=told)
    answer = drop(merchant, guide, *pieces)
    assert (answer.json()["code"], answer.json()["errors"][0]["pointer"]) == (code, "pieces")
    assert set(row(guide).pieces.values_list("status", flat=True)) <= {"generated", "picked_up"}


def test_after_its_term_a_piece_is_dropped_and_stands_in_no_guides_way(
    confirmed, collecting, run_jobs, monkeypatch
) -> None:
    monkeypatch.setattr(sys.modules["apps.orders.services.void_uncollected"], "BATCH", 1)
    first = confirmed(**TWO)
    collecting.tell(first, "picked_up", pieces=[2])
    second = confirmed()
    with clock.at(clock.now() + timedelta(days=31)):
        JOBS["orders.void_uncollected"].run()
        run_jobs("orders")
    assert (row(first).status, row(second).status) == ("picked_up", "voided")
    assert FreightRefund.objects.filter(guide=row(first)).count() == 0
