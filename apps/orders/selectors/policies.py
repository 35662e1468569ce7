"""Rules of what may be shipped, as rows and as quotes check them."""

from datetime import date

from django.db.models import Q, QuerySet

from apps.orders.domain.pricing.policies import Policy
from apps.orders.models import MerchantCopy, ShippingPolicy


def policies_on(day: date) -> tuple[Policy, ...]:
    """Those in force on a day, compiled."""
    rows = ShippingPolicy.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day
    )
    return tuple(
        Policy(
            code=row.code,
            version=row.version,
            title=row.title,
            title_en=row.title_en,
            zone=row.zone,
            department=row.department,
            dane=row.dane,
            merchant_size=row.merchant_size,
            goods=row.goods,
            forbids=row.forbids,
            max_weight_g=row.max_weight_g,
            max_declared=row.max_declared,
            max_cod=row.max_cod,
        )
        for row in rows
    )


def policies() -> "QuerySet[ShippingPolicy]":
    return ShippingPolicy.objects.all()


def size_of(customer_id: object) -> str:
    """A merchant's size, "" for one that was never told of."""
    sizes = MerchantCopy.objects.filter(customer_id=customer_id).values_list("size", flat=True)
    return sizes.first() or ""
