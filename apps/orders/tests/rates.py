"""Two services with figures that are easy to compute by hand.

ground (divisor 2500, step 1 kg, minimum 1 kg, by piece) and express (divisor 5000, step
0.5 kg, by totals). Selling, ground: local 5000 to 1 kg, 9000 to 5 kg, 1000 a kg beyond;
national 8000, 14000, 2000; special 12000, 20000, 3500. Express costs 1.5 times that. Fuel
10%, remote area 6000, declared value 1% at least 500, COD 2% at least 3000, handling 700,
margin 5%, return freight 80%. IVA 19% on carriage to 5 kg, on margin and on the COD fee.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from quenty.contracts.franchise.api import (
    Bracket,
    CoverageRow,
    RateSheet,
    Service,
    Surcharge,
    TaxRule,
    ZonePair,
    ZoneTerms,
)
from quenty.contracts.franchise.events import (
    CoverageChangedV1,
    OperatorActivatedV1,
    RateSheetPublishedV1,
    ServiceChangedV1,
)
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money, Rate

_ZONES = {"local": (0, 1, 5000, 9000, 1000), "national": (1, 2, 8000, 14000, 2000)}
_ZONES["special"] = (2, 5, 12000, 20000, 3500)
_PAIRS = (
    ("11001", "11001", "local"),
    ("11", "05", "national"),
    ("11", "76", "national"),
    ("11001", "91001", "special"),
    ("05", "11", "national"),
)


def cop(amount: int | str) -> Money:
    return Money(amount, COP)


def service(code: str, **changes: Any) -> Service:
    values: dict[str, Any] = {
        "service_id": new_id(),
        "operator_id": new_id(),
        "operator_code": f"op-{code}",
        "operator_name": f"Operador {code}",
        "operator_nit": "800197268-4",
        "registration": "RPOSTAL 0123",
        "claims_channel": "pqr@example.com",
        "code": code,
        "name": code.title(),
        "mode": code,
        "regime": "postal",
        "divisor": 2500,
        "weight_step_kg": Decimal(1),
        "minimum_weight_kg": Decimal(1),
        "weight_basis": "piece",
        "max_piece_weight_kg": Decimal(50),
        "max_side_cm": 200,
        "max_declared_value": cop(10_000_000),
        "cod_allowed": True,
        "max_cod": cop(2_000_000),
        "cutoff": "16:00",
        "priority": 1,
        "active": True,
    }
    return Service(**{**values, **changes})


def sheet(of: Service, *, side: str = "selling", factor: str = "1", **changes: Any) -> RateSheet:
    """`factor`: multiplies every price of the brackets and extra kilos."""

    def priced(amount: int) -> Money:
        return (cop(amount) * Rate(factor)).half_up()

    values: dict[str, Any] = {
        "sheet_id": new_id(),
        "service": of,
        "side": side,
        "version": 1,
        "hash": new_id().hex * 2,
        "valid_from": date(2026, 1, 1),
        "valid_to": None,
        "zones": tuple(
            ZoneTerms(zone=zone, rank=rank, transit_days=days, extra_kg=priced(extra))
            for zone, (rank, days, _, _, extra) in _ZONES.items()
        ),
        "pairs": tuple(ZonePair(origin=o, destination=d, zone=z) for o, d, z in _PAIRS),
        "brackets": tuple(
            Bracket(zone=zone, up_to_kg=Decimal(bound), price=priced(price))
            for zone, (_, _, small, large, _) in _ZONES.items()
            for bound, price in ((1, small), (5, large))
        ),
        "surcharges": surcharges() if side == "selling" else surcharges()[:3],
        "taxes": taxes(),
    }
    return RateSheet(**{**values, **changes})


def surcharges() -> tuple[Surcharge, ...]:
    rows = (
        ("fuel", 10, 0, 0),
        ("remote_area", 0, 6000, 0),
        ("declared_value", 1, 0, 500),
        ("cod_fee", 2, 0, 3000),
        ("handling", 0, 700, 0),
        ("margin", 5, 0, 0),
        ("return_freight", 80, 0, 0),
    )
    return tuple(
        Surcharge(kind=k, percent=Decimal(p), fixed=cop(f), minimum=cop(m)) for k, p, f, m in rows
    )


def taxes() -> tuple[TaxRule, ...]:
    def rule(line: str, code: str, rate: int, over: int = 0, to: int | None = None) -> TaxRule:
        return TaxRule(
            line=line,
            code=code,
            rate=Decimal(rate),
            over_kg=Decimal(over),
            up_to_kg=None if to is None else Decimal(to),
            valid_from=date(2026, 1, 1),
            valid_to=None,
        )

    carriage = ("base", "extra_kg", "fuel", "remote_area", "return_freight")
    return (
        *(rule(line, "IVA19", 19, 0, 5) for line in carriage),
        *(rule(line, "EXC", 0, 5) for line in carriage),
        rule("declared_value", "EXC", 0),
        rule("handling", "IVA19", 19),
        rule("margin", "IVA19", 19),
        rule("cod_fee", "IVA19", 19),
    )


def reach(code: str, **changes: Any) -> CoverageRow:
    values = {"pickup": True, "delivery": True, "cod": True, "remote": False, "extra_days": 0}
    return CoverageRow(dane_code=code, **{**values, **changes})


def usual_coverage() -> tuple[CoverageRow, ...]:
    leticia = reach("91001", pickup=False, cod=False, remote=True, extra_days=2)
    return (reach("11001"), reach("05001"), reach("76001"), leticia)


@dataclass
class Rates:
    """Franchise as orders sees it: what it published, and its events."""

    deliver: Callable[..., Any]
    run_jobs: Callable[[str], None]
    sequence: int = 0

    def __post_init__(self) -> None:
        self.ground = service("ground")
        self.express = service(
            "express", divisor=5000, weight_step_kg=Decimal("0.5"), weight_basis="total"
        )
        self.services = {s.service_id: s for s in (self.ground, self.express)}
        self.sheets = {
            s.sheet_id: s
            for s in (
                sheet(self.ground),
                sheet(self.ground, side="cost", factor="0.7"),
                sheet(self.express, factor="1.5"),
            )
        }
        self.coverages = {s: usual_coverage() for s in self.services}

    def publish(self) -> None:
        for one in self.services.values():
            self.tell(
                OperatorActivatedV1(
                    operator_id=one.operator_id, code=one.operator_code, name=one.operator_name
                )
            )
            self.change_service(one)
            self.change_coverage(one, self.coverages[one.service_id], revision=1)
        for published in list(self.sheets.values()):
            self.publish_sheet(published)

    def change_service(self, one: Service, **changes: Any) -> Service:
        changed = self.services[one.service_id] = replace(one, **changes)
        self.sequence += 1
        event = ServiceChangedV1(service_id=one.service_id, operator_id=one.operator_id)
        self.tell(event, aggregate_id=one.service_id, sequence=self.sequence)
        return changed

    def change_coverage(
        self, one: Service, rows: tuple[CoverageRow, ...], *, revision: int
    ) -> None:
        self.coverages[one.service_id] = rows
        self.tell(
            CoverageChangedV1(
                service_id=one.service_id,
                operator_id=one.operator_id,
                revision=revision,
                rows=len(rows),
            )
        )

    def publish_sheet(self, published: RateSheet, times: int = 1) -> None:
        self.sheets[published.sheet_id] = published
        event = RateSheetPublishedV1(
            sheet_id=published.sheet_id,
            service_id=published.service.service_id,
            operator_id=published.service.operator_id,
            side=published.side,
            version=published.version,
            hash=published.hash,
            valid_from=published.valid_from,
        )
        self.tell(event, times=times)

    def tell(self, event: Any, times: int = 1, **envelope: Any) -> None:
        self.deliver(event, consumer_context="orders", times=times, **envelope)
        self.run_jobs("orders")

    def rate_sheet(self, *, sheet_id: UUID) -> RateSheet:
        return self.sheets[sheet_id]

    def service(self, *, service_id: UUID) -> Service:
        return self.services[service_id]

    def coverage(self, *, service_id: UUID) -> tuple[CoverageRow, ...]:
        return self.coverages[service_id]
