"""A confirmation that is cut off at each of its steps, and what the sweeper makes of it."""

from datetime import timedelta
from typing import Any

import pytest

from apps.orders.models import Confirmation, Guide, Order
from apps.orders.tests import bodies
from apps.orders.tests.ledger import Ledger, Lost
from quenty.kernel import clock
from quenty.kernel.money import COP, Money
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["orders"])

CUTS = [
    ("place_hold", "before"),
    ("place_hold", "after"),
    ("capture_hold", "before"),
    ("capture_hold", "after"),
]
STEPS = ["record_guide", "record_charge"]


def confirm(client: Any, order_id: str, quote: dict[str, Any], key: str = "k") -> Any:
    path = f"/api/v1/orders/orders/{order_id}/confirm"
    return client.post(path, json={"offer_id": bodies.best(quote)["id"]}, key=key)


def sweep(after: timedelta = timedelta(minutes=2)) -> None:
    with clock.at(clock.now() + after):
        JOBS["orders.sweep_confirmations"].run()


def is_whole(order_id: str, quote: dict[str, Any], ledger: Ledger) -> None:
    """One guide, one charge, nothing held."""
    price = Money(bodies.best(quote)["total"]["amount"], COP)
    assert Guide.objects.filter(order_id=order_id).count() == 1
    assert Order.objects.get(pk=order_id).status == "with_guide"
    assert Confirmation.objects.get(order_id=order_id).status == "charged"
    assert (ledger.captured, ledger.held) == (price, Money.zero())
    assert len(ledger.holds) == 1


def is_untouched(order_id: str, ledger: Ledger) -> None:
    """No guide, no charge, nothing held."""
    assert not Guide.objects.filter(order_id=order_id).exclude(status="voided").exists()
    assert (ledger.captured, ledger.held) == (Money.zero(), Money.zero())


@pytest.mark.parametrize(("method", "when"), CUTS)
def test_the_sweeper_finishes_when_a_call_is_lost(
    method, when, quoted, merchant, ledger, published
) -> None:
    order_id, quote = quoted()
    ledger.fail_next(method, when)
    assert confirm(merchant, order_id, quote).status_code == 500

    sweep()

    is_whole(order_id, quote, ledger)
    assert len(published("orders.guide.generated")) == 1
    assert len(published("orders.order.confirmed")) == 1


@pytest.mark.parametrize(("method", "when"), CUTS)
def test_a_retry_with_the_key_finishes_when_a_call_is_lost(
    method, when, quoted, merchant, ledger
) -> None:
    order_id, quote = quoted()
    ledger.fail_next(method, when)
    confirm(merchant, order_id, quote)

    answer = confirm(merchant, order_id, quote)

    assert answer.status_code == 201
    is_whole(order_id, quote, ledger)


@pytest.mark.parametrize("step", STEPS)
def test_the_sweeper_finishes_when_the_process_dies_before_a_step_is_recorded(
    step, quoted, merchant, ledger, monkeypatch
) -> None:
    order_id, quote = quoted()

    def die(*args: Any, **kwargs: Any) -> None:
        raise Lost(step)

    with monkeypatch.context() as patched:
        patched.setattr(f"apps.orders.services.confirm.steps.{step}", die)
        assert confirm(merchant, order_id, quote).status_code == 500

    sweep()

    is_whole(order_id, quote, ledger)


def test_another_key_is_refused_while_a_confirmation_stands_half_done(
    quoted, merchant, ledger
) -> None:
    order_id, quote = quoted()
    ledger.fail_next("capture_hold", "before")
    confirm(merchant, order_id, quote)

    answer = confirm(merchant, order_id, quote, key="other")

    assert (answer.status_code, answer.json()["code"]) == (
        409,
        "orders.confirmation_in_progress",
    )


def test_the_sweeper_leaves_what_is_fresh_alone(quoted, merchant, ledger) -> None:
    order_id, quote = quoted()
    ledger.fail_next("place_hold", "before")
    confirm(merchant, order_id, quote)

    sweep(after=timedelta(seconds=5))

    assert ledger.calls == ["place_hold"]
    assert Confirmation.objects.get(order_id=order_id).status == "started"


@pytest.mark.parametrize("method", ["place_hold"])
def test_the_sweeper_undoes_what_nobody_waits_for_any_more(
    method, quoted, merchant, ledger, published, run_jobs
) -> None:
    order_id, quote = quoted()
    ledger.fail_next(method, "after")
    confirm(merchant, order_id, quote)
    assert ledger.held

    sweep(after=timedelta(hours=2))
    run_jobs("orders")

    is_untouched(order_id, ledger)
    assert Confirmation.objects.get(order_id=order_id).status == "undone"
    [(failed, _)] = published("orders.order.confirmation_failed")
    assert failed.code == "orders.confirmation_undone"


def test_a_guide_whose_hold_expired_is_voided(quoted, merchant, ledger, run_jobs) -> None:
    order_id, quote = quoted()
    ledger.fail_next("capture_hold", "before")
    confirm(merchant, order_id, quote)
    ledger.expire(next(iter(ledger.holds)))

    sweep()
    run_jobs("orders")

    is_untouched(order_id, ledger)
    assert Guide.objects.get(order_id=order_id).status == "voided"
    assert Order.objects.get(pk=order_id).status == "pending"


def test_cancelling_withdraws_a_confirmation_on_its_way(quoted, merchant, ledger, run_jobs) -> None:
    order_id, quote = quoted()
    ledger.fail_next("place_hold", "after")
    confirm(merchant, order_id, quote)

    path = f"/api/v1/orders/orders/{order_id}/cancel"
    assert merchant.post(path, json={"reason": "no longer"}).status_code == 200
    run_jobs("orders")
    sweep()

    is_untouched(order_id, ledger)
    assert Order.objects.get(pk=order_id).status == "cancelled"
    assert Confirmation.objects.get(order_id=order_id).status == "undone"


def test_cancelling_while_the_capture_is_lost_gives_the_money_back(
    quoted, merchant, ledger, run_jobs
) -> None:
    order_id, quote = quoted()
    ledger.fail_next("capture_hold", "after")
    confirm(merchant, order_id, quote)
    assert ledger.captured

    path = f"/api/v1/orders/orders/{order_id}/cancel"
    assert merchant.post(path, json={"reason": "no longer"}).status_code == 200
    run_jobs("orders")

    is_untouched(order_id, ledger)


def test_one_that_cannot_be_finished_does_not_keep_the_others_waiting(
    quoted, merchant, ledger
) -> None:
    stuck, stuck_quote = quoted()
    ledger.fail_next("place_hold", "before")
    confirm(merchant, stuck, stuck_quote, key="a")
    other, other_quote = quoted()
    ledger.fail_next("place_hold", "before")
    confirm(merchant, other, other_quote, key="b")

    ledger.fail_next("place_hold", "before")
    sweep()

    assert Confirmation.objects.get(order_id=stuck).status == "started"
    assert Confirmation.objects.get(order_id=other).status == "charged"
