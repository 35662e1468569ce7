"""Order of offers: by price, by time, and by a score of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.orders.domain.pricing.offers import Offered, Priced

# Price weighs more than time: a merchant in Colombia chooses by price first.
PRICE_WEIGHT, TIME_WEIGHT = 60, 40


@dataclass(frozen=True, slots=True)
class Rank:
    """Places count from 1. `score`: 100 for the cheapest and fastest at once."""

    price: int
    time: int
    score_place: int
    score: int


def rank(offers: Sequence[Offered]) -> dict[int, Rank]:
    """Ranks by index of `offers`, for those that are priced.

    Ties go to the other measure, then to the service's priority on the route.
    score = 60 x cheapest / price + 40 x (fastest + 1) / (days + 1), rounded down.
    """
    priced = {index: o.priced for index, o in enumerate(offers) if o.priced is not None}
    if not priced:
        return {}
    scores = _scores(priced)

    def places(*keys: str) -> dict[int, int]:
        def key(index: int) -> tuple[object, ...]:
            values = {
                "price": priced[index].total.amount,
                "time": priced[index].estimated_delivery,
                "score": -scores[index],
            }
            tie = offers[index].tariff.terms.source
            return (*(values[k] for k in keys), offers[index].priority, tie.operator_code, tie.code)

        return {index: place for place, index in enumerate(sorted(priced, key=key), 1)}

    by_price, by_time = places("price", "time"), places("time", "price")
    by_score = places("score", "price")
    return {i: Rank(by_price[i], by_time[i], by_score[i], scores[i]) for i in priced}


def _scores(priced: dict[int, Priced]) -> dict[int, int]:
    cheapest = min(p.total.amount for p in priced.values())
    fastest = min(p.transit_days for p in priced.values()) + 1
    return {
        index: int(
            _share(PRICE_WEIGHT * cheapest, p.total.amount)
            + _share(Decimal(TIME_WEIGHT * fastest), Decimal(p.transit_days + 1))
        )
        for index, p in priced.items()
    }


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return part / whole if whole else Decimal(PRICE_WEIGHT)
