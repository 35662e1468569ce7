"""Paying merchants what was collected for them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value

from apps.orders.domain.money.calendar import USUAL_HOUR
from apps.orders.models.guides import Guide
from apps.orders.models.titles import titled
from quenty.platform.db import MoneyField, Row


class PayoutCalendar(Row):
    """When a merchant is paid; without a row, Tuesdays and Fridays at 10. `weekdays`: 0 is
    Monday; on a holiday, the next business day. `paused`: nobody is paid until somebody
    looked."""

    customer_id = models.UUIDField(unique=True)  # customers context, no FK
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    hour = models.PositiveSmallIntegerField(default=USUAL_HOUR)
    minimum = MoneyField()
    paused = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(hour__lte=23), name="payout_calendar_hour"),
            models.CheckConstraint(
                condition=Q(minimum__gte=Value(0)), name="payout_calendar_minimum"
            ),
        )

    def __str__(self) -> str:
        return f"{self.weekdays} {self.hour}:00"


class Payout(Row):
    """One payment to one merchant. `gross` = `paid` + what liens took; `day`: its payday.
    `liens`: list of {lien_id, kind, reference_id, units}. `tries`: how often the ledger was
    asked, each time anew; `failure` stays until it is paid."""

    DUE, PAID, FAILED = "due", "paid", "failed"

    customer_id = models.UUIDField()  # customers context, no FK
    livemode = models.BooleanField(default=True)
    day = models.DateField()
    gross = MoneyField()
    paid = MoneyField(null=True)
    liens = models.JSONField(default=list)
    status = models.CharField(max_length=6, default="due")
    failure = models.CharField(max_length=80, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    posting_id = models.UUIDField(null=True, blank=True)  # customers context, no FK
    paid_at = models.DateTimeField(null=True, blank=True)
    actor = models.CharField(max_length=120)

    class Meta:
        ordering = ("-created_at",)
        indexes = (
            models.Index(fields=("customer_id", "livemode", "-created_at"), name="payout_customer"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("customer_id", "livemode", "day"),
                condition=~Q(status="failed"),
                name="payout_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["due", "paid", "failed"]), name="payout_status_known"
            ),
            models.CheckConstraint(condition=Q(gross__gt=Value(0)), name="payout_positive"),
        )

    def __str__(self) -> str:
        return titled(self.day, "·", self.gross)


class PayoutLine(Row):
    """One guide's part of a payout: `net` = `paid` + `liens`. Append-only."""

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="lines")
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="payout_lines")
    net = MoneyField()
    liens = MoneyField()
    paid = MoneyField()

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("payout", "guide"), name="payout_line_guide_once"),
        )

    def __str__(self) -> str:
        return titled(self.paid)
