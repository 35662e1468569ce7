"""A point and what its staff does there, one line a step."""

from typing import Any

from apps.pickups.models import GuideCopy
from apps.pickups.tests.world import BASE, World, good
from quenty.contracts.orders import events as orders
from quenty.kernel.ids import new_id


class Desk:
    def __init__(self, world: World) -> None:
        self.world = world
        self.point = world.point(franchise_id=new_id())
        self.staff = world.api.as_role("franchisee", franchise_id=self.point.franchise_id)
        self.path = f"{BASE}/points/{self.point.point_id}"

    def receive(self, label: str) -> Any:
        return self.staff.post(f"{self.path}/receive", json={"label": label})

    def fetched(self, merchant: Any, *, livemode: bool = True, **facts: Any) -> tuple[Any, Any]:
        """A guide on its way that is scanned in for its recipient, and what the desk was told."""
        guide = self.world.guide(merchant, **facts)
        self.world.moved(guide, orders.GuideInTransitV1)
        GuideCopy.objects.filter(guide_id=guide.guide_id).update(livemode=livemode)
        return guide, good(self.receive(guide.number))

    def code(self, got: Any) -> str:
        """What the recipient was told."""
        return self.world.desk_code(got["guide_number"])

    def hand_over(self, got: Any, **body: Any) -> Any:
        path = f"{self.path}/parcels/{got['id']}/hand-over"
        return self.staff.post(path, json={"name": "Luz Peña", **body})

    def chosen(self, merchant: Any, *guides: Any) -> Any:
        """The merchant says that it brings these here."""
        body = {"point_id": str(self.point.point_id), "guides": [g.number for g in guides]}
        return merchant.post(f"{BASE}/drop-offs", json=body)

    def close(self, counted: str, **body: Any) -> Any:
        return self.staff.post(f"{self.path}/cash-close", json={"counted": counted, **body})

    def report(self) -> Any:
        return good(self.staff.get(f"{self.path}/report"))
