"""Prices computed by hand from the figures in rates.py, equal to the peso.

Each row shows the sum: base + extra kg + fuel + remote + declared value + COD fee +
handling + margin, then the taxes in the same order.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from apps.orders.models import MerchantDiscount
from apps.orders.tests import bodies
from apps.orders.tests.bodies import BOGOTA, LETICIA, piece
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["orders"])


@dataclass(frozen=True)
class Case:
    name: str
    service: str
    total: int
    tax: int
    shipment: dict[str, Any] = field(default_factory=dict)


def kg(weight: str, sides: tuple[str, str, str] = ("10", "10", "10")) -> dict[str, Any]:
    length, width, height = sides
    return piece(weight_kg=weight, length_cm=length, width_cm=width, height_cm=height)


CASES = [
    # 8000 + 800 + 1000 + 700 + 440; 1520 + 152 + 133 + 84
    Case("one kilo, national", "ground", 12829, 1889, {"pieces": [kg("1")]}),
    # 14000 + 1400 + 1000 + 700 + 770; 2660 + 266 + 133 + 146
    Case("1.2 kg goes up to 2", "ground", 21075, 3205, {"pieces": [kg("1.2")]}),
    Case("five kilos are still postal", "ground", 21075, 3205, {"pieces": [kg("5")]}),
    # 14000 + 2000 + 1600 + 1000 + 700 + 880; carriage is cargo now: 133 + 167
    Case("above five kilos no IVA on carriage", "ground", 20480, 300, {"pieces": [kg("5.1")]}),
    # 40x30x20/2500 = 9.6, up to 10: 14000 + 10000 + 2400 + 1000 + 700 + 1320; 133 + 251
    Case(
        "volume rules", "ground", 29804, 384, {"pieces": [kg("0.5", ("40", "30", "20"))]}
    ),
    # 1% of 10000 is below 500: 8000 + 800 + 500 + 700 + 440
    Case(
        "least declared-value charge", "ground", 12329, 1889,
        {"pieces": [kg("1")], "declared_value": "10000"},
    ),
    # 1% of 123456 is 1234.56: 8000 + 800 + 1235 + 700 + 440
    Case(
        "declared value half up", "ground", 13064, 1889,
        {"pieces": [kg("1")], "declared_value": "123456"},
    ),
    # 2% of 100000 is below 3000: + 3000 and its 570
    Case(
        "least COD fee", "ground", 16399, 2459, {"pieces": [kg("1")], "cod_amount": "100000"}
    ),
    # 2% of 400000: + 8000 and its 1520
    Case("COD fee", "ground", 22349, 3409, {"pieces": [kg("1")], "cod_amount": "400000"}),
    # 5000 + 500 + 1000 + 700 + 275; 950 + 95 + 133 + 52
    Case("local", "ground", 8705, 1230, {"pieces": [kg("1")], "destination": BOGOTA}),
    # 12000 + 1200 + 6000 + 1000 + 700 + 960; 2280 + 228 + 1140 + 133 + 182
    Case(
        "special zone, remote", "ground", 25823, 3963,
        {"pieces": [kg("1")], "destination": LETICIA},
    ),
    # by piece: 2 + 1 kg, one bracket
    Case("two pieces, by piece", "ground", 21075, 3205, {"pieces": [kg("1.2"), kg("0.5")]}),
    # by totals: 1.7, up to 2.0: 21000 + 2100 + 1000 + 700 + 1155; 3990 + 399 + 133 + 219
    Case("two pieces, by totals", "express", 30696, 4741, {"pieces": [kg("1.2"), kg("0.5")]}),
    # up to 5.5: 21000 + 1500 + 2250 + 1000 + 700 + 1238; 133 + 235
    Case("half a kilo beyond the bracket", "express", 28056, 368, {"pieces": [kg("5.2")]}),
    # up to 0.5, at least 1: 12000 + 1200 + 1000 + 700 + 660; 2280 + 228 + 133 + 125
    Case("minimum weight", "express", 18326, 2766, {"pieces": [kg("0.2")]}),
    # 13500 + 3000 + 1650 + 1000 + 700 + 908; 133 + 173
    Case(
        "local express, two extra kilos", "express", 21064, 306,
        {"pieces": [kg("7")], "destination": BOGOTA},
    ),
    Case(
        "the recipient pays the same", "ground", 12829, 1889,
        {"pieces": [kg("1")], "payer": "recipient"},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_price_by_hand(case, rates, merchant) -> None:
    answer = merchant.post("/api/v1/orders/quotes", json=bodies.shipment(**case.shipment))

    assert answer.status_code == 201, answer.json()
    offer = bodies.offer(answer.json(), case.service)
    assert offer["available"], offer["reasons"]
    assert offer["total"]["amount"] == f"{case.total}.00"
    assert offer["tax"]["amount"] == f"{case.tax}.00"
    lines = [Decimal(line["amount"]["amount"]) for line in offer["lines"]]
    assert sum(lines) == case.total


def test_every_line_is_answered_with_its_tax(rates, merchant) -> None:
    body = bodies.shipment(pieces=[kg("1")], cod_amount="100000")

    quote = merchant.post("/api/v1/orders/quotes", json=body).json()

    lines = bodies.offer(quote, "ground")["lines"]
    told = [(x["position"], x["kind"], x["amount"]["amount"], x["tax_code"]) for x in lines]
    assert told == [
        (1, "base", "8000.00", "IVA19"),
        (2, "fuel", "800.00", "IVA19"),
        (3, "declared_value", "1000.00", "EXC"),
        (4, "cod_fee", "3000.00", "IVA19"),
        (5, "handling", "700.00", "IVA19"),
        (6, "margin", "440.00", "IVA19"),
        (7, "tax", "1520.00", "IVA19"),
        (8, "tax", "152.00", "IVA19"),
        (9, "tax", "570.00", "IVA19"),
        (10, "tax", "133.00", "IVA19"),
        (11, "tax", "84.00", "IVA19"),
    ]
    assert [x["taxes"] for x in lines[6:]] == [1, 2, 4, 5, 6]


def test_a_discount_lowers_the_carriage_and_its_tax(rates, merchant) -> None:
    """10% of 8800 is 880, and 19% of that 167."""
    MerchantDiscount.objects.create(
        customer_id=merchant.customer_id, percent=10, valid_from=clock.today()
    )
    body = bodies.shipment(pieces=[kg("1")])

    quote = merchant.post("/api/v1/orders/quotes", json=body).json()

    assert bodies.offer(quote, "ground")["total"]["amount"] == f"{12829 - 880 - 167}.00"


def test_a_services_own_discount_counts_before_the_usual_one(rates, merchant) -> None:
    kept = {"customer_id": merchant.customer_id, "valid_from": clock.today()}
    MerchantDiscount.objects.create(percent=50, **kept)
    MerchantDiscount.objects.create(percent=10, service_id=rates.ground.service_id, **kept)
    body = bodies.shipment(pieces=[kg("1")])

    quote = merchant.post("/api/v1/orders/quotes", json=body).json()

    assert bodies.offer(quote, "ground")["total"]["amount"] == "11782.00"


def test_return_freight_and_liquidation_by_hand(rates, merchant) -> None:
    """Back: 80% of 8800 is 7040, IVA 1338. Price 16399, of which the COD fee is 3570."""
    body = bodies.shipment(pieces=[kg("1")], cod_amount="100000")

    offer = bodies.offer(merchant.post("/api/v1/orders/quotes", json=body).json(), "ground")

    assert offer["return_freight"]["amount"] == "8378.00"
    assert offer["liquidation"]["delivered"]["net"]["amount"] == f"{100000 - 16399}.00"
    assert offer["liquidation"]["returned"]["net"]["amount"] == f"-{12829 + 8378}.00"


def test_liquidation_when_the_recipient_pays(rates, merchant) -> None:
    """Delivered, the merchant gets all of its COD; returned, it owes both ways."""
    body = bodies.shipment(pieces=[kg("1")], cod_amount="100000", payer="recipient")

    offer = bodies.offer(merchant.post("/api/v1/orders/quotes", json=body).json(), "ground")

    assert offer["liquidation"]["delivered"]["net"]["amount"] == "100000.00"
    assert offer["liquidation"]["returned"]["net"]["amount"] == f"-{12829 + 8378}.00"


def test_the_cost_side_is_for_staff_alone(rates, merchant, api) -> None:
    """Cost: 5600 + 560 + 1000; 1064 + 106."""
    body = bodies.shipment(pieces=[kg("1")])
    quote = merchant.post("/api/v1/orders/quotes", json=body).json()
    path = f"/api/v1/orders/quotes/{quote['id']}"

    seen = bodies.offer(api.as_role("support").get(path).json(), "ground")

    assert seen["cost_total"]["amount"] == "8330.00"
    assert sum(Decimal(line["amount"]["amount"]) for line in seen["cost_lines"]) == 8330
    own = bodies.offer(merchant.get(path).json(), "ground")
    assert (own["cost_total"], own["cost_lines"]) == (None, [])
