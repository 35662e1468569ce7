"""What merchants ask for parcels that were lost, stolen from or damaged."""

from django.db import models
from django.db.models import F, Q, Value

from apps.orders.domain.money.claims import (
    STANDING,
    ClaimKind,
    ClaimStatus,
    Recovery,
    Regime,
)
from apps.orders.models.guides import Guide
from quenty.platform.db import MoneyField, Row


class Claim(Row):
    """`most`: what the regime gives at most for what was `asked`: `tariff` and `value`.
    `recovered`: what the operator bears of it in the end. `turned_up`: what was told of a parcel
    that is claimed as lost, and when we heard; `overturn_asked_by`: who asked to take back what
    was paid for it, which another decides."""

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="claims")
    customer_id = models.UUIDField()  # customers context, no FK
    livemode = models.BooleanField(default=True)
    kind = models.CharField(max_length=6)
    regime = models.CharField(max_length=6)
    status = models.CharField(max_length=10, default=ClaimStatus.OPEN.value)
    asked = MoneyField()
    tariff = MoneyField()
    value = MoneyField()
    description = models.CharField(max_length=1000)
    decide_by = models.DateTimeField()
    amount = MoneyField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    recovery = models.CharField(max_length=9, default=Recovery.NONE.value)
    recover = MoneyField()
    opened_by = models.CharField(max_length=120)
    turned_up = models.CharField(max_length=20, blank=True)
    turned_up_at = models.DateTimeField(null=True, blank=True)
    overturn_asked_by = models.CharField(max_length=120, blank=True)
    overturn_reason = models.CharField(max_length=300, blank=True)
    overturned_by = models.CharField(max_length=120, blank=True)
    overturned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        indexes = (
            models.Index(fields=("customer_id", "livemode", "-created_at"), name="claim_customer"),
            models.Index(fields=("status", "decide_by"), name="claim_status"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in ClaimStatus]), name="claim_status_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in ClaimKind]), name="claim_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(regime__in=[r.value for r in Regime]), name="claim_regime_known"
            ),
            models.CheckConstraint(
                condition=Q(recovery__in=[r.value for r in Recovery]), name="claim_recovery_known"
            ),
            models.CheckConstraint(condition=Q(asked__gt=Value(0)), name="claim_asks_something"),
            models.UniqueConstraint(
                fields=("guide", "kind"),
                condition=Q(status__in=[s.value for s in STANDING]),
                name="claim_one_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(overturned_by="") | ~Q(overturned_by=F("overturn_asked_by")),
                name="claim_overturned_by_two",
            ),
        )

    def __str__(self) -> str:
        return str(self.guide)
