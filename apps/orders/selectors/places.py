"""Look-ups of municipalities and of the services that reach them."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from apps.orders.selectors.catalogue import catalogue
from quenty.kernel import clock
from quenty.kernel.dane import Municipality, municipalities, normalise

MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a service does in a municipality."""

    service_id: UUID
    operator: str
    service: str
    mode: str
    pickup: bool
    delivery: bool
    cod: bool
    remote: bool
    extra_days: int


@cache
def _names() -> tuple[tuple[str, Municipality], ...]:
    """By size, so that the place most likely meant comes first."""
    places = sorted(municipalities().values(), key=lambda m: (-m.population, m.code))
    return tuple((f" {normalise(m.name)}", m) for m in places)


def municipalities_like(text: str, department: str = "") -> list[Municipality]:
    """Those with a word, or a code, that begins with `text`; `department`: its code."""
    wanted = normalise(text)
    if not wanted:
        return []
    found = [
        place
        for name, place in _names()
        if (f" {wanted}" in name or place.code.startswith(wanted))
        and (not department or place.department_code == department)
    ]
    return found[:MOST]


def reach_of(dane_code: str) -> list[Reach]:
    """Services that collect or deliver there, by operator and name."""
    found = []
    for tariff in catalogue(clock.today()).tariffs:
        row, service = tariff.coverage.get(dane_code), tariff.terms.source
        if row and (row.pickup or row.delivery):
            found.append(
                Reach(
                    service_id=service.service_id,
                    operator=service.operator_name,
                    service=service.name,
                    mode=service.mode,
                    pickup=row.pickup,
                    delivery=row.delivery,
                    cod=row.cod and service.cod_allowed,
                    remote=row.remote,
                    extra_days=row.extra_days,
                )
            )
    return sorted(found, key=lambda reach: (reach.operator, reach.service))
