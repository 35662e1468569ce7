"""Order of offers: by price, by time, and by a score of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.orders.domain.pricing.kept_lines import units_of
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
    prices = {index: units_of(one.selling) for index, one in priced.items()}
    days = {index: one.estimated_delivery for index, one in priced.items()}
    scores = _scores(priced, prices)
    best_first = {index: -score for index, score in scores.items()}
    ties = {index: _tie(offers[index]) for index in priced}

    def places(first: Mapping[int, Any], then: Mapping[int, Any]) -> dict[int, int]:
        ordered = sorted(priced, key=lambda index: (first[index], then[index], ties[index]))
        return {index: place for place, index in enumerate(ordered, 1)}

    by_price, by_time = places(prices, days), places(days, prices)
    by_score = places(best_first, prices)
    return {i: Rank(by_price[i], by_time[i], by_score[i], scores[i]) for i in priced}


def _tie(offered: Offered) -> tuple[int, str, str]:
    service = offered.tariff.terms.source
    return offered.priority, service.operator_code, service.code


def _scores(priced: Mapping[int, Priced], prices: Mapping[int, int]) -> dict[int, int]:
    cheapest = min(prices.values())
    fastest = min(p.transit_days for p in priced.values()) + 1
    return {
        index: _score(cheapest, prices[index], fastest, p.transit_days + 1)
        for index, p in priced.items()
    }


def _score(cheapest: int, price: int, fastest: int, days: int) -> int:
    """What costs nothing is as cheap as can be."""
    if not price:
        cheapest = price = 1
    return (PRICE_WEIGHT * cheapest * days + TIME_WEIGHT * fastest * price) // (price * days)
