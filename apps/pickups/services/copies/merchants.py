"""Copies of merchants: size and whether they are active."""

from uuid import UUID

from apps.pickups.models import MerchantCopy
from quenty.platform.db import unit_of_work


def _locked(customer_id: UUID, livemode: bool) -> MerchantCopy:
    MerchantCopy.objects.get_or_create(customer_id=customer_id, defaults={"livemode": livemode})
    return MerchantCopy.objects.select_for_update().get(customer_id=customer_id)


def note_registered(
    *, customer_id: UUID, twin_id: UUID | None, display_name: str, size: str, livemode: bool
) -> None:
    """The merchant and its sandbox twin. A newer size that came first is kept."""
    for whose, live in ((customer_id, livemode), (twin_id, False)):
        if whose is None:
            continue
        with unit_of_work("pickups"):
            merchant = _locked(whose, live)
            merchant.display_name, merchant.livemode = display_name[:200], live
            if merchant.size_sequence == 0 and size:
                merchant.size = size
            # A twin has no life of its own: it may do what sandboxes do.
            merchant.active = merchant.active or not live
            merchant.save()


def note_active(*, customer_id: UUID, active: bool, livemode: bool, sequence: int) -> None:
    with unit_of_work("pickups"):
        merchant = _locked(customer_id, livemode)
        if merchant.sequence < sequence:
            merchant.active, merchant.sequence = active, sequence
            merchant.save()


def note_size(*, customer_id: UUID, size: str, livemode: bool, sequence: int) -> None:
    with unit_of_work("pickups"):
        merchant = _locked(customer_id, livemode)
        if merchant.size_sequence < sequence:
            merchant.size, merchant.size_sequence = size, sequence
            merchant.save()
