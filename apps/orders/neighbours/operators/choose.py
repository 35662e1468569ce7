"""Adapters by name."""

from apps.orders.domain.operators.port import Line, OperatorPort
from apps.orders.neighbours.operators.interrapidisimo import Interrapidisimo
from apps.orders.neighbours.operators.karrio_carriers import (
    Karrio,
    KarrioDhlExpress,
    KarrioFedex,
    KarrioUps,
)
from apps.orders.neighbours.operators.rate_sheet import RateSheetOperator
from apps.orders.neighbours.operators.sandbox import SandboxOperator
from apps.orders.neighbours.operators.servientrega import Servientrega

ADAPTERS: dict[str, type[OperatorPort]] = {
    "rate_sheet": RateSheetOperator,
    "sandbox": SandboxOperator,
    "servientrega": Servientrega,
    "interrapidisimo": Interrapidisimo,
    "karrio_dhl_express": KarrioDhlExpress,
    "karrio_fedex": KarrioFedex,
    "karrio_ups": KarrioUps,
}


def adapter_for(name: str, line: Line) -> OperatorPort:
    """Raises KeyError for a name that is no adapter."""
    return ADAPTERS[name](line)


def needs_of(name: str) -> tuple[str, ...]:
    """The names of the credentials that an adapter can't do without."""
    return ADAPTERS[name].needs


def instructs(name: str) -> frozenset[str]:
    """The answers to an incident that an adapter can tell its operator."""
    return ADAPTERS[name].instructs


def needs_address(name: str) -> bool:
    """Whether an adapter knows no address of its own."""
    return ADAPTERS[name] in (Servientrega, Interrapidisimo)


def missing_extra(name: str) -> str:
    """The extra that an adapter needs and that is not installed, "" for none."""
    kind = ADAPTERS.get(name)
    if kind is None or not issubclass(kind, Karrio) or kind.available():
        return ""
    return kind.extra
