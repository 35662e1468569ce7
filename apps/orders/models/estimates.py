"""Prices of many shipments asked for at once."""

from django.db import models
from django.db.models import F, Q

from quenty.platform.db import Row


class Estimate(Row):
    """Up to a thousand shipments of one merchant. `best`: price, time or score; `keep`: how many
    of the best offers each one is answered. `modes`: those wished for, none meaning any."""

    customer_id = models.UUIDField()  # customers context, no FK
    livemode = models.BooleanField(default=True)
    modes = models.JSONField(default=list)
    best = models.CharField(max_length=5)
    keep = models.PositiveSmallIntegerField()
    rows_total = models.PositiveIntegerField()
    rows_done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    created_by = models.CharField(max_length=120)

    class Meta:
        ordering = ("-created_at",)
        indexes = (
            models.Index(
                fields=("customer_id", "livemode", "-created_at"), name="estimate_customer"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(best__in=["price", "time", "score"]), name="estimate_best_known"
            ),
            models.CheckConstraint(
                condition=Q(rows_done__lte=F("rows_total")), name="estimate_rows_done"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rows_done}/{self.rows_total}"

    @property
    def status(self) -> str:
        return "done" if self.finished_at else "running"


class EstimateRow(Row):
    """One shipment, by its position in what was sent, from 1. `shipment`:
    domain.pricing.shipment.Shipment as plain JSON; `offers` and `refusals`: of
    domain.pricing.estimates, null until it was priced."""

    estimate = models.ForeignKey(Estimate, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveIntegerField()
    reference = models.CharField(max_length=64, blank=True)
    shipment = models.JSONField()
    offers = models.JSONField(null=True)
    refusals = models.JSONField(null=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("estimate", "position"), name="estimate_row_position"),
        )

    def __str__(self) -> str:
        return f"{self.position}"
