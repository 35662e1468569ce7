"""The demo's zones, depots, vehicles, drivers and shifts. Again adds what is missing."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from apps.pickups.domain.business_days import is_working_day
from apps.pickups.models import Driver, Shift, Vehicle, Zone
from apps.pickups.services.fleet.plan_shift import plan_shift
from apps.pickups.services.fleet.register import add_driver, add_vehicle, set_depot
from apps.pickups.services.zones.set_zone import set_zone
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.money import COP, Money

# Code, name, municipality, place of the depot.
_CITIES = (
    ("bogota", "Bogotá", "11001", 4.6920, -74.0840),
    ("medellin", "Medellín", "05001", 6.2310, -75.5830),
    ("cali", "Cali", "76001", 3.4480, -76.5130),
)
_NAMES = ("Nubia Rojas", "Edwin Páez", "Yesid Cuesta", "Paola Mesa", "Jhon Ibarra", "Luz Dary Gil")
_DAYS = 3


def seed(progress: Callable[[str], None] = lambda text: None) -> None:
    """`progress` hears a line a city."""
    for number, (code, name, dane_code, latitude, longitude) in enumerate(_CITIES):
        _zone(code, name, dane_code)
        set_depot(
            code=code,
            name=f"Base {name}",
            address="Zona industrial, bodega 4",
            dane_code=dane_code,
            latitude=latitude,
            longitude=longitude,
            actor=SYSTEM,
        )
        for crew in range(2):
            _crew(code, 2 * number + crew)
        progress(f"pickups: {name}, zone, depot, two vans")


def _zone(code: str, name: str, dane_code: str) -> None:
    if Zone.objects.filter(code=code).exists():
        return
    rules = [
        {
            "weekday": day,
            "opens": time(8),
            "closes": time(18) if day < 5 else time(12),
            "minutes": 120,
            "capacity": 40,
            "capacity_g": 4_000_000,
            "capacity_cm3": 40_000_000,
            "cutoff": None,
            "lead_minutes": 60,
        }
        for day in range(6)
    ]
    set_zone(code=code, name=name, municipalities=[dane_code], rules=rules, actor=SYSTEM)


def _crew(depot: str, number: int) -> None:
    plate, document = f"QTY{number + 101}", f"9{number + 1:07d}"
    vehicle = Vehicle.objects.filter(plate=plate).first() or add_vehicle(
        plate=plate,
        kind="van",
        depot=depot,
        capacity_g=900_000,
        capacity_cm3=9_000_000,
        capacity_pieces=180,
        fixed_cost=_pesos(70_000),
        cost_per_km=_pesos(1_250),
        cost_per_hour=_pesos(9_500),
        actor=SYSTEM,
    )
    driver = Driver.objects.filter(document=document).first() or add_driver(
        name=_NAMES[number],
        document=document,
        phone="+573000000000",
        licence=f"LIC{document}",
        licence_category="C1",
        licence_expires_on=date(2030, 12, 31),
        depot=depot,
        cash_limit=_pesos(2_000_000),
        actor=SYSTEM,
    )
    for ahead in range(_DAYS):
        _shift(driver, vehicle, clock.today() + timedelta(days=ahead))


def _shift(driver: Driver, vehicle: Vehicle, day: date) -> None:
    if not is_working_day(day) or Shift.objects.filter(driver=driver, day=day).exists():
        return
    lunch: dict[str, Any] = {"early": "12:00", "late": "13:30", "minutes": 45}
    plan_shift(
        driver_id=driver.pk,
        vehicle_id=vehicle.pk,
        day=day,
        starts=time(7),
        ends=time(17),
        breaks=[lunch],
        actor=SYSTEM,
    )


def _pesos(amount: int) -> Money:
    return Money(amount, COP)
