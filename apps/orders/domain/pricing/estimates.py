"""What a shipment would cost, of many at once: the best offers, without their lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args
from uuid import UUID

from apps.orders.domain.pricing.offers import Offered, Priced
from apps.orders.domain.pricing.ranking import Rank, rank
from apps.orders.domain.pricing.reasons import Reason
from quenty.kernel.money import Money

Best = Literal["price", "time", "score"]
BESTS: tuple[str, ...] = get_args(Best)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimated:
    """One service's price. Places count from 1 among all services; `score`: 0 to 100."""

    operator_code: str
    operator_name: str
    service_id: UUID
    service_code: str
    service_name: str
    mode: str
    chargeable_g: int
    transit_days: int
    estimated_delivery: date
    tax: Money
    total: Money
    place_by_price: int
    place_by_time: int
    place_by_score: int
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a service can't carry it."""

    operator_code: str
    service_code: str
    reasons: tuple[Reason, ...]


def best_of(offered: Sequence[Offered], by: str, most: int) -> list[Estimated]:
    """The `most` best priced ones, the best first."""
    ranks = rank(offered)
    order = sorted(ranks, key=lambda index: _place(ranks[index], by))
    found = []
    for index in order[:most]:
        one = offered[index]
        if one.priced is not None:
            found.append(_estimated(one, one.priced, ranks[index]))
    return found


def refusals_of(offered: Sequence[Offered]) -> list[Refusal]:
    services = [(one.tariff.terms.source, one.reasons) for one in offered if one.reasons]
    return [
        Refusal(operator_code=s.operator_code, service_code=s.code, reasons=reasons)
        for s, reasons in services
    ]


def _place(ranked: Rank, by: str) -> int:
    places = {"price": ranked.price, "time": ranked.time, "score": ranked.score_place}
    return places[by]


def _estimated(offered: Offered, priced: Priced, ranked: Rank) -> Estimated:
    service = offered.tariff.terms.source
    return Estimated(
        operator_code=service.operator_code,
        operator_name=service.operator_name,
        service_id=service.service_id,
        service_code=service.code,
        service_name=service.name,
        mode=service.mode,
        chargeable_g=offered.weight_g,
        transit_days=priced.transit_days,
        estimated_delivery=priced.estimated_delivery,
        tax=priced.tax,
        total=priced.total,
        place_by_price=ranked.price,
        place_by_time=ranked.time,
        place_by_score=ranked.score_place,
        score=ranked.score,
    )
