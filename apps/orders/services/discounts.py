"""Percentages off the carriage lines, granted to a merchant and ended."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from apps.orders.models import MerchantDiscount
from quenty.kernel.actors import Actor
from quenty.platform import audit
from quenty.platform.db import unit_of_work


def grant_discount(
    *,
    customer_id: UUID,
    service_id: UUID | None,
    percent: Decimal,
    valid_from: date,
    valid_to: date | None,
    actor: Actor,
) -> MerchantDiscount:
    """`service_id` None: for every service without one of its own. `valid_to`: the first day
    without it. Quotes given before keep their prices."""
    with unit_of_work("orders"):
        row = MerchantDiscount.objects.create(
            customer_id=customer_id,
            service_id=service_id,
            percent=percent,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        audit.record(
            "orders",
            action="discount.grant",
            subject=row.id,
            actor=actor,
            data={"customer_id": customer_id, "percent": percent},
        )
    return row


def end_discount(*, discount_id: UUID, valid_to: date | None, actor: Actor) -> MerchantDiscount:
    """Set its last day, or take it away again."""
    with unit_of_work("orders"):
        row = MerchantDiscount.objects.select_for_update().get(pk=discount_id)
        row.valid_to = valid_to
        row.save()
        audit.record(
            "orders",
            action="discount.end",
            subject=row.id,
            actor=actor,
            data={"valid_to": valid_to},
        )
    return row
