"""What franchise does for its neighbours: where a published rate sheet is read."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from quenty.contracts.declare import contract, reads
from quenty.contracts.franchise.rate_exceptions import RateException
from quenty.contracts.franchise.route_priorities import RoutePriority
from quenty.kernel.money import Money

# Kinds of surcharges, in the order in which they are charged.
SURCHARGE_KINDS = (
    "fuel",
    "remote_area",
    "declared_value",
    "cod_fee",
    "handling",
    "margin",
    "return_freight",
)
# Lines of a price that a tax rule names: every sheet says the tax of each.
TAXED_LINES = ("base", "extra_kg", *SURCHARGE_KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An operator's service as it is sold.

    `mode`: ground, express, air. `divisor`: cm3 per kg of volumetric weight.
    `weight_step_kg`: chargeable weight is rounded up to a multiple of it.
    `weight_basis`: piece (each piece by itself) or total. Limits: kg, cm, whole pesos.
    `cutoff`: HH:MM in Bogota; later pick-ups count from the next business day.
    `regime`: postal (express courier, taxed) or cargo (excluded from IVA).
    `registration`: the operator's licence as printed on the guide.
    `priority`: its turn among services, the lowest first, where none of `routes` says
    otherwise (`priority_on`).
    """

    service_id: UUID
    operator_id: UUID
    operator_code: str
    operator_name: str
    operator_nit: str
    registration: str
    claims_channel: str
    code: str
    name: str
    mode: str
    regime: str
    divisor: int
    weight_step_kg: Decimal
    minimum_weight_kg: Decimal
    weight_basis: str
    max_piece_weight_kg: Decimal
    max_side_cm: int
    max_declared_value: Money
    cod_allowed: bool
    max_cod: Money
    cutoff: str
    priority: int
    active: bool
    routes: tuple[RoutePriority, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """Price of a zone up to `up_to_kg`; beyond the last bracket `extra_kg` is charged a kg."""

    zone: str
    up_to_kg: Decimal
    price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneTerms:
    """`transit_days`: business days. `extra_kg`: price of each kg beyond the last bracket.
    `rank`: zones in the order in which they may only get dearer (0 is local)."""

    zone: str
    rank: int
    transit_days: int
    extra_kg: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ZonePair:
    """The zone between two places, each a 5-digit municipality or a 2-digit department code.
    The most specific row wins: municipality pair, then one municipality, then departments."""

    origin: str
    destination: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """A municipality the operator serves with this service."""

    dane_code: str
    pickup: bool
    delivery: bool
    cod: bool
    remote: bool
    extra_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Surcharge:
    """A surcharge or fee of a sheet.

    `kind`: fuel (percent of base and extra kg), remote_area (fixed), declared_value and
    cod_fee (percent with a minimum), handling (fixed a guide), margin (percent of the
    carriage lines), return_freight (percent of the carriage lines). `percent`: 3.5 is 3.5%.
    """

    kind: str
    percent: Decimal
    fixed: Money
    minimum: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRule:
    """Dated tax of a line kind: `rate` percent from `valid_from` until before `valid_to`,
    for chargeable weights over `over_kg` and up to `up_to_kg` (None: no bound)."""

    line: str
    code: str
    rate: Decimal
    over_kg: Decimal
    up_to_kg: Decimal | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RateSheet:
    """A published version of a service's rates: immutable. `side`: selling or cost.
    `hash`: SHA-256 hex of its canonical content. `exceptions`: see rate_exceptions, whose
    `exception_for` says which one applies.

    It applies from `valid_from` until before `valid_to`. Where several published versions
    of a service and side apply on a day, the highest version does.
    """

    sheet_id: UUID
    service: Service
    side: str
    version: int
    hash: str
    valid_from: date
    valid_to: date | None
    zones: tuple[ZoneTerms, ...]
    pairs: tuple[ZonePair, ...]
    brackets: tuple[Bracket, ...]
    surcharges: tuple[Surcharge, ...]
    taxes: tuple[TaxRule, ...]
    exceptions: tuple[RateException, ...] = ()


@contract("franchise")
class FranchiseApi(ABC):
    @abstractmethod
    @reads
    def rate_sheet(self, *, sheet_id: UUID) -> RateSheet:
        """A published sheet, whole. Raises franchise.sheet_not_found."""

    @abstractmethod
    @reads
    def service(self, *, service_id: UUID) -> Service:
        """A service as it stands. Raises franchise.service_not_found."""

    @abstractmethod
    @reads
    def coverage(self, *, service_id: UUID) -> tuple[CoverageRow, ...]:
        """All municipalities of a service, as they stand. Raises franchise.service_not_found."""
