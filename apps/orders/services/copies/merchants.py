"""Copies of merchants' eligibility. Older events than the newest seen are ignored."""

from datetime import datetime
from uuid import UUID

from apps.orders.models import MerchantCopy
from quenty.platform.db import unit_of_work


def _locked(customer_id: UUID, livemode: bool) -> MerchantCopy:
    MerchantCopy.objects.get_or_create(customer_id=customer_id, defaults={"livemode": livemode})
    return MerchantCopy.objects.select_for_update().get(customer_id=customer_id)


def note_registered(
    *, customer_id: UUID, display_name: str, size: str, livemode: bool, seq: int
) -> None:
    """Names and size come with registration alone, so they are taken whenever it arrives."""
    with unit_of_work("orders"):
        merchant = _locked(customer_id, livemode)
        merchant.display_name = display_name[:200]
        merchant.size = merchant.size or size
        merchant.livemode = livemode
        merchant.status_sequence = max(merchant.status_sequence, seq)
        merchant.save()


def note_status(
    *, customer_id: UUID, status: str, livemode: bool, seq: int, reason: str = ""
) -> None:
    """`status`: active, suspended or closed."""
    with unit_of_work("orders"):
        merchant = _locked(customer_id, livemode)
        if merchant.status_sequence < seq:
            merchant.status, merchant.suspension_reason = status, reason[:200]
            merchant.status_sequence = seq
            merchant.save()


def note_size(*, customer_id: UUID, size: str, livemode: bool) -> None:
    with unit_of_work("orders"):
        merchant = _locked(customer_id, livemode)
        merchant.size = size
        merchant.save()


def note_kyc(
    *,
    customer_id: UUID,
    state: str,
    level: str,
    livemode: bool,
    seq: int,
    expires_at: datetime | None = None,
) -> None:
    """`state`: pending, approved, rejected, requires_update or expired.

    A case for a higher level leaves what is approved in force until it is decided.
    """
    with unit_of_work("orders"):
        merchant = _locked(customer_id, livemode)
        if merchant.kyc_sequence >= seq:
            return
        merchant.kyc_sequence = seq
        higher = merchant.kyc == "approved" and level != merchant.kyc_level
        if not (higher and state != "approved"):
            merchant.kyc, merchant.kyc_level = state, level
            merchant.kyc_expires_at = expires_at
        merchant.save()
