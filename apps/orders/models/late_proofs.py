"""What proved a delivery after it had been told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.orders.models.guides import Guide
from quenty.platform.db import Row


class LateProof(Row):
    """The pictures of a visit came on which its delivery stood alone. The history is
    append-only, and may hear of the delivery after this. Append-only by grant.

    `attempt_id`: of the visit, once. `occurred_at`: of the delivery.
    """

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="late_proofs")
    attempt_id = models.UUIDField(unique=True)  # pickups context, no FK
    proof = ArrayField(models.CharField(max_length=10))
    occurred_at = models.DateTimeField()

    class Meta:
        ordering = ("occurred_at", "id")

    def __str__(self) -> str:
        return ", ".join(self.proof)
