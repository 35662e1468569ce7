"""The desk of a point: what is expected, waits, was handed over; and its cash."""

from django.db import models
from django.db.models import Q

from apps.pickups.domain.states import DeskStatus
from apps.pickups.models.copies import Point
from quenty.platform.db import MoneyField, Row

_STATUSES = [status.value for status in DeskStatus]


class DropOff(Row):
    """A merchant brings parcels to a point. `code`: what it shows at the desk."""

    customer_id = models.UUIDField(db_index=True)  # customers context, no FK
    livemode = models.BooleanField(default=True)
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="drop_offs")
    code = models.CharField(max_length=20, unique=True)
    expires_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.code


class DeskParcel(Row):
    """A guide at a point. `purpose`: drop_off (a courier takes it on) or delivery (its
    recipient fetches it). `pieces`: how many are there. `code_hash`: of the hand-over code, which
    its recipient alone was told: `code_sent_to` is a masked address, `codes_sent` how often.
    `document`: what was shown instead, masked; whole in `document_sealed`.
    """

    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="parcels")
    drop_off = models.ForeignKey(
        DropOff, on_delete=models.PROTECT, related_name="parcels", null=True, blank=True
    )
    guide_id = models.UUIDField()  # orders context, no FK
    guide_number = models.CharField(max_length=30)
    customer_id = models.UUIDField()  # customers context, no FK
    livemode = models.BooleanField(default=True)
    purpose = models.CharField(max_length=10)
    status = models.CharField(max_length=12, default=DeskStatus.EXPECTED.value)
    expected_pieces = models.PositiveSmallIntegerField()
    pieces = models.JSONField(default=list)
    code_hash = models.CharField(max_length=128, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    code_sent_to = models.CharField(max_length=254, blank=True)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    collect = MoneyField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    handed_to = models.CharField(max_length=120, blank=True)
    checked_by = models.CharField(max_length=10, blank=True)
    document = models.CharField(max_length=30, blank=True)
    document_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ("-created_at",)
        indexes = (models.Index(fields=("point", "status"), name="desk_point_status"),)
        constraints = (
            models.CheckConstraint(condition=Q(status__in=_STATUSES), name="desk_status_known"),
            models.CheckConstraint(
                condition=Q(purpose__in=("drop_off", "delivery")), name="desk_purpose_known"
            ),
            models.UniqueConstraint(
                fields=("guide_id",),
                condition=Q(status__in=("expected", "waiting")),
                name="desk_guide_at_one_point",
            ),
        )

    def __str__(self) -> str:
        return f"{self.guide_number} @ {self.point.code}"
