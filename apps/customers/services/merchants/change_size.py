"""Change a merchant's size, which gates what it may do."""

from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain.merchants import Size
from apps.customers.models import Merchant
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def change_size(*, customer_id: UUID, size: str, actor: Actor) -> Merchant:
    """The same size again changes and tells nothing. Raises customers.not_found."""
    with unit_of_work("customers"):
        row = (
            Merchant.objects.select_for_update()
            .filter(pk=customer_id, registered_at__isnull=False)
            .first()
        )
        if row is None:
            raise CustomerError.NOT_FOUND()
        wanted = Size(size)
        if row.size == wanted:
            return row
        record(
            "customers",
            action="merchant.size",
            subject=row.id,
            actor=actor,
            data={"from": row.size, "to": wanted.value},
        )
        row.size = wanted
        row.version += 1
        row.save()
        outgoing.size_changed(row, actor=actor)
        return row
