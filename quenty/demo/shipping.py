"""Every order of the shop is quoted, checked, confirmed."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rich.progress import Progress

from quenty.demo.client import Client, Refused, wait_for

THREADS = 6


@dataclass
class Shipped:
    """`offers`: priced offers whose lines were added up. `wrong`: those that did not agree.
    `refused`: reference -> why there is no guide."""

    guides: list[str] = field(default_factory=list)
    offers: int = 0
    wrong: list[str] = field(default_factory=list)
    charged: Decimal = Decimal(0)
    refused: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Done:
    reference: str
    number: str
    price: Decimal
    offers: int
    wrong: list[str]
    refusal: str = ""


def wait_for_rates(shop: Client) -> int:
    """How many services are priced, once all that cover a city are."""
    trial = {
        "origin": "11001",
        "destination": "05001",
        "pieces": [{"weight_kg": "1", "length_cm": "20", "width_cm": "15", "height_cm": "10"}],
        "declared_value": "50000",
    }

    def priced() -> int:
        covering = shop.get("/api/v1/orders/coverage", dane_code="05001")["services"]
        offers = shop.post("/api/v1/orders/quotes", trial)["offers"]
        available = sum(offer["available"] for offer in offers)
        return available if covering and available >= len(covering) else 0

    return wait_for("the operators' rates", priced, seconds=90)


def ship_all(shop: Client, orders: list[dict[str, Any]], bar: Progress) -> Shipped:
    """Quote and confirm each order, a few at a time."""
    result = Shipped()
    task = bar.add_task("quote and confirm", total=len(orders))
    with ThreadPoolExecutor(THREADS) as pool:
        for done in pool.map(lambda pair: _ship(shop, *pair), enumerate(orders)):
            result.offers += done.offers
            result.wrong += done.wrong
            if done.refusal:
                result.refused[done.reference] = done.refusal
            else:
                result.guides.append(done.number)
                result.charged += done.price
            bar.advance(task)
    return result


def _ship(shop: Client, index: int, order: dict[str, Any]) -> _Done:
    reference = order["reference"]
    try:
        quote = shop.post(f"/api/v1/orders/orders/{order['id']}/quotes", {})
        offers = [offer for offer in quote["offers"] if offer["available"]]
        wrong = [
            f"{reference} {offer['service']['code']}" for offer in offers if not adds_up(offer)
        ]
        if not offers:
            return _Done(reference, "", Decimal(0), 0, wrong, _why(quote["offers"]))
        # Some buyers want it cheap, some soon: both ranks are used.
        rank = "price" if index % 3 else "score"
        chosen = min(offers, key=lambda offer: offer["ranks"][rank])
        guide = shop.post(
            f"/api/v1/orders/orders/{order['id']}/confirm",
            {"offer_id": chosen["id"]},
            # Of the offer: a run that was interrupted has its orders quoted anew.
            key=f"demo-confirm-{chosen['id']}",
        )
    except Refused as refusal:
        return _Done(reference, "", Decimal(0), 0, [], f"{refusal.code}: {refusal.detail}")
    return _Done(reference, guide["number"], _amount(guide["price"]), len(offers), wrong)


def adds_up(offer: dict[str, Any]) -> bool:
    """Whether the lines of an offer sum to its total, and to subtotal and tax."""
    lines = offer["lines"]
    total = sum((_amount(line["amount"]) for line in lines), Decimal(0))
    parts = _amount(offer["subtotal"]) + _amount(offer["tax"])
    return total == parts == _amount(offer["total"])


def _amount(money: dict[str, str]) -> Decimal:
    return Decimal(money["amount"])


def _why(offers: Iterable[dict[str, Any]]) -> str:
    said = {reason["detail"] for offer in offers for reason in offer["reasons"]}
    return "; ".join(sorted(said)) or "no service goes there"
