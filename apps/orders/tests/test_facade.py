"""What neighbours are answered."""

import pytest

from quenty.contracts.orders.api import OrdersApi
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["orders"])


def test_a_guide_by_its_number(confirmed) -> None:
    guide = confirmed()

    found = registry.get(OrdersApi).guide(number=guide["number"])

    assert str(found.guide_id) == guide["id"]
    assert (found.status, found.pieces, found.destination) == ("generated", 1, "05001")


def test_an_order_with_its_goods_and_guide(confirmed) -> None:
    guide = confirmed()

    found = registry.get(OrdersApi).order(order_id=guide["order_id"])

    assert found.guide_number == guide["number"]
    assert [(g.sku, g.quantity) for g in found.goods] == [("Z-1", 1)]


@pytest.mark.parametrize(
    ("method", "argument", "code"),
    [
        ("guide", {"number": "QTY000000000"}, "orders.guide_not_found"),
        ("order", {"order_id": new_id()}, "orders.not_found"),
    ],
)
def test_what_is_not_there_has_its_code(method, argument, code) -> None:
    with pytest.raises(DomainError) as refused:
        getattr(registry.get(OrdersApi), method)(**argument)

    assert refused.value.code == code
