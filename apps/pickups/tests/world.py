"""What people and neighbours do around pickups, one line a step."""

from typing import Any
from uuid import UUID

from quenty.contracts.customers import events as customers
from quenty.contracts.franchise import network_events as network
from quenty.contracts.orders import events as orders
from quenty.contracts.orders.shapes import GoodsLine, Parcel
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money

BASE = "/api/v1/pickups"
PLACE = {
    "contact_name": "Ana Gómez",
    "phone": "3001234567",
    "address": "Calle 93 # 11-20",
    "dane_code": "11001",
    "latitude": 4.676,
    "longitude": -74.048,
}
RULE = {
    "opens": "08:00",
    "closes": "12:00",
    "minutes": 120,
    "capacity": 2,
    "capacity_g": 100_000,
    "capacity_cm3": 1_000_000,
    "lead_minutes": 60,
}


def good(answer: Any, *statuses: int) -> Any:
    assert answer.status_code in (statuses or (200, 201)), answer.content
    return answer.json()


class World:
    def __init__(self, api: Any, deliver: Any, published: Any) -> None:
        self.api, self.deliver, self.published = api, deliver, published
        self.admin = api.as_role("admin")
        self._serial = 0

    def hear(
        self, event: Any, *, aggregate: UUID | None = None, sequence: int = 1, **more: Any
    ) -> None:
        self.deliver(
            event,
            consumer_context="pickups",
            aggregate_id=aggregate or new_id(),
            sequence=sequence,
            **more,
        )

    def zone(self, code: str = "norte", weekdays: range = range(6), **rule: Any) -> dict[str, Any]:
        body = {
            "code": code,
            "name": f"Zona {code}",
            "municipalities": ["11001"],
            "rules": [{"weekday": day, **RULE, **rule} for day in weekdays],
        }
        made: dict[str, Any] = good(self.admin.post(f"{BASE}/zones", json=body))
        return made

    def merchant(self, size: str = "large", *, active: bool = True) -> Any:
        client = self.api.as_merchant()
        customer = client.customer_id
        self.hear(
            customers.CustomerRegisteredV1(
                customer_id=customer,
                kind="company",
                size=size,
                display_name="Tienda",
                email="ana@tienda.example",
            ),
            aggregate=customer,
        )
        if active:
            event = customers.CustomerActivatedV1(customer_id=customer)
            self.hear(event, aggregate=customer, sequence=2)
        return client

    def guide(self, merchant: Any, *, pieces: int = 1, collect: int = 0, **changes: Any) -> Any:
        """A guide of a merchant as orders tells of it; gives the event."""
        self._serial += 1
        number = f"QTY{self._serial:09d}"
        values: dict[str, Any] = {
            "guide_id": new_id(),
            "number": number,
            "order_id": new_id(),
            "customer_id": merchant.customer_id,
            "reference": "",
            "operator_id": new_id(),
            "operator_name": "Cóndor",
            "service_id": new_id(),
            "service_name": "Expreso",
            "origin": "11001",
            "destination": "11001",
            "pieces": tuple(
                Parcel(number=n, weight_g=2000, length_mm=200, width_mm=100, height_mm=100)
                for n in range(1, pieces + 1)
            ),
            "goods": (
                GoodsLine(
                    sku="",
                    description="Libros",
                    quantity=1,
                    unit_price=Money(10_000, COP),
                    hs_code="",
                    serial="",
                ),
            ),
            "chargeable_g": 2000 * pieces,
            "declared_value": Money(50_000, COP),
            "cod_amount": Money(collect, COP),
            "collect": Money(collect, COP),
            "payer": "sender",
            "price": Money(9000, COP),
            "price_lines": (),
            "cost": None,
            "cost_lines": (),
            "issued_at": clock.now(),
            "estimated_delivery": None,
            "sender_name": "Tienda",
            "sender_phone": "+573001234567",
            "sender_address": "Calle 93 # 11-20",
            "recipient_name": "Luz Peña",
            "recipient_phone": "+573109876543",
            "recipient_email": "luz.pena@correo.example",
            "recipient_address": "Carrera 7 # 45-10",
            **changes,
        }
        event = orders.GuideGeneratedV1(**values)
        self.hear(event, aggregate=event.guide_id)
        return event

    def moved(self, guide: Any, kind: type, *, sequence: int = 2) -> None:
        """Orders tells where a guide is."""
        event = kind(
            guide_id=guide.guide_id,
            number=guide.number,
            order_id=guide.order_id,
            customer_id=guide.customer_id,
            operator_id=guide.operator_id,
            service_id=guide.service_id,
            pieces=tuple(piece.number for piece in guide.pieces),
            occurred_at=clock.now(),
            place="11001",
            source="operator",
            reason="",
        )
        self.hear(event, aggregate=guide.guide_id, sequence=sequence)

    def void(self, guide: Any, *, sequence: int = 2) -> None:
        event = orders.GuideVoidedV1(
            guide_id=guide.guide_id,
            number=guide.number,
            order_id=guide.order_id,
            customer_id=guide.customer_id,
            reason="ya no",
            refund=Money(0, COP),
        )
        self.hear(event, aggregate=guide.guide_id, sequence=sequence)

    def windows(self, client: Any, **query: Any) -> list[dict[str, Any]]:
        asked = "&".join(f"{name}={value}" for name, value in {"days": 7, **query}.items())
        answer = good(client.get(f"{BASE}/availability?dane_code=11001&{asked}"))
        windows: list[dict[str, Any]] = answer["windows"]
        return windows

    def ask_pickup(self, client: Any, *, starts_at: str, guides: Any = (), **changes: Any) -> Any:
        body = {
            "place": PLACE,
            "starts_at": starts_at,
            "guides": [guide.number for guide in guides],
            **changes,
        }
        return client.post(f"{BASE}/pickups", json=body)

    def pickup(self, client: Any, *, window: int = 0, guides: Any = (), **changes: Any) -> Any:
        starts_at = self.windows(client)[window]["starts_at"]
        return good(self.ask_pickup(client, starts_at=starts_at, guides=guides, **changes))

    def desk_code(self, number: str) -> str:
        """The newest code that a guide's recipient was told."""
        told = self.published("pickups.desk_code.issued")
        codes: list[str] = [event.code for event, _ in told if event.guide_number == number]
        return codes[-1] if codes else ""

    def point(self, *, franchise_id: UUID | None = None, **changes: Any) -> Any:
        event = network.PointOpenedV1(
            **{
                "point_id": new_id(),
                "franchise_id": franchise_id,
                "code": f"P{new_id().hex[-6:]}",
                "name": "Droguería La 93",
                "dane_code": "11001",
                "address": "Calle 93 # 14-20",
                "services": ("drop_off", "collection", "cod"),
                "capacity": 10,
                **changes,
            }
        )
        self.hear(event, aggregate=event.point_id)
        return event

    def fleet(self, *, drivers: int = 1, day: str = "2026-11-23", **shift: Any) -> list[Any]:
        """A depot, and a van with its driver's shift for each; gives the shifts."""
        depot = {
            "code": "bogota",
            "name": "Base Bogotá",
            "address": "Calle 80 # 69-10",
            "dane_code": "11001",
            "latitude": 4.69,
            "longitude": -74.08,
        }
        good(self.admin.post(f"{BASE}/depots", json=depot))
        return [self.shift(number, day=day, **shift) for number in range(1, drivers + 1)]

    def shift(self, number: int, *, day: str = "2026-11-23", **changes: Any) -> Any:
        skills = changes.pop("skills", [])
        zones = changes.pop("zones", [])
        car = changes.pop("vehicle", {})
        vehicle = good(
            self.admin.post(
                f"{BASE}/vehicles",
                json={
                    "plate": f"AAA{number:03d}",
                    "kind": "van",
                    "depot": "bogota",
                    "capacity_g": 800_000,
                    "capacity_cm3": 8_000_000,
                    "capacity_pieces": 200,
                    "fixed_cost": "60000",
                    "cost_per_km": "1200",
                    "cost_per_hour": "9000",
                    **car,
                },
            )
        )
        driver = good(
            self.admin.post(
                f"{BASE}/drivers",
                json={
                    "name": f"Conductor {number}",
                    "document": f"10{number:06d}",
                    "phone": "3001112233",
                    "licence": f"L{number}",
                    "licence_category": "C1",
                    "licence_expires_on": "2028-01-01",
                    "depot": "bogota",
                    "skills": skills,
                    "zones": zones,
                },
            )
        )
        body = {
            "driver_id": driver["id"],
            "vehicle_id": vehicle["id"],
            "day": day,
            "starts": "07:00",
            "ends": "17:00",
            **changes,
        }
        return good(self.admin.post(f"{BASE}/shifts", json=body))

    def deliveries(
        self, merchant: Any, places: list[tuple[float, float]], **terms: Any
    ) -> list[Any]:
        """Guides in transit with a delivery stop each, at these places; gives the guides."""
        from apps.pickups.models import Stop

        guides = []
        for latitude, longitude in places:
            guide = self.guide(merchant, collect=terms.get("collect", 0))
            self.moved(guide, orders.GuideInTransitV1)
            body = {"guides": [guide.number], "day": "2026-11-23"}
            body |= {k: v for k, v in terms.items() if k != "collect"}
            (done,) = good(self.admin.post(f"{BASE}/deliveries", json=body))["results"]
            assert done["code"] == "", done
            Stop.objects.filter(pk=done["stop_id"]).update(
                latitude=latitude, longitude=longitude, exact=True
            )
            guides.append(guide)
        return guides

    def plan(self, run_jobs: Any, **terms: Any) -> Any:
        """Ask for routes, solve, look; gives the job."""
        body = {"day": "2026-11-23", "iterations": 60, "seconds": 5, **terms}
        job = good(self.admin.post(f"{BASE}/routing-jobs", json=body), 202)
        run_jobs("pickups")
        return good(self.admin.get(f"{BASE}/routing-jobs/{job['id']}"))

    def commit(self, job: Any, **body: Any) -> list[Any]:
        """Put a plan in force; gives the runs."""
        path = f"{BASE}/routing-jobs/{job['id']}/commit"
        good(self.admin.post(path, json={"publish": True, **body}))
        runs: list[Any] = good(self.admin.get(f"{BASE}/runs?day={job['day']}"))["results"]
        return runs

    def driver(self, shift: Any) -> Any:
        return self.api.as_role("driver", driver_id=shift["driver_id"])

    def run_by_hand(self, shift: Any) -> Any:
        """A published run of all open stops, in the order they were made."""
        run = good(self.admin.post(f"{BASE}/runs", json={"shift_id": shift["id"]}))
        stops = good(self.admin.get(f"{BASE}/stops?unplanned=true&page_size=100"))["results"]
        for position, stop in enumerate(reversed(stops)):
            body = {"run_id": run["id"], "position": position, "force": True}
            good(self.admin.post(f"{BASE}/stops/{stop['id']}/put", json=body))
        return good(self.admin.post(f"{BASE}/runs/{run['id']}/publish"))
