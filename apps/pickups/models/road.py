"""What happened on the road: attempts, evidence, cash and places. All append-only."""

from django.db import models
from django.db.models import Q

from apps.pickups.models.fleet import Driver
from apps.pickups.models.runs import Run, Stop
from quenty.kernel import clock
from quenty.platform.db import MoneyField, Row


class Attempt(Row):
    """A visit as it was. The id is made by the driver's phone, so that a repeat is one.

    `outcome`: done, part or failed. `distance_m`: from the address; `far`: beyond what is
    believed. `position`: [latitude, longitude] as the phone said, null when it did not.
    `claimed`: kinds of pictures that the phone took; each counts once it has arrived.
    `document`: masked, whole in `document_sealed`.
    """

    stop = models.ForeignKey(Stop, on_delete=models.PROTECT, related_name="attempts")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="attempts")
    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=8)
    reason = models.CharField(max_length=20, blank=True)
    comment = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)
    position = models.JSONField(null=True)
    distance_m = models.PositiveIntegerField(null=True)
    far = models.BooleanField(default=False)
    on_time = models.BooleanField(default=True)
    pieces = models.JSONField(default=list)
    received_by = models.CharField(max_length=120, blank=True)
    document = models.CharField(max_length=30, blank=True)
    document_sealed = models.BinaryField(null=True)
    claimed = models.JSONField(default=list)
    code_checked = models.BooleanField(default=False)
    collected = MoneyField(null=True)
    method = models.CharField(max_length=4, blank=True)

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome__in=("done", "part", "failed")), name="attempt_outcome"
            ),
            models.UniqueConstraint(fields=("stop", "number"), name="attempt_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.stop} #{self.number} {self.outcome}"


class Evidence(Row):
    """A picture or signature, sealed. `attempt_id`: it may arrive before its attempt does.
    `digest`: SHA-256 hex of the picture."""

    stop = models.ForeignKey(Stop, on_delete=models.PROTECT, related_name="evidence")
    attempt_id = models.UUIDField(db_index=True)  # this context's, without a constraint
    kind = models.CharField(max_length=10)
    media = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)
        verbose_name_plural = "evidence"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("signature", "photo")), name="evidence_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:12]}"


class CashEntry(Row):
    """Cash or QR money of a run. `kind`: collected, deposited. Deposits are negative."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="cash", null=True)
    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, related_name="cash", null=True)
    point_id = models.UUIDField(null=True)  # franchise context, no FK
    day = models.DateField()
    kind = models.CharField(max_length=10)
    method = models.CharField(max_length=4)
    amount = MoneyField()
    guide_id = models.UUIDField(null=True)  # orders context, no FK
    attempt_id = models.UUIDField(null=True)
    slip = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("at",)
        verbose_name_plural = "cash entries"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("collected", "deposited")), name="cash_kind"
            ),
            models.CheckConstraint(
                condition=Q(method__in=("cash", "qr", "link")), name="cash_method"
            ),
            models.UniqueConstraint(
                fields=("attempt_id",), condition=Q(kind="collected"), name="cash_attempt_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class CashClose(Row):
    """A count at the end of a run or of a point's day. Append-only: a mistake is another."""

    holder = models.CharField(max_length=6)
    holder_id = models.UUIDField()
    run = models.OneToOneField(
        Run, on_delete=models.PROTECT, related_name="cash_close", null=True, blank=True
    )
    day = models.DateField()
    expected = MoneyField()
    counted = MoneyField()
    difference = MoneyField()
    explanation = models.CharField(max_length=300, blank=True)
    slip = models.CharField(max_length=60, blank=True)
    closed_by = models.CharField(max_length=120)

    class Meta:
        ordering = ("-day",)
        constraints = (
            models.CheckConstraint(
                condition=Q(holder__in=("driver", "point")), name="cash_close_holder"
            ),
            models.UniqueConstraint(
                fields=("holder_id", "day"),
                condition=Q(holder="point"),
                name="cash_close_point_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.difference}"


class Ping(Row):
    """Where a courier was, to a block (three decimals). Kept for days, not for ever."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="pings")
    driver = models.ForeignKey(Driver, on_delete=models.CASCADE, related_name="pings")
    at = models.DateTimeField()
    latitude = models.FloatField()
    longitude = models.FloatField()
    accuracy_m = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("-at",)
        indexes = (models.Index(fields=("run", "-at"), name="ping_latest"),)

    def __str__(self) -> str:
        return f"{self.latitude}, {self.longitude}"


class DriverAction(Row):
    """Something a driver's phone says happened, by the id that the phone made: each counts
    once, however often it is sent. `outcome`: applied or refused, with the refusal's code.
    """

    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, related_name="actions")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="actions", null=True)
    stop = models.ForeignKey(Stop, on_delete=models.PROTECT, related_name="actions", null=True)
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    received_at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=8)
    code = models.CharField(max_length=60, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome__in=("applied", "refused")), name="action_outcome"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.outcome}"
