"""A service's terms in the units that pricing counts in: grams and millimetres."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Literal
from uuid import UUID

from quenty.contracts.franchise.api import Service
from quenty.contracts.franchise.route_priorities import Route, by_route, priority_on
from quenty.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`divisor`: cm3 per kg. `basis`: whether step and minimum act on each piece or on totals.
    `routes`: where the service's priority is another one."""

    service_id: UUID
    divisor: int
    step_g: int
    minimum_g: int
    basis: Literal["piece", "total"]
    max_piece_g: int
    max_side_mm: int
    max_declared: Money
    cod_allowed: bool
    max_cod: Money
    cutoff: time
    routes: Mapping[Route, int]
    source: Service

    @classmethod
    def of(cls, service: Service) -> "Terms":
        return cls(
            service_id=service.service_id,
            divisor=service.divisor,
            step_g=grams(service.weight_step_kg),
            minimum_g=grams(service.minimum_weight_kg),
            basis="total" if service.weight_basis == "total" else "piece",
            max_piece_g=grams(service.max_piece_weight_kg),
            max_side_mm=service.max_side_cm * 10,
            max_declared=service.max_declared_value,
            cod_allowed=service.cod_allowed,
            max_cod=service.max_cod,
            cutoff=time.fromisoformat(service.cutoff),
            routes=by_route(service.routes),
            source=service,
        )

    def priority(self, origin: str, destination: str, zone: str) -> int:
        """Its turn between two municipalities, the lowest first."""
        return priority_on(
            self.routes,
            origin=origin,
            destination=destination,
            zone=zone,
            default=self.source.priority,
        )


def grams(kg: Decimal) -> int:
    return int(kg * 1000)
