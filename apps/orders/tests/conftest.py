"""What the tests of orders start from: rates copied, a merchant that may ship."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from apps.orders.services.operators.breakers import forget_breakers
from apps.orders.tests import bodies
from apps.orders.tests.carrier import NATIONAL
from apps.orders.tests.collecting import Collecting
from apps.orders.tests.karrio_carrier import SECRETS, SERVICES
from apps.orders.tests.ledger import Ledger
from apps.orders.tests.rates import Rates
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.events import CustomerActivatedV1, KycApprovedV1
from quenty.contracts.franchise.api import FranchiseApi
from quenty.kernel import clock
from quenty.kernel.ids import new_id


@pytest.fixture
def rates(
    fake_neighbour: Callable[..., None],
    deliver: Callable[..., Any],
    run_jobs: Callable[[str], None],
) -> Rates:
    """Two services whose sheets were published and copied; see rates.py for the figures."""
    published = Rates(deliver, run_jobs)
    fake_neighbour(
        FranchiseApi,
        rate_sheet=published.rate_sheet,
        service=published.service,
        coverage=published.coverage,
    )
    published.publish()
    return published


@pytest.fixture
def merchant(api: Any, verified: Callable[[UUID], None]) -> Any:
    """A client of a merchant whose identity is verified."""
    client = api.as_merchant()
    verified(client.customer_id)
    return client


@pytest.fixture
def verified(deliver: Callable[..., Any]) -> Callable[[UUID], None]:
    """`verified(customer_id)`: customers has told that it is active and approved."""

    def tell(customer_id: UUID) -> None:
        of = {"consumer_context": "orders", "aggregate_id": customer_id}
        deliver(CustomerActivatedV1(customer_id=customer_id), sequence=2, **of)
        expires = clock.now().replace(year=clock.now().year + 1, day=1)
        approved = KycApprovedV1(customer_id=customer_id, level="basic", expires_at=expires)
        deliver(approved, sequence=3, **of)

    return tell


@pytest.fixture
def ledger(fake_neighbour: Callable[..., None]) -> Ledger:
    """The customers context's money, in memory, with its own idempotency."""
    kept = Ledger()
    fake_neighbour(
        CustomersApi,
        place_hold=kept.place_hold,
        capture_hold=kept.capture_hold,
        release_hold=kept.release_hold,
        refund=kept.refund,
        post_guide_money=kept.post_guide_money,
        post_cash_difference=kept.post_cash_difference,
        pay_out=kept.pay_out,
        collect_debt=kept.collect_debt,
    )
    return kept


@pytest.fixture
def placed(merchant: Any) -> Callable[..., dict[str, Any]]:
    """`placed(**changes)`: an order of the merchant, as answered."""

    def place(client: Any = None, **changes: Any) -> dict[str, Any]:
        answer = (client or merchant).post(
            "/api/v1/orders/orders", json=bodies.order(**changes), key=str(new_id())
        )
        assert answer.status_code == 201, answer.json()
        return dict(answer.json())

    return place


@pytest.fixture
def quoted(
    rates: Rates, merchant: Any, placed: Callable[..., dict[str, Any]]
) -> Callable[..., tuple[str, dict[str, Any]]]:
    """`quoted(**changes)`: an order's id and its quote, as answered."""

    def quote(client: Any = None, **changes: Any) -> tuple[str, dict[str, Any]]:
        order = placed(client, **changes)
        path = f"/api/v1/orders/orders/{order['id']}/quotes"
        answer = (client or merchant).post(path, json={})
        assert answer.status_code == 201, answer.json()
        return order["id"], dict(answer.json())

    return quote


@pytest.fixture
def confirmed(
    quoted: Callable[..., tuple[str, dict[str, Any]]], merchant: Any, ledger: Ledger
) -> Callable[..., dict[str, Any]]:
    """`confirmed(**changes)`: a guide, as answered."""

    def confirm(**changes: Any) -> dict[str, Any]:
        order_id, quote = quoted(**changes)
        answer = merchant.post(
            f"/api/v1/orders/orders/{order_id}/confirm",
            json={"offer_id": bodies.best(quote)["id"]},
            key=str(new_id()),
        )
        assert answer.status_code == 201, answer.json()
        return dict(answer.json())

    return confirm


@pytest.fixture
def collecting(
    api: Any,
    deliver: Callable[..., Any],
    run_jobs: Callable[[str], None],
    ledger: Ledger,
    confirmed: Callable[..., dict[str, Any]],
) -> Collecting:
    """Parcels that collect money, and who tells of them; guides by `confirmed(cod_amount=)`."""
    return Collecting(api, deliver, run_jobs, ledger)


@pytest.fixture
def shipped(api: Any, rates: Any, quoted: Any, merchant: Any, ledger: Any) -> Any:
    """`shipped(**order)`: the number of a guide of the ground operator."""

    def ship(**order: Any) -> str:
        order_id, quote = quoted(**order)
        offer = bodies.offer(quote, "ground")["id"]
        path = f"/api/v1/orders/orders/{order_id}/confirm"
        answer = merchant.post(path, json={"offer_id": offer}, key=order_id)
        assert answer.status_code == 201, answer.json()
        return str(answer.json()["number"])

    return ship


@pytest.fixture
def connected(api: Any, rates: Any) -> Any:
    """`connected(adapter, carrier)`: the ground operator is reached by it."""

    def act(name: str, carrier: Any) -> None:
        body = {
            "operator_id": str(rates.ground.operator_id),
            "adapter": name,
            "base_url": carrier.url,
            "settings": {"service_ground": SERVICES.get(name, "3"), "id_cliente": "7"},
            "secrets": {**NATIONAL, **SECRETS}[name],
            "seconds": "1",
        }
        answer = api.as_role("admin").post("/api/v1/orders/operators/accounts", json=body)
        assert answer.status_code == 200, answer.json()

    forget_breakers()
    yield act
    forget_breakers()
