"""A merchant's document is read of customers by a job, and kept under a keyed hash."""

from typing import Any

import pytest

from apps.orders.models import MerchantCopy
from apps.orders.tests.documents import Known
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.events import CustomerActivatedV1, CustomerRegisteredV1
from quenty.kernel.ids import new_id
from quenty.platform.events.declared import JOBS
from quenty.platform.registry import NotServed

pytestmark = pytest.mark.django_db(databases=["orders"])
NUMBER = "900123456"


@pytest.fixture
def customer_id() -> Any:
    return new_id()


@pytest.fixture
def customers(customer_id: Any, fake_neighbour: Any) -> Known:
    known = Known({customer_id: NUMBER})
    fake_neighbour(CustomersApi, merchant=known.merchant)
    return known


@pytest.fixture
def registered(customer_id: Any, customers: Known, deliver: Any) -> Any:
    def tell() -> None:
        told = CustomerRegisteredV1(
            customer_id=customer_id, kind="company", size="small", display_name="x", email="y@z.co"
        )
        deliver(told, consumer_context="orders", aggregate_id=customer_id)

    return tell


def test_it_is_read_when_the_merchant_registers(registered, customers, run_jobs) -> None:
    registered()
    assert customers.asked == []
    run_jobs("orders")
    registered()
    run_jobs("orders")

    row = MerchantCopy.objects.get()
    assert len(row.document_index) == 64
    assert NUMBER not in str(vars(row))
    assert len(customers.asked) == 1


def test_it_is_read_of_who_was_known_before(customer_id, customers, deliver) -> None:
    for known in (customer_id, new_id()):
        told = CustomerActivatedV1(customer_id=known)
        deliver(told, consumer_context="orders", aggregate_id=known)

    for _ in range(2):
        JOBS["orders.copy_documents"].run()

    # Who customers does not know is asked for once too.
    assert len(customers.asked) == 2
    assert MerchantCopy.objects.get(customer_id=customer_id).document_index
    assert MerchantCopy.objects.exclude(customer_id=customer_id).get().document_index == ""


def test_it_waits_for_customers_to_come_back(registered, customers, run_jobs) -> None:
    customers.away = True
    registered()
    run_jobs("orders")
    with pytest.raises(NotServed):
        JOBS["orders.copy_documents"].run()
    assert MerchantCopy.objects.get().document_read_at is None

    customers.away = False
    JOBS["orders.copy_documents"].run()

    assert MerchantCopy.objects.get().document_index
