"""What a courier does in a shift: the run and its stops."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from apps.pickups.domain.states import RunStatus, StopStatus
from apps.pickups.models.fleet import Shift
from apps.pickups.models.pickups import Pickup
from apps.pickups.models.places import WithPlace
from quenty.platform.db import MoneyField, Row


class Run(Row):
    """Planned and driven figures in metres and seconds. `revision` grows with each publish;
    `locked`: the whole sequence stays as it is when routes are planned again.
    """

    number = models.CharField(max_length=20, unique=True)
    shift = models.OneToOneField(Shift, on_delete=models.PROTECT, related_name="run")
    day = models.DateField(db_index=True)
    status = models.CharField(max_length=10, default=RunStatus.DRAFT.value)
    revision = models.PositiveIntegerField(default=0)
    locked = models.BooleanField(default=False)
    planned_m = models.PositiveIntegerField(default=0)
    planned_s = models.PositiveIntegerField(default=0)
    planned_cost = MoneyField(null=True, blank=True)
    planned_start = models.DateTimeField(null=True, blank=True)
    planned_end = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    odometer_start_km = models.PositiveIntegerField(null=True, blank=True)
    odometer_end_km = models.PositiveIntegerField(null=True, blank=True)
    driven_m = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-day", "number")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in RunStatus]), name="run_status_known"
            ),
        )

    def __str__(self) -> str:
        return self.number


class Stop(WithPlace, Row):
    """Work at a door, on a run or waiting for one. A pickup's is found by `pickup`, a
    delivery's by `guide_id`. Loads in grams, cubic centimetres and pieces.

    `position`: its place in the run. `locked`: stays on this run; `position_locked`: and at
    this place. `due_on`: the day it is for. `collect`: to be collected at the door.
    `to_sender`: a delivery back to who sent it.
    `priority`: 1 is served first, 5 last. `follow_token`: the recipient's address to follow.
    `code_tries`: how often its door code was wrong.
    """

    kind = models.CharField(max_length=10)
    status = models.CharField(max_length=10, default=StopStatus.OPEN.value)
    version = models.PositiveIntegerField(default=1)
    pickup = models.ForeignKey(
        Pickup, on_delete=models.PROTECT, related_name="stops", null=True, blank=True
    )
    guide_id = models.UUIDField(null=True, blank=True)  # orders context, no FK
    guide_number = models.CharField(max_length=30, blank=True)
    customer_id = models.UUIDField()  # customers context, no FK
    livemode = models.BooleanField(default=True)
    due_on = models.DateField(db_index=True)
    window_start = models.DateTimeField()
    window_end = models.DateTimeField()
    service_s = models.PositiveIntegerField(default=300)
    weight_g = models.PositiveIntegerField(default=0)
    volume_cm3 = models.PositiveIntegerField(default=0)
    pieces = models.PositiveSmallIntegerField(default=1)
    skills = ArrayField(models.SlugField(max_length=30), default=list, blank=True)
    zone_code = models.SlugField(max_length=40, blank=True)
    priority = models.PositiveSmallIntegerField(default=3)
    collect = MoneyField(null=True, blank=True)
    to_sender = models.BooleanField(default=False)
    attempts_made = models.PositiveSmallIntegerField(default=0)
    notes = models.CharField(max_length=300, blank=True)
    run = models.ForeignKey(
        Run, on_delete=models.PROTECT, related_name="stops", null=True, blank=True
    )
    position = models.PositiveIntegerField(null=True, blank=True)
    locked = models.BooleanField(default=False)
    position_locked = models.BooleanField(default=False)
    planned_arrival = models.DateTimeField(null=True, blank=True)
    planned_start = models.DateTimeField(null=True, blank=True)
    planned_departure = models.DateTimeField(null=True, blank=True)
    planned_load_g = models.PositiveIntegerField(null=True, blank=True)
    eta = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    follow_token = models.CharField(max_length=40, unique=True)
    code_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("run_id", "position")
        indexes = (
            models.Index(fields=("due_on", "status"), name="stop_due"),
            models.Index(fields=("guide_id",), name="stop_guide"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in StopStatus]), name="stop_status_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="pickup", pickup__isnull=False, guide_id__isnull=True)
                | Q(kind="delivery", pickup__isnull=True, guide_id__isnull=False),
                name="stop_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=("guide_id",),
                condition=Q(status__in=("open", "planned", "en_route", "arrived")),
                name="stop_guide_once_open",
            ),
            models.UniqueConstraint(
                fields=("pickup",),
                condition=Q(status__in=("open", "planned", "en_route", "arrived")),
                name="stop_pickup_once_open",
            ),
            models.UniqueConstraint(
                fields=("run", "position"),
                name="stop_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        )

    def __str__(self) -> str:
        return self.guide_number or str(self.pickup_id)
