"""What the 4x1000 is, from a day on."""

from datetime import date
from decimal import Decimal

from apps.customers.models import GmfRate
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def add_gmf_rate(*, valid_from: date, per_mille: Decimal, actor: Actor) -> GmfRate:
    """The same day again replaces what was said of it."""
    with unit_of_work("customers"):
        row, _ = GmfRate.objects.update_or_create(
            valid_from=valid_from, defaults={"per_mille": per_mille}
        )
        data = {"valid_from": valid_from, "per_mille": per_mille}
        record("customers", action="payout.rate", subject=row.id, actor=actor, data=data)
    return row
