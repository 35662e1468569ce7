"""What orders knows of a merchant from its own copies."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils.crypto import salted_hmac

from apps.orders.models import Guide, MerchantCopy, MerchantDiscount, SenderOrigin
from quenty.contracts.orders.errors import OrderError
from quenty.kernel import clock
from quenty.kernel.clock import BOGOTA


def document_index(number: str) -> str:
    """Under what a merchant with this document's number is found: a keyed hash, which tells
    nobody the number."""
    plain = re.sub(r"[\s\-.]", "", number).upper()
    return salted_hmac("orders.merchant_document", plain, algorithm="sha256").hexdigest()


def refuse_suspended(customer_id: UUID) -> None:
    """Raises orders.merchant_suspended for one known to be suspended or closed."""
    blocked = MerchantCopy.objects.filter(
        customer_id=customer_id, status__in=("suspended", "closed")
    )
    if blocked.exists():
        raise OrderError.MERCHANT_SUSPENDED()


def refuse_unverified(customer_id: UUID, *, livemode: bool) -> None:
    """Whether a merchant may have guides: real parcels need a verified identity.

    Raises orders.merchant_suspended, orders.merchant_not_verified.
    """
    merchant = MerchantCopy.objects.filter(customer_id=customer_id).first()
    if merchant and merchant.status in ("suspended", "closed"):
        raise OrderError.MERCHANT_SUSPENDED()
    if not livemode:
        return
    lasts = merchant and (merchant.kyc_expires_at is None or merchant.kyc_expires_at > clock.now())
    if merchant is None or merchant.kyc != "approved" or not lasts:
        raise OrderError.MERCHANT_NOT_VERIFIED()


def discounts_of(customer_id: UUID, day: date) -> dict[UUID | None, Decimal]:
    """Percent by service on a day; None: for services without a discount of their own."""
    rows = MerchantDiscount.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        customer_id=customer_id,
        valid_from__lte=day,
    ).order_by("valid_from", "created_at")
    return {row.service_id: row.percent for row in rows}


def origin_of(customer_id: UUID, *, livemode: bool) -> SenderOrigin:
    """Raises orders.origin_missing when the merchant has set none."""
    origin = SenderOrigin.objects.filter(customer_id=customer_id, livemode=livemode).first()
    if origin is None:
        raise OrderError.ORIGIN_MISSING(field="origin")
    return origin


def origin_or_404(customer_id: UUID, *, livemode: bool) -> SenderOrigin:
    """Raises orders.origin_not_set."""
    origin = SenderOrigin.objects.filter(customer_id=customer_id, livemode=livemode).first()
    if origin is None:
        raise OrderError.ORIGIN_NOT_SET()
    return origin


def guides_of_month(customer_id: UUID, day: date) -> int:
    """Live guides that a merchant had issued in the day's month so far, voided ones left out."""
    began = datetime.combine(day.replace(day=1), time.min, BOGOTA)
    issued = Guide.objects.filter(customer_id=customer_id, livemode=True, issued_at__gte=began)
    return issued.exclude(status="voided").count()
