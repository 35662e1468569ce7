"""What a sheet excepts: a merchant, a zone, the guides of its month, the days of a campaign."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from apps.orders.models import MerchantDiscount
from apps.orders.tests import bodies
from apps.orders.tests.rates import sheet
from quenty.contracts.franchise.rate_exceptions import RateException
from quenty.kernel import clock
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])
# A kilo from Bogotá to Medellín by ground; 10% off the carriage is 880, and 19% of that 167.
SMALL = {"length_cm": "10", "width_cm": "10", "height_cm": "10"}
FULL, LESS = "12829.00", f"{12829 - 880 - 167}.00"


def priced(rates: Any, merchant: Any, **excepted: Any) -> str:
    """The total, after a version with one exception of 10% was published."""
    values = {"percent": Decimal(10), "valid_from": clock.today(), **excepted}
    version = sheet(rates.ground, version=2, exceptions=(RateException(**values),))
    rates.publish_sheet(version)
    body = bodies.shipment(pieces=[bodies.piece(weight_kg="1", **SMALL)])
    quote = merchant.post("/api/v1/orders/quotes", json=body).json()
    return str(bodies.offer(quote, "ground")["total"]["amount"])


def test_anybody_and_the_merchant_itself_pay_less_and_another_does_not(rates, merchant) -> None:
    assert priced(rates, merchant, merchant_id=merchant.customer_id) == LESS


def test_another_merchants_exception_is_not_ours(rates, merchant) -> None:
    assert priced(rates, merchant, merchant_id=new_id()) == FULL


@pytest.mark.parametrize(
    ("excepted", "total"),
    [
        ({}, LESS),
        ({"zone": "national"}, LESS),
        ({"zone": "local"}, FULL),
        ({"from_guides": 1}, FULL),
        ({"up_to_guides": 1}, LESS),
        ({"valid_from": clock.today() + timedelta(days=1)}, FULL),
        ({"valid_from": clock.today() - timedelta(days=9), "valid_to": clock.today()}, FULL),
    ],
)
def test_zone_volume_and_days_bound_an_exception(rates, merchant, excepted, total) -> None:
    assert priced(rates, merchant, **excepted) == total


def test_the_larger_of_a_discount_and_an_exception_counts(rates, merchant) -> None:
    MerchantDiscount.objects.create(
        customer_id=merchant.customer_id, percent=5, valid_from=clock.today()
    )
    assert priced(rates, merchant) == LESS


def test_the_guides_of_the_month_open_a_band(rates, merchant, confirmed) -> None:
    confirmed()
    assert priced(rates, merchant, from_guides=1) == LESS
