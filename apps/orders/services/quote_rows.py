"""Priced offers to what their quote keeps, and the one that is taken to a row of its own."""

from typing import Any
from uuid import UUID

from apps.orders.domain.pricing.liquidation import Liquidation, Outcome
from apps.orders.domain.pricing.offers import Offered, Priced
from apps.orders.domain.pricing.quoted import QuotedOffer, QuotedPrice
from apps.orders.domain.pricing.ranking import Rank
from apps.orders.models import Offer, Quote, ServiceTerms
from quenty.platform.codec import to_plain


def quoted(offered: Offered, rank: Rank | None, *, id_: UUID) -> QuotedOffer:
    """`rank`: none of what is not priced."""
    tariff = offered.tariff
    service = tariff.terms.source
    return QuotedOffer(
        id=id_,
        operator_id=service.operator_id,
        operator_code=service.operator_code,
        operator_name=service.operator_name,
        service_id=service.service_id,
        service_code=service.code,
        service_name=service.name,
        mode=service.mode,
        terms=tariff.digest,
        priority=offered.priority,
        chargeable_g=offered.weight_g,
        reasons=[{"code": reason.code, "params": reason.params} for reason in offered.reasons],
        sheet_version=tariff.version,
        sheet_hash=tariff.selling.hash,
        cost_sheet_hash=tariff.cost.hash if tariff.cost else "",
        price=_price(offered.priced, rank) if offered.priced and rank else None,
    )


def _price(priced: Priced, rank: Rank) -> QuotedPrice:
    sides = {"selling": priced.selling, "cost": priced.cost, "return": priced.back}
    return QuotedPrice(
        zone=priced.zone,
        transit_days=priced.transit_days,
        estimated_delivery=priced.estimated_delivery,
        lines={side: lines for side, lines in sides.items() if lines},
        liquidation=_liquidation(priced.liquidation) if priced.liquidation else None,
        rank=rank,
    )


def _liquidation(preview: Liquidation) -> dict[str, Any]:
    return {"delivered": _outcome(preview.delivered), "returned": _outcome(preview.returned)}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "lines": [{"concept": concept, "amount": to_plain(m)} for concept, m in outcome.lines],
        "net": to_plain(outcome.net),
    }


def take_offer(quote: Quote, taken: QuotedOffer) -> Offer:
    """Its row, written once however often it is taken. With the service's terms as they stood;
    of its priorities, that of the route.

    Raises ValueError for one that has no price.
    """
    offer = _row(quote, taken)
    Offer.objects.bulk_create([offer], ignore_conflicts=True)
    return offer


def _row(quote: Quote, taken: QuotedOffer) -> Offer:
    price = taken.price
    if price is None:
        raise ValueError(f"offer {taken.id} has no price")
    terms = ServiceTerms.objects.values_list("terms", flat=True).get(digest=taken.terms)
    return Offer(
        id=taken.id,
        quote=quote,
        operator_id=taken.operator_id,
        operator_code=taken.operator_code,
        operator_name=taken.operator_name,
        service_id=taken.service_id,
        service_code=taken.service_code,
        service_name=taken.service_name,
        service={**terms, "priority": taken.priority, "routes": []},
        available=True,
        chargeable_g=taken.chargeable_g,
        sheet_version=taken.sheet_version,
        sheet_hash=taken.sheet_hash,
        cost_sheet_hash=taken.cost_sheet_hash,
        zone=price.zone,
        transit_days=price.transit_days,
        estimated_delivery=price.estimated_delivery,
        subtotal=price.total - price.tax,
        tax=price.tax,
        total=price.total,
        cost_total=price.cost_total,
        return_freight=price.return_freight,
        liquidation=price.liquidation,
        lines=dict(price.lines),
        rank_price=price.rank.price,
        rank_time=price.rank.time,
        rank_score=price.rank.score_place,
        score=price.rank.score,
    )
