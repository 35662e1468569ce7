"""A guide's money is posted once, asked for again when it is stuck, and refused for a person."""

from datetime import timedelta
from typing import Any

import pytest

from apps.orders.models import GuideMoney
from apps.orders.services.money.post import post_again, sweep_money
from apps.orders.tests.collecting import cop
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["orders"])


def test_a_lost_answer_of_the_ledger_posts_once(confirmed, collecting) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.ledger.fail_next("post_guide_money", "after")

    collecting.settle()

    assert collecting.ledger.calls.count("post_guide_money") == 2
    assert GuideMoney.objects.get().status == "posted"
    cod = collecting.cod(guide)
    assert collecting.ledger.account("expected", str(cod.customer_id)) == cop(90_000)


def test_what_is_due_for_long_is_asked_for_again(confirmed, collecting) -> None:
    confirmed(cod_amount="90000")
    collecting.settle()
    GuideMoney.objects.update(status="due")
    assert sweep_money() == 0

    with clock.at(clock.now() + timedelta(hours=1)):
        assert sweep_money() == 1
        collecting.settle()

    assert GuideMoney.objects.get().status == "posted"


def test_what_the_ledger_refuses_waits_for_a_person(confirmed, collecting, fake_neighbour) -> None:
    def refuse(**_: Any) -> None:
        raise CustomerError.NOT_FOUND()

    confirmed(cod_amount="90000")
    fake_neighbour(CustomersApi, post_guide_money=refuse)
    collecting.settle()
    row = GuideMoney.objects.get()
    assert (row.status, row.failure) == ("refused", "customers.not_found")

    fake_neighbour(CustomersApi, post_guide_money=collecting.ledger.post_guide_money)
    post_again(money_id=row.id)
    collecting.settle()

    row.refresh_from_db()
    assert row.status == "posted"
