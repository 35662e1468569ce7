"""A merchant's request to be collected from, its parcels and its history."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value

from apps.pickups.domain.states import OPEN_PICKUPS, PickupEvent, PickupStatus
from apps.pickups.models.places import WithPlace
from apps.pickups.models.slots import Slot
from quenty.kernel import clock
from quenty.platform.db import MoneyField, Row

_STATUSES = [status.value for status in PickupStatus]


class RecurringPickup(WithPlace, Row):
    """A pickup on some weekdays (Monday 0). `prefers`: the hour its window begins at, or the
    first one with room. `skips`: days on which nobody is to come. `refused_code`: why the pickup
    of `refused_day` could not be made, until one can."""

    customer_id = models.UUIDField(db_index=True)  # customers context, no FK
    livemode = models.BooleanField(default=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    prefers = models.TimeField()
    parcels = models.PositiveIntegerField()
    weight_g = models.PositiveIntegerField()
    volume_cm3 = models.PositiveIntegerField(default=0)
    notes = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    skips = ArrayField(models.DateField(), default=list, blank=True)
    active = models.BooleanField(default=True)
    refused_code = models.CharField(max_length=60, blank=True)
    refused_day = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.contact_name} {self.weekdays}"


class Pickup(WithPlace, Row):
    """`parcels`, `weight_g`, `volume_cm3`: as announced, and as taken from its slot.
    `reschedules`: by the customer. `moved_late`: by them, when cancelling would have cost.
    `attempts`: made so far. `recurring_day`: the one that `recurring` made it for, wherever it
    was moved to. `version` grows with each change.
    """

    number = models.CharField(max_length=20, unique=True)
    customer_id = models.UUIDField()  # customers context, no FK
    livemode = models.BooleanField(default=True)
    status = models.CharField(max_length=20, default=PickupStatus.SCHEDULED.value)
    version = models.PositiveIntegerField(default=1)
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="pickups")
    window_start = models.DateTimeField()
    window_end = models.DateTimeField()
    parcels = models.PositiveIntegerField()
    weight_g = models.PositiveIntegerField()
    volume_cm3 = models.PositiveIntegerField(default=0)
    notes = models.CharField(max_length=300, blank=True)
    recurring = models.ForeignKey(
        RecurringPickup, on_delete=models.SET_NULL, null=True, blank=True, related_name="pickups"
    )
    recurring_day = models.DateField(null=True, blank=True, editable=False)
    reschedules = models.PositiveSmallIntegerField(default=0)
    moved_late = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    holds_place = models.BooleanField(default=True)
    fee = MoneyField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_by = models.CharField(max_length=120)

    class Meta:
        ordering = ("-created_at",)
        indexes = (
            models.Index(fields=("customer_id", "livemode", "-created_at"), name="pickup_customer"),
            models.Index(fields=("status", "window_start"), name="pickup_status"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(status__in=_STATUSES), name="pickup_status_known"),
            models.CheckConstraint(
                condition=Q(reschedules__lte=Value(2)), name="pickup_reschedules"
            ),
            models.UniqueConstraint(
                fields=("recurring", "recurring_day"),
                name="pickup_recurring_day_once",
            ),
        )

    def __str__(self) -> str:
        return self.number


class PickupParcel(Row):
    """A guide's piece that is to be collected. `scanned_at` null: not in hand. `unexpected`:
    scanned at the door without having been announced. `open`: its pickup still waits."""

    pickup = models.ForeignKey(Pickup, on_delete=models.CASCADE, related_name="parcels_listed")
    guide_id = models.UUIDField()  # orders context, no FK
    guide_number = models.CharField(max_length=30)
    piece = models.PositiveSmallIntegerField()
    weight_g = models.PositiveIntegerField(default=0)
    scanned_at = models.DateTimeField(null=True, blank=True)
    unexpected = models.BooleanField(default=False)
    open = models.BooleanField(default=True)

    class Meta:
        ordering = ("guide_number", "piece")
        constraints = (
            models.UniqueConstraint(
                fields=("guide_id", "piece"),
                condition=Q(open=True),
                name="pickup_parcel_in_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.guide_number}-{self.piece}"


class PickupTransition(Row):
    """A line of a pickup's history: append-only."""

    pickup = models.ForeignKey(Pickup, on_delete=models.PROTECT, related_name="transitions")
    event = models.CharField(max_length=20, choices=[(e.value, e.value) for e in PickupEvent])
    from_status = models.CharField(max_length=20)
    to_status = models.CharField(max_length=20)
    actor = models.CharField(max_length=120)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.from_status} -> {self.to_status}"


OPEN = [status.value for status in OPEN_PICKUPS]
