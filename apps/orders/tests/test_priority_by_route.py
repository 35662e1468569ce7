"""Whose turn it is on a route: of offers that tie, and after one that refused."""

from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.orders.models import Quote
from apps.orders.tests import bodies
from apps.orders.tests.rates import Rates, service, sheet, usual_coverage
from apps.orders.tests.test_confirm_operators import asked, carrier, confirm
from quenty.contracts.franchise.route_priorities import RoutePriority
from quenty.kernel.money import COP, Money

__all__ = ["asked", "carrier"]
pytestmark = pytest.mark.django_db(databases=["orders"])
QUOTES = "/api/v1/orders/quotes"


def route(priority: int, **ends: str) -> RoutePriority:
    values = {"origin": "", "destination": "", "zone": "", **ends}
    return RoutePriority(priority=priority, **values)


@pytest.fixture
def twins(rates: Rates) -> list[Any]:
    """Two more services that cost and take what ground does."""
    made = [service(code, mode="ground", priority=turn) for code, turn in (("ada", 5), ("eva", 6))]
    for one in made:
        rates.services[one.service_id] = one
        rates.change_service(one)
        rates.change_coverage(one, usual_coverage(), revision=1)
        rates.publish_sheet(sheet(one))
    return made


def order_of(merchant: Any, **changes: Any) -> list[str]:
    quote = merchant.post(QUOTES, json=bodies.shipment(**changes)).json()
    codes = {one["ranks"]["price"]: one["service"]["code"] for one in quote["offers"]}
    return [code for _, code in sorted(codes.items()) if code in ("ada", "eva")]


def test_offers_that_tie_are_ranked_by_the_priority_of_their_route(rates, twins, merchant):
    assert order_of(merchant) == ["ada", "eva"]
    rates.change_service(twins[1], routes=(route(2, origin="11", destination="05001"),))
    assert order_of(merchant) == ["eva", "ada"]
    assert order_of(merchant, destination="76001") == ["ada", "eva"]
    rates.change_service(twins[0], routes=(route(1, zone="national"),))
    # A zone says less than the two ends, but each is weighed by itself.
    assert order_of(merchant) == ["ada", "eva"]


@pytest.mark.parametrize(("turn", "next_one"), [(9, "Ada"), (2, "Eva")])
def test_the_next_operator_is_the_first_of_that_route(
    turn, next_one, rates, twins, quoted, merchant, ledger, asked
):
    rates.change_service(twins[1], routes=(route(turn, origin="11001", destination="05"),))
    order_id, quote = quoted()
    asked.refuses = "Destino sin cubrimiento"
    ledger.balance = Money(bodies.offer(quote, "ground")["total"]["amount"], COP)

    answer = confirm(merchant, order_id, quote, allow_other_operator=True)

    assert (answer.status_code, answer.json()["service"]) == (201, next_one)


def test_routes_cost_a_quote_no_query_and_its_offers_keep_their_own(rates, twins, merchant):
    def asks() -> int:
        merchant.post(QUOTES, json=bodies.shipment())
        with CaptureQueriesContext(connections["orders"]) as captured:
            merchant.post(QUOTES, json=bodies.shipment())
        return len(captured)

    before = asks()
    every = (*(route(n, origin=f"{n:05}") for n in range(500)), route(3, origin="11001"))
    rates.change_service(twins[0], routes=every)

    assert asks() == before
    [ada] = [o for o in Quote.objects.latest("created_at").offers if o.service_code == "ada"]
    assert ada.priority == 3
