"""What a courier's or a point's cash was above or below what was due, on its own account."""

import pytest

from apps.customers.models import LedgerAccount
from apps.customers.tests.money import pesos
from quenty.contracts.customers.api import CustomersApi
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["customers"])


def post(holder, amount, key="c-1", livemode=True):
    return registry.get(CustomersApi).post_cash_difference(
        idempotency_key=key,
        livemode=livemode,
        holder_id=holder,
        amount=pesos(amount),
        reference_id=holder,
        description="Diferencia de caja",
    )


def balance(purpose, detail):
    return LedgerAccount.objects.get(owner_id=None, purpose=purpose, detail=detail, livemode=True)


@pytest.mark.parametrize("amount", [5_000, -2_000])
def test_it_is_posted_once_between_the_bank_and_who_held_it(amount) -> None:
    holder = new_id()

    assert post(holder, amount) == post(holder, amount)

    owed = balance("cod_clearing", str(holder))
    assert owed.entries.count() == 1
    assert sum(entry.amount for entry in owed.entries.all()) == pesos(amount).units


@pytest.mark.parametrize("changes", [{"amount": 1}, {"livemode": False}])
def test_the_same_key_is_not_another_difference(changes) -> None:
    holder = new_id()
    post(holder, 5_000)
    with pytest.raises(DomainError) as refused:
        post(holder, changes.pop("amount", 5_000), **changes)
    assert refused.value.code == "customers.idempotency_conflict"


def test_no_difference_is_no_posting() -> None:
    with pytest.raises(DomainError) as refused:
        post(new_id(), 0)
    assert refused.value.code == "customers.posting_unbalanced"
