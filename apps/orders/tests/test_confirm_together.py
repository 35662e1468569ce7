"""Many confirms of one order at the same moment, on real commits."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from apps.orders.models import Confirmation, Guide
from apps.orders.tests import bodies
from quenty.kernel.money import COP, Money

pytestmark = pytest.mark.django_db(databases=["orders"], transaction=True)

MANY = 50


def confirm_together(client: Any, order_id: str, offer_id: str, keys: list[str]) -> list[Any]:
    """One request a key, all let go at once."""
    start = Barrier(len(keys))

    def one(key: str) -> Any:
        try:
            start.wait(30)
            path = f"/api/v1/orders/orders/{order_id}/confirm"
            return client.post(path, json={"offer_id": offer_id}, key=key)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(keys)) as pool:
        return list(pool.map(one, keys))


@pytest.mark.parametrize("keys", [["one"] * MANY, [f"key-{n}" for n in range(MANY)]])
def test_fifty_confirms_make_one_guide_and_one_charge(keys, quoted, merchant, ledger) -> None:
    order_id, quote = quoted()
    offer = bodies.best(quote)

    answers = confirm_together(merchant, order_id, offer["id"], keys)

    codes = Counter(answer.status_code for answer in answers)
    assert set(codes) <= {201, 409}, codes
    numbers = {answer.json()["number"] for answer in answers if answer.status_code == 201}
    assert len(numbers) == 1
    assert Guide.objects.filter(order_id=order_id).count() == 1
    assert Confirmation.objects.filter(order_id=order_id).count() == 1
    assert ledger.captured == Money(offer["total"]["amount"], COP)
    assert ledger.held == Money.zero()
