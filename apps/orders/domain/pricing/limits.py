"""What a service takes and where: the reasons for which it refuses a shipment."""

from collections.abc import Iterator, Mapping

from apps.orders.domain.pricing.reasons import Reason, money
from apps.orders.domain.pricing.shipment import Shipment
from apps.orders.domain.pricing.terms import Terms
from apps.orders.domain.states import Payer
from quenty.contracts.franchise.api import CoverageRow
from quenty.kernel.dane import municipality
from quenty.kernel.money import Money

Coverage = Mapping[str, CoverageRow]


def refusals(shipment: Shipment, terms: Terms, coverage: Coverage) -> tuple[Reason, ...]:
    """All reasons, so that a merchant mends them in one go; empty when it can be carried."""
    return (
        *_places(shipment, coverage),
        *_sizes(shipment, terms),
        *_value(shipment, terms),
        *_collection(shipment, terms, coverage),
    )


def _places(shipment: Shipment, coverage: Coverage) -> Iterator[Reason]:
    origin, destination = coverage.get(shipment.origin), coverage.get(shipment.destination)
    if origin is None or not origin.pickup:
        yield Reason("origin_not_covered", {"place": place(shipment.origin)})
    if destination is None or not destination.delivery:
        yield Reason("destination_not_covered", {"place": place(shipment.destination)})


def _sizes(shipment: Shipment, terms: Terms) -> Iterator[Reason]:
    for number, parcel in enumerate(shipment.parcels, 1):
        if parcel.weight_g > terms.max_piece_g:
            yield Reason(
                "weight_exceeded",
                {
                    "piece": number,
                    "weight_kg": _tenths(parcel.weight_g, 1000),
                    "max_kg": _tenths(terms.max_piece_g, 1000),
                },
            )
        if parcel.longest_mm > terms.max_side_mm:
            yield Reason(
                "size_exceeded",
                {
                    "piece": number,
                    "side_cm": _tenths(parcel.longest_mm, 10),
                    "max_cm": _tenths(terms.max_side_mm, 10),
                },
            )


def _value(shipment: Shipment, terms: Terms) -> Iterator[Reason]:
    if shipment.declared > terms.max_declared:
        yield Reason("value_exceeded", {"limit": money(terms.max_declared)})


def _collection(shipment: Shipment, terms: Terms, coverage: Coverage) -> Iterator[Reason]:
    """Freight paid at the door is collected too, so it needs a service that collects."""
    if not shipment.cod and shipment.payer is not Payer.RECIPIENT:
        return
    if not terms.cod_allowed:
        yield Reason("cod_not_offered")
        return
    destination = coverage.get(shipment.destination)
    if destination is not None and not destination.cod:
        yield Reason("cod_not_covered", {"place": place(shipment.destination)})
    if shipment.cod > terms.max_cod:
        yield Reason("cod_limit_exceeded", {"limit": money(terms.max_cod)})


def collectable(collect: Money, terms: Terms) -> Reason | None:
    """Whether what the courier must collect, freight included, is within the limit."""
    if collect > terms.max_cod:
        return Reason("cod_limit_exceeded", {"limit": money(terms.max_cod)})
    return None


def place(code: str) -> str:
    found = municipality(code)
    return f"{found.name} ({found.department})" if found else code


def _tenths(value: int, unit: int) -> str:
    """A quantity without needless zeros: 30500 g in kg is 30.5."""
    whole, part = divmod(value, unit)
    digits = str(part).rjust(len(str(unit)) - 1, "0").rstrip("0")
    return f"{whole}.{digits}" if digits else str(whole)
