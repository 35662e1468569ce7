"""What happens to a parcel that collects money, told as others tell it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.orders.models import Cod, Guide
from apps.orders.tests.ledger import Ledger
from quenty.contracts.pickups.events import PiecesHandedOverV1
from quenty.contracts.pickups.road_events import CashClosedV1, DeliveryCompletedV1
from quenty.contracts.pickups.shapes import Piece
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money

BASE = "/api/v1/orders"


def cop(amount: int) -> Money:
    return Money(amount, COP)


def lines(guide: dict[str, Any], merchant: Any) -> dict[str, int]:
    """A statement's columns that are not zero, in pesos."""
    answer = merchant.get(f"{BASE}/guides/{guide['number']}/statement")
    assert answer.status_code == 200, answer.json()
    return {
        name: int(Decimal(value["amount"]))
        for name, value in answer.json().items()
        if isinstance(value, dict) and float(value["amount"])
    }


class Collecting:
    """`guide` as the API answered it. Every step runs the background to its end."""

    def __init__(self, api: Any, deliver: Callable[..., Any], run_jobs: Callable[..., None],
                 ledger: Ledger) -> None:  # fmt: skip
        self.staff = api.as_role("admin")
        self.api, self._deliver, self._run, self.ledger = api, deliver, run_jobs, ledger

    def settle(self) -> None:
        for _ in range(4):
            self._run("orders")

    def tell(self, guide: dict[str, Any], event: str, **changes: Any) -> None:
        """Staff tell of a parcel by API."""
        body = {"event": event, **changes}
        answer = self.staff.post(f"{BASE}/guides/{guide['number']}/events", json=body)
        assert answer.status_code == 201, answer.json()
        self.settle()

    def hand_over(self, guide: dict[str, Any], collected: int, method: str = "cash") -> UUID:
        """Our courier delivered it, and has the cash; the run's id."""
        run_id = new_id()
        row = Guide.objects.get(number=guide["number"])
        event = DeliveryCompletedV1(
            guide_id=row.id,
            guide_number=row.number,
            customer_id=row.customer_id,
            run_id=run_id,
            driver_id=new_id(),
            stop_id=new_id(),
            attempt=1,
            pieces=(Piece(number=1),),
            whole=True,
            due=row.collect,
            collected=cop(collected),
            method=method,
            proof=("photo",),
            far_from_address=False,
            municipality="05001",
            occurred_at=clock.now(),
        )
        self._deliver(event, consumer_context="orders", aggregate_id=row.id)
        self.settle()
        return run_id

    def at_desk(self, guide: dict[str, Any], collected: int | None, *, times: int = 1) -> None:
        """A point hands it to its recipient, who pays there."""
        row = Guide.objects.get(number=guide["number"])
        event = PiecesHandedOverV1(
            guide_id=row.id,
            guide_number=row.number,
            customer_id=row.customer_id,
            point_id=new_id(),
            pieces=(Piece(number=1),),
            whole=True,
            to="recipient",
            checked_by="identity",
            municipality="05001",
            occurred_at=clock.now(),
            collected=None if collected is None else cop(collected),
            method="cash" if collected else "",
        )
        self._deliver(event, consumer_context="orders", aggregate_id=row.id, times=times)
        self.settle()

    def close_cash(
        self, *guides: dict[str, Any], expected: int, counted: int, times: int = 1
    ) -> CashClosedV1:
        ids = tuple(Guide.objects.get(number=g["number"]).id for g in guides)
        event = CashClosedV1(
            close_id=new_id(),
            holder="driver",
            holder_id=new_id(),
            run_id=new_id(),
            day=date(2026, 6, 1),
            expected=cop(expected),
            counted=cop(counted),
            difference=cop(counted - expected),
            slip="123",
            guides=ids,
        )
        self._deliver(event, consumer_context="orders", times=times)
        self.settle()
        return event

    def remit(self, reference: str, *lines: tuple[str, int], **changes: Any) -> Any:
        """The operator of the first line's guide pays us."""
        operator = Guide.objects.get(number=lines[0][0]).operator_id
        body = {
            "reference": reference,
            "day": str(clock.today()),
            "lines": [{"number": n, "amount": str(a)} for n, a in lines],
            **changes,
        }
        client = self.api.as_role("operator", operator_id=operator)
        answer = client.post(f"{BASE}/cod-remittances", json=body)
        self.settle()
        return answer

    def cod(self, guide: dict[str, Any]) -> Cod:
        return Cod.objects.select_related("guide").get(guide__number=guide["number"])
