"""What happened on the road and waits for somebody of the staff to look into."""

from django.db import models
from django.db.models import Q

from apps.pickups.domain.matters import MatterKind
from apps.pickups.models.fleet import Driver
from apps.pickups.models.runs import Run, Stop
from quenty.kernel import clock
from quenty.platform.db import Row


class Matter(Row):
    """One thing to look into, once: `subject` is the stop, attempt, action or piece that it is of.
    `driver` null: none has part in it.
    `settled_by`: staff, or the system where it put itself right."""

    kind = models.CharField(max_length=20)
    subject = models.UUIDField()  # this context's, without a constraint
    run = models.ForeignKey(
        Run, on_delete=models.PROTECT, related_name="matters", null=True, blank=True
    )
    stop = models.ForeignKey(
        Stop, on_delete=models.PROTECT, related_name="matters", null=True, blank=True
    )
    driver = models.ForeignKey(
        Driver, on_delete=models.PROTECT, related_name="matters", null=True, blank=True
    )
    detail = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-opened_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in MatterKind]), name="matter_kind"
            ),
            models.UniqueConstraint(fields=("kind", "subject"), name="matter_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.detail}".strip()
