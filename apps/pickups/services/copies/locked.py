"""The copy of a guide, to be changed."""

from uuid import UUID

from apps.pickups.models import GuideCopy
from quenty.kernel.ids import new_id


def locked_copy(
    guide_id: UUID, number: str, order_id: UUID, customer_id: UUID, livemode: bool
) -> GuideCopy:
    """The copy under lock, made where an event comes before the guide's own."""
    GuideCopy.objects.get_or_create(
        guide_id=guide_id,
        defaults={
            "id": new_id(),
            "number": number,
            "order_id": order_id,
            "customer_id": customer_id,
            "livemode": livemode,
        },
    )
    return GuideCopy.objects.select_for_update().get(guide_id=guide_id)
