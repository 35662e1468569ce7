"""Priced offers to rows."""

from dataclasses import replace
from typing import Any

from apps.orders.domain.pricing.kept_lines import to_kept
from apps.orders.domain.pricing.lines import total_of
from apps.orders.domain.pricing.liquidation import Liquidation, Outcome
from apps.orders.domain.pricing.offers import Offered, Priced
from apps.orders.domain.pricing.ranking import Rank
from apps.orders.models import Offer, Quote
from quenty.platform.codec import to_plain


def offer_row(quote: Quote, offered: Offered, rank: Rank | None) -> Offer:
    """Unsaved, with the service's terms as they stand; of its priorities, that of the route."""
    service, priced = offered.tariff.terms.source, offered.priced
    row = Offer(
        quote=quote,
        operator_id=service.operator_id,
        operator_code=service.operator_code,
        operator_name=service.operator_name,
        service_id=service.service_id,
        service_code=service.code,
        service_name=service.name,
        service=to_plain(replace(service, priority=offered.priority, routes=())),
        available=priced is not None,
        reasons=[{"code": r.code, "params": r.params} for r in offered.reasons],
        chargeable_g=offered.weight_g,
        sheet_version=offered.tariff.version,
        sheet_hash=offered.tariff.selling.hash,
        cost_sheet_hash=offered.tariff.cost.hash if offered.tariff.cost else "",
    )
    if priced and rank:
        _price(row, priced, rank)
    return row


def _price(row: Offer, priced: Priced, rank: Rank) -> None:
    row.zone = priced.zone
    row.transit_days = priced.transit_days
    row.estimated_delivery = priced.estimated_delivery
    row.total, row.tax = priced.total, priced.tax
    row.subtotal = priced.total - priced.tax
    row.cost_total = total_of(priced.cost) if priced.cost else None
    row.return_freight = total_of(priced.back)
    row.liquidation = _liquidation(priced.liquidation) if priced.liquidation else None
    row.rank_price, row.rank_time = rank.price, rank.time
    row.rank_score, row.score = rank.score_place, rank.score
    sides = {"selling": priced.selling, "cost": priced.cost, "return": priced.back}
    row.lines = {side: to_kept(lines) for side, lines in sides.items() if lines}


def _liquidation(preview: Liquidation) -> dict[str, Any]:
    return {"delivered": _outcome(preview.delivered), "returned": _outcome(preview.returned)}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "lines": [{"concept": concept, "amount": to_plain(m)} for concept, m in outcome.lines],
        "net": to_plain(outcome.net),
    }
