"""What is collected at the door, and every movement of a guide's money."""

from django.db import models
from django.db.models import F, Q, Value

from apps.orders.domain.money.cod import CodStatus
from apps.orders.models.guides import Guide
from apps.orders.models.titles import titled
from quenty.platform.db import MoneyField, Row


class Cod(Row):
    """The money of one guide. `holder`: who has or had it: an operator's id, field (our own
    couriers and points) or bank (paid by QR or link). `round` grows when the guide's end is
    corrected. `disputed_at`: somebody says it was another amount; nothing is paid meanwhile.
    """

    guide = models.OneToOneField(Guide, on_delete=models.PROTECT, related_name="cod")
    customer_id = models.UUIDField()  # customers context, no FK
    livemode = models.BooleanField(default=True)
    operator_id = models.UUIDField()  # franchise context, no FK
    holder = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=10, default=CodStatus.EXPECTED.value)
    round = models.PositiveSmallIntegerField(default=1)
    expected = MoneyField()
    collected = MoneyField()
    remitted = MoneyField()
    method = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    collected_at = models.DateTimeField(null=True, blank=True)
    remitted_at = models.DateTimeField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    disputed_at = models.DateTimeField(null=True, blank=True)
    dispute_reason = models.CharField(max_length=300, blank=True)
    dispute_amount = MoneyField(null=True, blank=True)
    disputed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-created_at",)
        verbose_name = "COD"
        verbose_name_plural = "COD"
        indexes = (
            models.Index(fields=("customer_id", "livemode", "-created_at"), name="cod_customer"),
            models.Index(fields=("holder", "status"), name="cod_holder"),
            models.Index(fields=("status", "collected_at"), name="cod_status"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in CodStatus]), name="cod_status_known"
            ),
            models.CheckConstraint(
                condition=Q(expected__gt=Value(0))
                & Q(collected__gte=Value(0), collected__lte=F("expected"))
                & Q(remitted__gte=Value(0)),
                name="cod_figures",
            ),
        )

    def __str__(self) -> str:
        return str(self.guide)

    @property
    def missing(self) -> object:
        return self.expected - self.collected


class GuideMoney(Row):
    """One thing that happened to a guide's money; posted to the ledger in the background.

    `key`: what happened, once. `moves`: list of {account, units, detail}, for the ledger;
    `lines`: list of {line, units}, the merchant's side of them by a statement's columns, whose
    sum is `merchant_amount`. `payout`: the one that holds it.
    """

    DUE, POSTED, REFUSED = "due", "posted", "refused"

    key = models.CharField(max_length=120, unique=True)
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="money")
    customer_id = models.UUIDField()  # customers context, no FK
    livemode = models.BooleanField(default=True)
    kind = models.CharField(max_length=10)
    purpose = models.CharField(max_length=40)
    description = models.CharField(max_length=200)
    moves = models.JSONField()
    lines = models.JSONField()
    merchant_amount = MoneyField()
    status = models.CharField(max_length=7, default="due")
    posting_id = models.UUIDField(null=True, blank=True)  # customers context, no FK
    posted_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=80, blank=True)
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    payout = models.ForeignKey(
        "orders.Payout", null=True, blank=True, on_delete=models.PROTECT, related_name="money"
    )

    class Meta:
        ordering = ("created_at", "id")
        verbose_name_plural = "guide money"
        indexes = (
            models.Index(fields=("guide", "created_at"), name="guide_money_guide"),
            models.Index(fields=("created_at",), condition=Q(status="due"), name="guide_money_due"),
            models.Index(
                fields=("customer_id", "livemode"),
                condition=Q(payout__isnull=True),
                name="guide_money_unpaid",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=["due", "posted", "refused"]),
                name="guide_money_status_known",
            ),
        )

    def __str__(self) -> str:
        return titled(self.purpose, self.merchant_amount)
