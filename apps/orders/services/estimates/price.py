"""Price the rows of an estimate."""

from uuid import UUID

from apps.orders.domain.pricing.estimates import best_of, refusals_of
from apps.orders.domain.pricing.shipment import Shipment
from apps.orders.models import Estimate, EstimateRow
from apps.orders.services.price_offers import Rates, keep_policies, price_offers, rates_for
from quenty.kernel import clock
from quenty.platform.codec import from_plain, to_plain
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue

# Rows of one job: about a second over forty services, so that other jobs get their turn between.
SLICE = 100


def price_estimate(*, estimate_id: UUID) -> None:
    """Price the next rows, and ask for the job again until none is left.

    Twice, or after a crash, it prices nothing again.
    """
    with unit_of_work("orders"):
        estimate = Estimate.objects.select_for_update().get(pk=estimate_id)
        if price_rows(estimate, most=SLICE):
            enqueue("orders.price_estimate", estimate_id=str(estimate_id))


def price_rows(estimate: Estimate, *, most: int) -> bool:
    """Inside the caller's unit of work: price up to `most` rows. Whether any is left."""
    rates = rates_for(estimate.customer_id, modes=estimate.modes)
    rows = list(estimate.rows.filter(offers__isnull=True).order_by("position")[:most])
    for row in rows:
        _price(row, estimate, rates)
    EstimateRow.objects.bulk_update(rows, ["offers", "refusals"])
    estimate.rows_done += len(rows)
    left = estimate.rows_done < estimate.rows_total
    estimate.finished_at = None if left else clock.now()
    estimate.save(update_fields=["rows_done", "finished_at", "updated_at"])
    return left


def _price(row: EstimateRow, estimate: Estimate, rates: Rates) -> None:
    """Who can't carry it is told of only where nobody can."""
    shipment = from_plain(row.shipment, Shipment)
    offered = keep_policies(shipment, price_offers(shipment, rates), rates)
    best = best_of(offered, estimate.best, estimate.keep)
    row.offers = to_plain(best)
    row.refusals = to_plain([] if best else refusals_of(offered))
