"""The one statement before a price says what the reads say that stand elsewhere."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from apps.orders.models import MerchantCopy, MerchantDiscount
from apps.orders.selectors.asking import asking_of
from apps.orders.selectors.merchants import discounts_of, refuse_suspended
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])
DAY = date(2026, 3, 9)


def _refused(customer_id) -> bool:
    try:
        refuse_suspended(customer_id)
    except DomainError:
        return True
    return False


@pytest.mark.parametrize("status", ["prospect", "active", "suspended", "closed"])
def test_who_is_suspended(status: str) -> None:
    merchant, other = new_id(), new_id()
    MerchantCopy.objects.create(customer_id=merchant, status=status)
    for one in (merchant, other):
        assert asking_of(one, DAY).suspended == _refused(one)


def test_discounts_of_a_day_the_last_granted_last() -> None:
    merchant, service = new_id(), new_id()
    rows = [
        (None, "5", -9, None),
        (None, "7.50", -3, None),
        (service, "12", -30, 1),
        (service, "90", -30, 0),
        (service, "80", 1, None),
    ]
    for of, percent, since, until in rows:
        MerchantDiscount.objects.create(
            customer_id=merchant,
            service_id=of,
            percent=Decimal(percent),
            valid_from=DAY + timedelta(days=since),
            valid_to=None if until is None else DAY + timedelta(days=until),
        )
    found = asking_of(merchant, DAY).discounts
    assert found == discounts_of(merchant, DAY) == {None: Decimal("7.50"), service: Decimal("12")}
    assert asking_of(new_id(), DAY).discounts == {}
