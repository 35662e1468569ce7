"""What many shipments would cost: the best offers of each, by hand or by a job."""

from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.orders.models import Estimate, EstimateRow, Quote
from apps.orders.services.estimates import price
from apps.orders.tests import bodies
from apps.orders.tests.bodies import LETICIA, offer, piece
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])
PATH = "/api/v1/orders/estimates"


def shipment(reference: str = "", **changes: Any) -> dict[str, Any]:
    return {**bodies.shipment(**changes), "reference": reference}


def ask(client: Any, *shipments: dict[str, Any], status: int = 201, **wishes: Any) -> Any:
    answer = client.post(PATH, json={"shipments": list(shipments), **wishes})
    assert answer.status_code == status, answer.json()
    return answer.json()


def rows(client: Any, estimate: dict[str, Any]) -> list[Any]:
    answer = client.get(f"{PATH}/{estimate['id']}/rows?page_size=100&ordering=position")
    assert answer.status_code == 200, answer.json()
    return list(answer.json()["results"])


def test_each_shipment_has_the_price_that_its_quote_has(rates, merchant) -> None:
    light, heavy = shipment("A-1"), shipment("A-2", pieces=[piece(weight_kg="12.5")])
    estimate = ask(merchant, light, heavy)

    assert (estimate["status"], estimate["rows_done"]) == ("done", 2)
    found = rows(merchant, estimate)
    assert [(row["position"], row["reference"]) for row in found] == [(1, "A-1"), (2, "A-2")]
    for row, changes in zip(found, ({}, {"pieces": [piece(weight_kg="12.5")]}), strict=True):
        quoted = merchant.post("/api/v1/orders/quotes", json=bodies.shipment(**changes)).json()
        for told in row["offers"]:
            same = offer(quoted, told["service_code"])
            assert (told["total"], told["tax"]) == (same["total"], same["tax"])
            assert told["place_by_price"] == same["ranks"]["price"]
            assert told["chargeable_kg"] == same["chargeable_kg"]


def test_nothing_is_held_and_nothing_is_told(rates, merchant, published) -> None:
    ask(merchant, shipment())

    assert not Quote.objects.exists()
    assert published("orders.quote.issued") == []


@pytest.mark.parametrize("best", ["price", "time", "score"])
def test_the_best_come_first_and_as_many_as_asked(best, rates, merchant) -> None:
    [one] = rows(merchant, ask(merchant, shipment(), best=best, keep=1))
    [all_] = rows(merchant, ask(merchant, shipment(), best=best, keep=40))

    assert [offer[f"place_by_{best}"] for offer in all_["offers"]] == [1, 2]
    assert one["offers"] == all_["offers"][:1]


def test_where_nobody_can_carry_it_each_says_why(rates, merchant) -> None:
    [row] = rows(merchant, ask(merchant, shipment(origin=LETICIA, destination="11001")))

    assert row["offers"] == []
    told = {r["service_code"]: r["reasons"] for r in row["refusals"]}
    assert told["ground"][0]["code"] == "origin_not_covered"
    assert "Leticia" in told["ground"][0]["detail"]


def test_only_the_modes_wished_for_are_priced(rates, merchant) -> None:
    [row] = rows(merchant, ask(merchant, shipment(), modes=["express"]))

    assert [o["service_code"] for o in row["offers"]] == ["express"]


def test_many_are_priced_by_jobs_and_seen_on_the_way(
    rates, merchant, run_jobs, monkeypatch
) -> None:
    monkeypatch.setattr(price, "SLICE", 10)
    estimate = ask(merchant, *(shipment(f"B-{n}") for n in range(26)), status=202)
    where = f"{PATH}/{estimate['id']}"
    assert (estimate["status"], estimate["rows_done"]) == ("running", 0)
    assert rows(merchant, estimate)[0]["offers"] is None

    seen = []
    for _ in range(4):
        run_jobs("orders")
        seen.append(merchant.get(where).json()["rows_done"])
    assert seen[-1] == 26
    assert merchant.get(where).json()["status"] == "done"
    assert all(row["offers"] for row in rows(merchant, estimate))


def test_a_job_that_comes_twice_prices_nothing_again(rates, merchant, run_jobs) -> None:
    estimate = ask(merchant, *(shipment() for _ in range(26)), status=202)
    run_jobs("orders")
    before = list(EstimateRow.objects.values_list("id", "updated_at"))

    price.price_estimate(estimate_id=Estimate.objects.get().id)

    assert list(EstimateRow.objects.values_list("id", "updated_at")) == before
    assert merchant.get(f"{PATH}/{estimate['id']}").json()["rows_done"] == 26


def test_twenty_shipments_take_no_more_reads_than_one(rates, merchant) -> None:
    ask(merchant, shipment())
    with CaptureQueriesContext(connections["orders"]) as one:
        ask(merchant, shipment())
    with CaptureQueriesContext(connections["orders"]) as twenty:
        ask(merchant, *(shipment() for _ in range(20)))

    assert len(twenty) == len(one)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"shipments": []}, "shipments"),
        ({"best": "weight"}, "best"),
        ({"keep": 0}, "keep"),
        ({"keep": 41}, "keep"),
        ({"shipments": [shipment(destination="99999")]}, "shipments.0.destination"),
        ({"shipments": [{**shipment(), "modes": ["air"]}]}, "shipments.0.modes"),
    ],
)
def test_bad_input_is_refused_by_field(changes, pointer, rates, merchant) -> None:
    answer = merchant.post(PATH, json={"shipments": [shipment()], **changes})

    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
    assert not Estimate.objects.exists()


def test_others_do_not_find_it(rates, merchant, api) -> None:
    estimate = ask(merchant, shipment())
    other = api.as_merchant()

    for path in (f"{PATH}/{estimate['id']}", f"{PATH}/{estimate['id']}/rows", f"{PATH}/{new_id()}"):
        answer = other.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "orders.estimate_not_found")
    assert other.get(PATH).json()["results"] == []
