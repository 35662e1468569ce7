"""What orders keeps of a merchant: whether it may ship, from where, and at what discount."""

from django.db import models
from django.db.models import Q

from apps.orders.models.parties import WithOrigin
from quenty.platform.db import Row

_STATUSES = ("prospect", "active", "suspended", "closed")
_KYC = ("none", "pending", "approved", "rejected", "requires_update", "expired")


class MerchantCopy(Row):
    """Eligibility, fed by events of customers. Sequences are of the newest event seen.

    `status`: prospect, active, suspended, closed. `kyc`: none, pending, approved, rejected,
    requires_update, expired. `document_index`: its document's number under a keyed hash, by
    which it is found and which tells nobody the number; "" for none. `document_read_at`: when
    customers was asked for it.
    """

    customer_id = models.UUIDField(unique=True)  # customers context, no FK
    display_name = models.CharField(max_length=200, blank=True)
    size = models.CharField(max_length=10, blank=True)
    livemode = models.BooleanField(default=True)
    status = models.CharField(max_length=10, default="prospect")
    suspension_reason = models.CharField(max_length=200, blank=True)
    status_sequence = models.PositiveBigIntegerField(default=0)
    kyc = models.CharField(max_length=16, default="none")
    kyc_level = models.CharField(max_length=10, blank=True)
    kyc_expires_at = models.DateTimeField(null=True, blank=True)
    kyc_sequence = models.PositiveBigIntegerField(default=0)
    document_index = models.CharField(max_length=64, blank=True, editable=False)
    document_read_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("display_name",)
        verbose_name_plural = "merchant copies"
        indexes = (
            models.Index(
                fields=("document_index",),
                condition=~Q(document_index=""),
                name="merchant_document",
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(status__in=_STATUSES), name="merchant_status_known"),
            models.CheckConstraint(condition=Q(kyc__in=_KYC), name="merchant_kyc_known"),
        )

    def __str__(self) -> str:
        return self.display_name or str(self.customer_id)


class SenderOrigin(WithOrigin, Row):
    """Where a merchant's parcels start unless an order says otherwise."""

    customer_id = models.UUIDField()  # customers context, no FK
    livemode = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("customer_id", "livemode"), name="sender_origin_one"),
        )

    def __str__(self) -> str:
        return f"{self.origin_name}, {self.origin_address}"


class MerchantDiscount(Row):
    """A percentage off the carriage lines. `service_id` null: for every service.
    `valid_to`: the first day it no longer holds."""

    customer_id = models.UUIDField(db_index=True)  # customers context, no FK
    service_id = models.UUIDField(null=True, blank=True)  # franchise context, no FK
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("customer_id", "-valid_from")
        constraints = (
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100), name="merchant_discount_percent"
            ),
        )

    def __str__(self) -> str:
        return f"{self.percent}%"
