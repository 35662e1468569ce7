"""An offer as its quote keeps it: one of a few dozen in one row, most of them never taken.

Kept as {id, operator: [id, code, name], service: [id, code, name, mode], terms, priority,
chargeable_g, reasons, sheet: [version, hash, hash of the cost side], price}, and its price as
{zone, days, delivery, lines, liquidation, ranks: [price, time, score, value]}. Totals are not
kept: they are the sums of the lines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from apps.orders.domain.pricing.kept_lines import (
    Line,
    PriceLine,
    as_lines,
    from_kept,
    tax_units_of,
    units_of,
)
from apps.orders.domain.pricing.ranking import Rank
from quenty.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedPrice:
    """`lines`: by side (selling, cost; return, the freight back, which is in no total).
    `liquidation`: what the merchant receives of a COD order, delivered and returned."""

    zone: str
    transit_days: int
    estimated_delivery: date
    lines: Mapping[str, Sequence[Line]]
    liquidation: Mapping[str, Any] | None
    rank: Rank

    @property
    def total(self) -> Money:
        return Money.from_units(units_of(self.lines["selling"]))

    @property
    def tax(self) -> Money:
        return Money.from_units(tax_units_of(self.lines["selling"]))

    @property
    def cost_total(self) -> Money | None:
        """None where the operator's own price is not known."""
        return Money.from_units(units_of(self.lines["cost"])) if "cost" in self.lines else None

    @property
    def return_freight(self) -> Money:
        return Money.from_units(units_of(self.lines.get("return", ())))

    def kept(self) -> dict[str, Any]:
        """To be written as JSON."""
        rank = self.rank
        return {
            "zone": self.zone,
            "days": self.transit_days,
            "delivery": self.estimated_delivery,
            "lines": self.lines,
            "liquidation": self.liquidation,
            "ranks": [rank.price, rank.time, rank.score_place, rank.score],
        }

    @classmethod
    def of_kept(cls, kept: Mapping[str, Any]) -> "QuotedPrice":
        return cls(
            zone=kept["zone"],
            transit_days=kept["days"],
            estimated_delivery=date.fromisoformat(kept["delivery"]),
            lines={side: as_lines(lines) for side, lines in kept["lines"].items()},
            liquidation=kept["liquidation"],
            rank=Rank(*kept["ranks"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedOffer:
    """One operator's service for a quote: priced, or with the reasons why it can't carry it.

    `terms`: the digest of the service's terms as they stood. `priority`: its turn on the
    quote's route. `reasons`: list of {code, params}; empty exactly when there is a `price`.
    `sheet_version`, `sheet_hash`: of the selling side.
    """

    id: UUID
    operator_id: UUID
    operator_code: str
    operator_name: str
    service_id: UUID
    service_code: str
    service_name: str
    mode: str
    terms: str
    priority: int
    chargeable_g: int
    reasons: list[dict[str, Any]]
    sheet_version: int | None
    sheet_hash: str
    cost_sheet_hash: str
    price: QuotedPrice | None

    @property
    def available(self) -> bool:
        return self.price is not None

    @property
    def total(self) -> Money | None:
        return self.price.total if self.price else None

    def lines_of(self, side: str) -> tuple[PriceLine, ...]:
        """In their order; none of a side that has no price."""
        return from_kept(self.price.lines.get(side, ()) if self.price else ())

    def kept(self) -> dict[str, Any]:
        """To be written as JSON, ids and dates as text."""
        return {
            "id": self.id,
            "operator": [self.operator_id, self.operator_code, self.operator_name],
            "service": [self.service_id, self.service_code, self.service_name, self.mode],
            "terms": self.terms,
            "priority": self.priority,
            "chargeable_g": self.chargeable_g,
            "reasons": self.reasons,
            "sheet": [self.sheet_version, self.sheet_hash, self.cost_sheet_hash],
            "price": self.price and self.price.kept(),
        }

    @classmethod
    def of_kept(cls, kept: Mapping[str, Any]) -> "QuotedOffer":
        operator_id, operator_code, operator_name = kept["operator"]
        service_id, service_code, service_name, mode = kept["service"]
        version, digest, cost_digest = kept["sheet"]
        return cls(
            id=UUID(kept["id"]),
            operator_id=UUID(operator_id),
            operator_code=operator_code,
            operator_name=operator_name,
            service_id=UUID(service_id),
            service_code=service_code,
            service_name=service_name,
            mode=mode,
            terms=kept["terms"],
            priority=kept["priority"],
            chargeable_g=kept["chargeable_g"],
            reasons=kept["reasons"],
            sheet_version=version,
            sheet_hash=digest,
            cost_sheet_hash=cost_digest,
            price=QuotedPrice.of_kept(kept["price"]) if kept["price"] else None,
        )
