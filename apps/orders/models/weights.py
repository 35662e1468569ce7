"""Weights measured above what was declared, and freight given back."""

from django.db import models
from django.db.models import Q, Value

from apps.orders.domain.money.weights import WeightStatus
from apps.orders.models.guides import Guide
from quenty.platform.db import MoneyField, Row


class WeightDispute(Row):
    """`measured`: list of {number, weight_g, length_mm, width_mm, height_mm}. `lines`: list of
    {position, kind, units, tax_code, taxes}: what more each line of the price costs, taxes
    among them, `amount` in all. `freight`: the carriage as it would be."""

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="weight_disputes")
    customer_id = models.UUIDField()  # customers context, no FK
    livemode = models.BooleanField(default=True)
    status = models.CharField(max_length=10, default=WeightStatus.OPEN.value)
    declared_g = models.PositiveIntegerField()
    measured_g = models.PositiveIntegerField()
    measured = models.JSONField()
    lines = models.JSONField()
    amount = MoneyField()
    freight = MoneyField()
    notes = models.CharField(max_length=500, blank=True)
    reported_by = models.CharField(max_length=120)
    due_at = models.DateTimeField()
    appeal = models.CharField(max_length=500, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-created_at",)
        indexes = (
            models.Index(fields=("customer_id", "livemode", "-created_at"), name="weight_customer"),
            models.Index(fields=("due_at",), condition=Q(status="open"), name="weight_due"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in WeightStatus]), name="weight_status_known"
            ),
            models.CheckConstraint(condition=Q(amount__gt=Value(0)), name="weight_costs_more"),
            models.UniqueConstraint(
                fields=("guide",), condition=~Q(status="rejected"), name="weight_one_a_guide"
            ),
        )

    def __str__(self) -> str:
        return str(self.guide)
