"""What pickups keeps of others: merchants, guides and points, fed by their events."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from quenty.platform.db import MoneyField, Row

GUIDE_STATUSES = (
    "generated",
    "received_at_point",
    "picked_up",
    "in_transit",
    "out_for_delivery",
    "delivered",
    "at_office",
    "delivery_failed",
    "on_hold",
    "returning",
    "returned",
    "lost",
    "damaged",
    "voided",
)


class MerchantCopy(Row):
    """Who may be collected from. `sequence`: of the newest event seen of its status."""

    customer_id = models.UUIDField(unique=True)  # customers context, no FK
    display_name = models.CharField(max_length=200, blank=True)
    size = models.CharField(max_length=10, default="small")
    size_sequence = models.PositiveBigIntegerField(default=0)
    active = models.BooleanField(default=False)
    livemode = models.BooleanField(default=True)
    sequence = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("display_name",)
        verbose_name_plural = "merchant copies"
        constraints = (
            models.CheckConstraint(
                condition=Q(size__in=("small", "medium", "large")), name="merchant_size_known"
            ),
        )

    def __str__(self) -> str:
        return self.display_name or str(self.customer_id)


class GuideCopy(Row):
    """A guide as the courier needs it.

    `pieces`: [{"number", "weight_g", "volume_cm3"}] of those that are carried; `dropped`: the
    numbers of those that are not. `collect`: due at the door. `status`:
    the guide's, by orders' events; `sequence`: of the newest seen, `mended_sequence`: of the
    newest that mended what is delivered, `answered_sequence`: of the newest answer to an
    incident. `not_before`: the day its merchant asked for. `door_paid`: what its recipient has
    paid by `door_method` (qr or link), as orders confirmed.
    """

    guide_id = models.UUIDField(unique=True)  # orders context, no FK
    order_id = models.UUIDField(db_index=True)  # orders context, no FK
    number = models.CharField(max_length=30, unique=True)
    customer_id = models.UUIDField()  # customers context, no FK
    livemode = models.BooleanField(default=True)
    operator_id = models.UUIDField(null=True)  # franchise context, no FK
    status = models.CharField(max_length=20, default="generated")
    sequence = models.PositiveBigIntegerField(default=0)
    mended_sequence = models.PositiveBigIntegerField(default=0)
    answered_sequence = models.PositiveBigIntegerField(default=0)
    not_before = models.DateField(null=True)
    origin_dane = models.CharField(max_length=5, blank=True)
    destination_dane = models.CharField(max_length=5, blank=True)
    pieces = models.JSONField(default=list)
    dropped = models.JSONField(default=list)
    piece_count = models.PositiveSmallIntegerField(default=1)
    weight_g = models.PositiveIntegerField(default=0)
    volume_cm3 = models.PositiveIntegerField(default=0)
    collect = MoneyField(null=True)
    door_paid = MoneyField(null=True)
    door_method = models.CharField(max_length=10, blank=True)
    contents = models.CharField(max_length=200, blank=True)
    sender_name = models.CharField(max_length=120, blank=True)
    sender_phone = models.CharField(max_length=20, blank=True)
    sender_address = models.CharField(max_length=400, blank=True)
    recipient_name = models.CharField(max_length=120, blank=True)
    recipient_phone = models.CharField(max_length=20, blank=True)
    recipient_email = models.CharField(max_length=254, blank=True)
    recipient_address = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("-created_at",)
        verbose_name_plural = "guide copies"
        indexes = (
            models.Index(fields=("customer_id", "status"), name="guide_copy_customer"),
            models.Index(fields=("destination_dane", "status"), name="guide_copy_destination"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=GUIDE_STATUSES), name="guide_copy_status_known"
            ),
        )

    def __str__(self) -> str:
        return self.number


class Point(Row):
    """A place that takes and gives parcels. Franchise owns it where it says so by event;
    `capacity`: parcels that fit. `hours`: {"0": [["08:00", "18:00"]]} by weekday, Monday 0;
    `told_hours`: as franchise told them last.
    """

    point_id = models.UUIDField(unique=True)  # franchise context, no FK
    franchise_id = models.UUIDField(null=True, blank=True)  # franchise context, no FK
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    dane_code = models.CharField(max_length=5, db_index=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    phone = models.CharField(max_length=20, blank=True)
    hours = models.JSONField(default=dict)
    told_hours = models.JSONField(null=True, blank=True)
    services = ArrayField(models.CharField(max_length=20), default=list)
    capacity = models.PositiveIntegerField(default=200)
    open = models.BooleanField(default=True)
    sequence = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"
