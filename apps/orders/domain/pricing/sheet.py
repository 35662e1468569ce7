"""A published rate sheet, compiled for look-ups. Amounts are units of COP: whole smallest ones.

A quote asks for some hundreds of them: whole numbers are several times quicker than Money.
"""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from apps.orders.domain.pricing.terms import grams
from quenty.contracts.franchise.api import RateSheet, TaxRule, ZoneTerms
from quenty.contracts.franchise.rate_exceptions import RateException
from quenty.kernel.money import Rate, Share

# A gram of what a kilogram costs.
_THOUSANDTH = Share(Rate("0.001"))


@dataclass(frozen=True, slots=True)
class ZoneRates:
    """A zone's brackets: `bounds[i]` grams cost `prices[i]`, the first bound that reaches."""

    terms: ZoneTerms
    bounds: tuple[int, ...]
    prices: tuple[int, ...]

    def base(self, weight_g: int) -> int:
        """The price of the bracket; beyond the last one, the last one's."""
        return self.prices[min(bisect_left(self.bounds, weight_g), len(self.bounds) - 1)]

    def beyond_last(self, weight_g: int) -> int:
        """Each kg beyond the last bracket, a part of one in proportion, half up to pesos."""
        beyond = weight_g - self.bounds[-1]
        return _THOUSANDTH.of(self.terms.extra_kg.units * beyond) if beyond > 0 else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SurchargeRate:
    """A surcharge: max(`minimum`, basis x `rate` + `fixed`)."""

    rate: Share
    fixed: int
    minimum: int

    def on(self, basis: int) -> int:
        return max(self.minimum, self.rate.of(basis) + self.fixed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """A dated tax: for chargeable weights `over_g` and up to `up_to_g` (None: no bound), from
    `valid_from` until before `valid_to`. `percent`: "19" is 19%; None: nothing is due."""

    code: str
    percent: str | None
    rate: Share
    over_g: int
    up_to_g: int | None
    valid_from: date
    valid_to: date | None

    @classmethod
    def of(cls, rule: TaxRule) -> "Tax":
        return cls(
            code=rule.code,
            percent=str(rule.rate) if rule.rate else None,
            rate=Share(Rate.percent(rule.rate)),
            over_g=grams(rule.over_kg),
            up_to_g=None if rule.up_to_kg is None else grams(rule.up_to_kg),
            valid_from=rule.valid_from,
            valid_to=rule.valid_to,
        )

    @property
    def bounds(self) -> tuple[int, ...]:
        return (self.over_g,) if self.up_to_g is None else (self.over_g, self.up_to_g)

    def holds(self, weight_g: int, day: date) -> bool:
        return (
            self.over_g < weight_g
            and (self.up_to_g is None or weight_g <= self.up_to_g)
            and self.valid_from <= day
            and (self.valid_to is None or day < self.valid_to)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`pairs`: zone by (origin, destination), each a municipality or a department. `tax_bounds`:
    the grams, in order, at which a tax begins or ends."""

    hash: str
    zones: dict[str, ZoneRates]
    pairs: dict[tuple[str, str], str]
    surcharges: dict[str, SurchargeRate]
    taxes: dict[str, tuple[Tax, ...]]
    tax_bounds: tuple[int, ...]
    exceptions: tuple[RateException, ...] = ()
    _due: dict[tuple[date, int], dict[str, Tax]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

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

    def surcharge(self, kind: str, basis: int) -> int:
        """Zero when the sheet has none of this kind."""
        rate = self.surcharges.get(kind)
        return rate.on(basis) if rate else 0

    def taxes_on(self, weight_g: int, day: date) -> dict[str, Tax]:
        """By line, on a day at a chargeable weight; worked out once for all weights between the
        same bounds."""
        key = day, bisect_left(self.tax_bounds, weight_g)
        found = self._due.get(key)
        if found is None:
            holding = (
                (line, next((tax for tax in taxes if tax.holds(weight_g, day)), None))
                for line, taxes in self.taxes.items()
            )
            found = self._due[key] = {line: tax for line, tax in holding if tax}
        return found


def compile_sheet(sheet: RateSheet) -> Sheet:
    """Raises ValueError for a zone without brackets, which franchise does not publish."""
    brackets: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in sheet.brackets:
        brackets[row.zone].append((grams(row.up_to_kg), row.price.units))
    zones = {}
    for terms in sheet.zones:
        rows = sorted(brackets[terms.zone], key=lambda row: row[0])
        if not rows:
            raise ValueError(f"zone {terms.zone} of sheet {sheet.hash} has no brackets")
        zones[terms.zone] = ZoneRates(
            terms, tuple(bound for bound, _ in rows), tuple(price for _, price in rows)
        )
    taxes: dict[str, list[Tax]] = defaultdict(list)
    for rule in sheet.taxes:
        taxes[rule.line].append(Tax.of(rule))
    return Sheet(
        hash=sheet.hash,
        zones=zones,
        pairs={(pair.origin, pair.destination): pair.zone for pair in sheet.pairs},
        surcharges={
            surcharge.kind: SurchargeRate(
                rate=Share(Rate.percent(surcharge.percent)),
                fixed=surcharge.fixed.units,
                minimum=surcharge.minimum.units,
            )
            for surcharge in sheet.surcharges
        },
        taxes={line: tuple(rules) for line, rules in taxes.items()},
        tax_bounds=tuple(sorted({g for rules in taxes.values() for t in rules for g in t.bounds})),
        exceptions=sheet.exceptions,
    )
