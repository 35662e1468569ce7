"""A published rate sheet, compiled for look-ups."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.orders.domain.pricing.terms import grams
from quenty.contracts.franchise.api import RateSheet, Surcharge, TaxRule, ZoneTerms
from quenty.contracts.franchise.rate_exceptions import RateException
from quenty.kernel.money import Money, Rate


@dataclass(frozen=True, slots=True)
class ZoneRates:
    """A zone's brackets: `bounds[i]` grams cost `prices[i]`, the first bound that reaches."""

    terms: ZoneTerms
    bounds: tuple[int, ...]
    prices: tuple[Money, ...]

    def base(self, weight_g: int) -> Money:
        """The price of the bracket; beyond the last one, the last one's."""
        return self.prices[min(bisect_left(self.bounds, weight_g), len(self.bounds) - 1)]

    def beyond_last(self, weight_g: int) -> Money:
        """Each kg beyond the last bracket, a part of one in proportion, half up to pesos."""
        beyond = max(0, weight_g - self.bounds[-1])
        return (self.terms.extra_kg * Rate(Decimal(beyond) / 1000)).half_up()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`pairs`: zone by (origin, destination), each a municipality or a department."""

    hash: str
    zones: dict[str, ZoneRates]
    pairs: dict[tuple[str, str], str]
    surcharges: dict[str, Surcharge]
    taxes: dict[str, tuple[TaxRule, ...]]
    exceptions: tuple[RateException, ...] = ()

    def zone(self, origin: str, destination: str) -> ZoneRates | None:
        """The most specific row wins: both municipalities, then one, then departments."""
        from_, to = origin[:2], destination[:2]
        for pair in (
            (origin, destination),
            (origin, to),
            (from_, destination),
            (from_, to),
        ):
            name = self.pairs.get(pair)
            if name is not None:
                return self.zones.get(name)
        return None

    def tax(self, line: str, weight_g: int, day: date) -> TaxRule | None:
        """The rule of a line on a day at a chargeable weight."""
        for rule in self.taxes.get(line, ()):
            if (
                rule.valid_from <= day
                and (rule.valid_to is None or day < rule.valid_to)
                and grams(rule.over_kg) < weight_g
                and (rule.up_to_kg is None or weight_g <= grams(rule.up_to_kg))
            ):
                return rule
        return None


def compile_sheet(sheet: RateSheet) -> Sheet:
    """Raises ValueError for a zone without brackets, which franchise does not publish."""
    brackets: dict[str, list[tuple[int, Money]]] = defaultdict(list)
    for row in sheet.brackets:
        brackets[row.zone].append((grams(row.up_to_kg), row.price))
    zones = {}
    for terms in sheet.zones:
        rows = sorted(brackets[terms.zone], key=lambda row: row[0])
        if not rows:
            raise ValueError(f"zone {terms.zone} of sheet {sheet.hash} has no brackets")
        zones[terms.zone] = ZoneRates(
            terms, tuple(bound for bound, _ in rows), tuple(price for _, price in rows)
        )
    taxes: dict[str, list[TaxRule]] = defaultdict(list)
    for rule in sheet.taxes:
        taxes[rule.line].append(rule)
    return Sheet(
        hash=sheet.hash,
        zones=zones,
        pairs={(pair.origin, pair.destination): pair.zone for pair in sheet.pairs},
        surcharges={surcharge.kind: surcharge for surcharge in sheet.surcharges},
        taxes={line: tuple(rules) for line, rules in taxes.items()},
        exceptions=sheet.exceptions,
    )
