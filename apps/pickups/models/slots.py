"""Zones, their windows and what of them is taken."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from quenty.platform.db import Row


class Zone(Row):
    """Where couriers go. `municipalities`: DANE codes; `polygon`: [[latitude, longitude]],
    which narrows them where it is given. The highest `priority` wins."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    municipalities = ArrayField(models.CharField(max_length=5))
    polygon = models.JSONField(default=list, blank=True)
    priority = models.SmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class SlotRule(Row):
    """Windows of a weekday. Capacity is of each window; weight in grams, volume in cm3."""

    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="rules")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=120)
    capacity = models.PositiveIntegerField()
    capacity_g = models.PositiveIntegerField()
    capacity_cm3 = models.PositiveIntegerField()
    cutoff = models.TimeField(null=True, blank=True)
    lead_minutes = models.PositiveIntegerField(default=60)

    class Meta:
        ordering = ("zone", "weekday", "opens")
        constraints = (
            models.CheckConstraint(condition=Q(weekday__lte=6), name="slot_rule_weekday"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="slot_rule_hours"),
            models.CheckConstraint(
                condition=Q(minutes__gte=15, minutes__lte=720), name="slot_rule_minutes"
            ),
        )

    def __str__(self) -> str:
        return f"{self.zone} {self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M}"


class Closure(Row):
    """A day without windows. `zone` null: everywhere."""

    zone = models.ForeignKey(
        Zone, on_delete=models.CASCADE, related_name="closures", null=True, blank=True
    )
    day = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ("-day",)
        constraints = (
            models.UniqueConstraint(
                fields=("zone", "day"), name="closure_once", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.reason}"


class Slot(Row):
    """A window that somebody has booked. What is taken never exceeds what there is: the
    database refuses it."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveIntegerField()
    capacity_g = models.PositiveBigIntegerField()
    capacity_cm3 = models.PositiveBigIntegerField()
    taken = models.PositiveIntegerField(default=0)
    taken_g = models.PositiveBigIntegerField(default=0)
    taken_cm3 = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("starts_at",)
        constraints = (
            models.UniqueConstraint(fields=("zone", "starts_at"), name="slot_once"),
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity"))
                & Q(taken_g__lte=F("capacity_g"))
                & Q(taken_cm3__lte=F("capacity_cm3")),
                name="slot_not_overbooked",
            ),
        )

    def __str__(self) -> str:
        return f"{self.zone} {self.starts_at:%Y-%m-%d %H:%M}"
