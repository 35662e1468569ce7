"""A day's guides by operator, as a principal may see them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Max, QuerySet, Sum

from apps.orders.domain.labels.errors import ManifestError
from apps.orders.domain.labels.manifest import Manifest, ManifestLine, manifest
from apps.orders.domain.states import GuideStatus
from apps.orders.models import Guide
from apps.orders.selectors.guides import guides_of
from quenty.kernel.dane import municipality
from quenty.platform.auth import Principal

MOST = 5_000


def handed(
    principal: Principal, day: date, *, customer_id: UUID | None = None
) -> "QuerySet[Guide]":
    """Guides that were issued on a day of Colombia and not voided, of the caller's mode."""
    rows = guides_of(principal, since=day, until=day, customer_id=customer_id)
    rows = rows.filter(livemode=principal.livemode).exclude(status=GuideStatus.VOIDED.value)
    return rows.prefetch_related(None)


def operators_of(
    principal: Principal, day: date, *, customer_id: UUID | None = None
) -> list[dict[str, object]]:
    """The operators that have a manifest of that day, with their sums. Weights in grams."""
    rows = handed(principal, day, customer_id=customer_id).order_by()
    return list(
        rows.values("operator_id")
        .annotate(
            operator=Max("operator_name"),
            guides=Count("id"),
            pieces=Sum("piece_count"),
            chargeable_g=Sum("chargeable_g"),
        )
        .order_by("operator", "operator_id")
    )


def manifest_of(
    principal: Principal, *, operator_id: UUID, day: date, customer_id: UUID | None = None
) -> Manifest:
    """Raises orders.manifest.empty, orders.manifest.too_long."""
    rows = handed(principal, day, customer_id=customer_id).filter(operator_id=operator_id)
    first = rows.order_by("-issued_at").first()
    if first is None:
        raise ManifestError.EMPTY(day=day.isoformat())
    if (count := rows.count()) > MOST:
        raise ManifestError.TOO_LONG(guides=count, limit=MOST)
    return manifest(
        day=day,
        operator_id=operator_id,
        operator=first.operator_name,
        nit=first.service.get("operator_nit", ""),
        lines=_lines(rows),
    )


def _lines(rows: "QuerySet[Guide]") -> Iterator[ManifestLine]:
    plain = rows.order_by("issued_at", "number")
    for guide in plain.iterator(chunk_size=500):
        place = municipality(guide.destination_dane)
        yield ManifestLine(
            number=guide.number,
            operator_number=guide.operator_number,
            reference=guide.order.reference,
            sender=guide.order.origin_company or guide.order.origin_name,
            recipient=guide.order.recipient_name,
            dane_code=guide.destination_dane,
            city=place.name if place else guide.destination_dane,
            pieces=guide.piece_count,
            weight_kg=Decimal(guide.chargeable_g) / 1000,
            declared_value=guide.declared_value,
            collect=guide.collect,
            status=guide.status,
        )
