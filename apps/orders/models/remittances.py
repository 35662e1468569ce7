"""What operators, couriers and points handed over, against what they collected."""

from django.db import models
from django.db.models import Q

from apps.orders.domain.money.remittance_file import OUTCOMES
from apps.orders.models.cod import Cod
from apps.orders.models.titles import titled
from quenty.kernel.money import Money
from quenty.platform.db import MoneyField, Row


class Remittance(Row):
    """`holder`: an operator's id, or field for a courier's or a point's cash close, whose id
    is then the `reference`. `told`: what its lines or the count say; `matched`: what of it
    belongs to guides of ours. `who`: the courier or point; `difference`: what stands on its own
    account, posted as `posting_id`. `encoding`: that its file was read in, "" for no file."""

    holder = models.CharField(max_length=40)
    reference = models.CharField(max_length=80)
    livemode = models.BooleanField(default=True)
    day = models.DateField()
    told = MoneyField()
    matched = MoneyField()
    expected = MoneyField()
    who = models.UUIDField(null=True, blank=True)
    difference = MoneyField(default=Money.zero)
    posting_id = models.UUIDField(null=True, blank=True)  # customers context, no FK
    source = models.CharField(max_length=10)
    encoding = models.CharField(max_length=12, blank=True)
    actor = models.CharField(max_length=120)

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("holder", "reference", "livemode"), name="remittance_reference_once"
            ),
        )

    def __str__(self) -> str:
        return self.reference


class RemittanceLine(Row):
    """One guide of a remittance, or one that should have been in it. Append-only.

    `outcome`: matched, short, over, unknown (no such guide with this holder), not_due
    (nothing was collected), repeated (remitted before), missing (collected and not told).
    """

    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="lines")
    cod = models.ForeignKey(Cod, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=30)
    told = MoneyField()
    expected = MoneyField()
    outcome = models.CharField(max_length=8)

    class Meta:
        ordering = ("created_at", "id")
        indexes = (models.Index(fields=("remittance", "outcome"), name="remittance_line_outcome"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome__in=list(OUTCOMES)),
                name="remittance_line_outcome_known",
            ),
        )

    def __str__(self) -> str:
        return titled(self.number, self.outcome)
