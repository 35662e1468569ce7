"""Planning routes: the job, its plan, what it costs, and ways that were looked up."""

from django.db import models
from django.db.models import Q

from apps.pickups.domain.states import JobStatus
from apps.pickups.models.fleet import Depot
from quenty.platform.db import Row


class RoutingJob(Row):
    """`scope`: day (all from the start) or rest (what is left, from where drivers are).
    `aim`: cheapest, fewest or balanced. `stops_version`: digest of what the stops were.

    `plan`, `evaluation`, `reasons`, `comparison`: what is proposed, as JSON. `best`: the
    objective so far. `failure`: timeout, crashed, killed, stale or empty, and its words.
    """

    day = models.DateField(db_index=True)
    depot = models.ForeignKey(
        Depot, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    scope = models.CharField(max_length=4, default="day")
    aim = models.CharField(max_length=8, default="cheapest")
    status = models.CharField(max_length=10, default=JobStatus.QUEUED.value)
    seconds = models.FloatField(null=True, blank=True)
    iterations = models.PositiveIntegerField(null=True, blank=True)
    seed = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    progress = models.PositiveSmallIntegerField(default=0)
    best = models.BigIntegerField(null=True, blank=True)
    done_iterations = models.PositiveIntegerField(default=0)
    stops = models.PositiveIntegerField(default=0)
    vehicles = models.PositiveIntegerField(default=0)
    stops_version = models.CharField(max_length=64, blank=True)
    problem_digest = models.CharField(max_length=64, blank=True)
    engine = models.CharField(max_length=40, blank=True)
    engine_version = models.CharField(max_length=40, blank=True)
    profile = models.CharField(max_length=10, blank=True)
    ways = models.CharField(max_length=20, blank=True)
    ways_note = models.CharField(max_length=200, blank=True)
    parts = models.PositiveSmallIntegerField(default=1)
    plan = models.JSONField(null=True, blank=True)
    evaluation = models.JSONField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    comparison = models.JSONField(null=True, blank=True)
    failure = models.CharField(max_length=12, blank=True)
    failure_detail = models.CharField(max_length=500, blank=True)
    cpu_seconds = models.FloatField(default=0)
    own_seconds = models.FloatField(default=0)
    asked_by = models.CharField(max_length=120)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in JobStatus]), name="job_status_known"
            ),
            models.CheckConstraint(condition=Q(scope__in=("day", "rest")), name="job_scope_known"),
            models.CheckConstraint(
                condition=Q(aim__in=("cheapest", "fewest", "balanced")), name="job_aim_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.status}"


class RoutingShare(Row):
    """A part of a large job, which any worker may solve. `problem`: packed and deflated, until
    it is over; `places`: the whole problem's location behind each of its own; `warm`: the
    plan in force. `batch`: of what one worker took at once; `tries`: how often workers began.
    """

    job = models.ForeignKey(RoutingJob, on_delete=models.CASCADE, related_name="shares")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, default="waiting")
    batch = models.UUIDField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.BinaryField(null=True)
    places = models.JSONField(default=list)
    warm = models.JSONField(default=dict)
    plan = models.JSONField(null=True, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    best = models.BigIntegerField(null=True, blank=True)
    done_iterations = models.PositiveIntegerField(default=0)
    cpu_seconds = models.FloatField(default=0)
    failure = models.CharField(max_length=12, blank=True)
    failure_detail = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("job", "number")
        constraints = (
            models.UniqueConstraint(fields=("job", "number"), name="routing_share_once"),
            models.CheckConstraint(
                condition=Q(status__in=("waiting", "running", "solved", "failed")),
                name="routing_share_status_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.status}"


class PlaceCache(Row):
    """Where a geocoder found an address, or that it found none (`latitude` None). `key`: a
    digest of the address, so that none is kept here."""

    key = models.CharField(max_length=64, unique=True)
    source = models.CharField(max_length=20)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    used_at = models.DateTimeField()

    class Meta:
        ordering = ("-used_at",)

    def __str__(self) -> str:
        return f"{self.source} {self.key[:12]}"


class WaysCache(Row):
    """A matrix by its set of places. `distances`, `durations`: little-endian 32-bit, packed."""

    key = models.CharField(max_length=64, unique=True)
    source = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    distances = models.BinaryField()
    durations = models.BinaryField()
    used_at = models.DateTimeField()

    class Meta:
        ordering = ("-used_at",)

    def __str__(self) -> str:
        return f"{self.source} {self.size}"
