"""A driver at work: a published run, its stops, and what is done at their doors."""

from decimal import Decimal
from typing import Any

from apps.pickups.tests.places import action, here, send
from apps.pickups.tests.world import BASE, World, good


class Day:
    """A published run of a driver, and its stops by guide or pickup."""

    def __init__(self, world: World, shift: Any, run: Any) -> None:
        self.world, self.run = world, run
        self.phone = world.driver(shift)
        self.stops = good(self.phone.get(f"{BASE}/driver/run"))["stops"]

    def stop(self, kind: str, number: int = 0) -> Any:
        """Deliveries by what is to be collected: 45,000, 30,000, nothing."""
        of_kind = [stop for stop in self.stops if stop["kind"] == kind]
        return sorted(of_kind, key=lambda stop: -due_at(stop))[number]

    def do(self, *actions: Any) -> list[str]:
        return [r["code"] or r["outcome"] for r in send(self.phone, *actions)]


def due_at(stop: Any) -> int:
    return int(Decimal(stop["collect"]["amount"])) if stop["collect"] else 0


def proof(**more: Any) -> dict[str, Any]:
    return {"received_by": "Luz Peña", "evidence": ["signature"], **more}


def deliver(day: Day, stop: Any, **more: Any) -> list[str]:
    due = due_at(stop)
    money = {"collected": str(due), "method": "cash"} if due else {}
    return day.do(
        action("depart", stop, position=here(stop)),
        action("arrive", stop, position=here(stop)),
        action("deliver", stop, position=here(stop), **proof(), **money, **more),
    )
