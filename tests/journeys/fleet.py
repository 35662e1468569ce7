"""Our own couriers: a zone with windows, a van, a driver with a phone, and what it tells."""

from datetime import datetime, timedelta
from typing import Any

from apps.gateway.services.create_user import create_user
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.ids import new_id
from tests.journeys.world import BOGOTA, PASSWORD, World, good

BASE = "/api/v1/pickups"
DOOR = {
    "contact_name": "Tienda",
    "phone": "3001234567",
    "address": "Calle 93 # 11-20",
    "dane_code": BOGOTA,
    "latitude": 4.676,
    "longitude": -74.048,
}


class Fleet:
    """One van of Bogotá. Steps are told with `tell`, at times that go on by a second."""

    def __init__(self, world: World) -> None:
        self.world, self.admin = world, world.admin
        self._at = clock.now() - timedelta(seconds=30)
        rule = {
            "opens": "06:00",
            "closes": "22:00",
            "minutes": 60,
            "capacity": 5,
            "capacity_g": 500_000,
            "capacity_cm3": 5_000_000,
            "lead_minutes": 0,
        }
        zone = {"code": "bogota", "name": "Bogotá", "municipalities": [BOGOTA]}
        rules = [{"weekday": day, **rule} for day in range(7)]
        good(self.admin.post(f"{BASE}/zones", json={**zone, "rules": rules}))
        depot = {k: v for k, v in DOOR.items() if k not in ("contact_name", "phone")}
        good(self.admin.post(f"{BASE}/depots", json={**depot, "code": "base", "name": "Base"}))

    def window(self, client: Any) -> dict[str, Any]:
        """The first that can be booked; holidays have none."""
        offers = good(client.get(f"{BASE}/availability?dane_code={BOGOTA}&days=14"))["windows"]
        found: dict[str, Any] = next(offer for offer in offers if offer["bookable"])
        return found

    def drive(self, window: dict[str, Any]) -> dict[str, Any]:
        """A driver's run on the window's day, with nothing on it; the phone is signed in."""
        vehicle = {
            "plate": "QTY001",
            "kind": "van",
            "depot": "base",
            "capacity_g": 800_000,
            "capacity_cm3": 8_000_000,
            "capacity_pieces": 100,
            "fixed_cost": "60000",
            "cost_per_km": "1200",
            "cost_per_hour": "9000",
        }
        driver = {
            "name": "Nubia Rojas",
            "document": "1012345678",
            "phone": "3001112233",
            "licence": "L1",
            "licence_category": "C1",
            "licence_expires_on": "2099-01-01",
            "depot": "base",
        }
        self.driver = good(self.admin.post(f"{BASE}/drivers", json=driver))
        shift = {
            "driver_id": self.driver["id"],
            "vehicle_id": good(self.admin.post(f"{BASE}/vehicles", json=vehicle))["id"],
            "day": datetime.fromisoformat(window["starts_at"]).date().isoformat(),
            "starts": "05:00",
            "ends": "23:00",
        }
        made = good(self.admin.post(f"{BASE}/shifts", json=shift))
        self.day = shift["day"]
        self.run: dict[str, Any] = good(
            self.admin.post(f"{BASE}/runs", json={"shift_id": made["id"]})
        )
        self.phone = self._phone()
        return self.run

    def _phone(self) -> Any:
        email = "nubia@example.com"
        create_user(
            email=email,
            password=PASSWORD,
            full_name="Nubia Rojas",
            roles=("driver",),
            driver_id=self.driver["id"],
            actor=SYSTEM,
        )
        body = {"email": email, "password": PASSWORD}
        tokens = good(self.world.api.anonymous().post("/api/v1/gateway/tokens", json=body))
        return self.world.api.with_token(tokens["access_token"])

    def put(self, **found: str) -> dict[str, Any]:
        """The waiting stop with these columns, dragged onto the run and told."""
        stops = good(self.admin.get(f"{BASE}/stops?unplanned=true"))["results"]
        (stop,) = [s for s in stops if all(s[name] == value for name, value in found.items())]
        body = {"run_id": self.run["id"], "position": 99, "force": True}
        good(self.admin.post(f"{BASE}/stops/{stop['id']}/put", json=body))
        good(self.admin.post(f"{BASE}/runs/{self.run['id']}/publish"))
        chosen: dict[str, Any] = stop
        return chosen

    def tell(self, *steps: tuple[str, dict[str, Any] | None, dict[str, Any]]) -> list[str]:
        """(kind, stop or None, data): the outcomes."""
        actions = []
        for kind, stop, data in steps:
            self._at += timedelta(seconds=1)
            actions.append(
                {
                    "id": str(new_id()),
                    "kind": kind,
                    "at": self._at.isoformat(),
                    "run_id": self.run["id"],
                    "stop_id": stop["id"] if stop else None,
                    "data": data,
                }
            )
        told = good(self.phone.post(f"{BASE}/driver/actions", json={"actions": actions}))
        self.world.settle()
        return [result["code"] or result["outcome"] for result in told["results"]]
