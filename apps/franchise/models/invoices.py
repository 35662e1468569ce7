"""Operators' invoices with what became of each line."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.franchise.domain.disputes import ACTIONS, OPEN, STATUSES
from apps.franchise.domain.invoices import FAULTS
from apps.franchise.models.operators import Operator
from quenty.kernel.money import Money
from quenty.platform.db import MoneyField, Row

FAULT_LABELS = {
    "unknown_guide": _("unknown guide"),
    "voided": _("voided"),
    "duplicate": _("duplicate"),
    "weight": _("weight"),
    "zone": _("zone"),
    "amount": _("amount"),
}
DISPUTE_LABELS = {
    "open": pgettext_lazy("dispute", "open"),
    "claimed": _("claimed"),
    "accepted": _("accepted"),
    "credited": _("credited"),
    "resolved": _("agreed upon"),
}
DISPUTE_ACTION_LABELS = {
    "claim": _("claim of the operator"),
    "accept": _("accept what is billed"),
    "credit": _("take its credit note"),
    "resolve": _("agree upon an amount"),
}


class OperatorInvoice(Row):
    """`lines`, `faults`: how many. `billed`, `disputed`: sums without tax. `undecided`: faults
    that are still in dispute. `payable`: what may be paid of it, which is what was agreed."""

    operator = models.ForeignKey(
        Operator, on_delete=models.PROTECT, related_name="invoices", verbose_name=_("operator")
    )
    number = models.CharField(_("number"), max_length=40)
    source = models.CharField(_("file"), max_length=200, blank=True)
    lines = models.PositiveIntegerField(_("lines"))
    faults = models.PositiveIntegerField(_("faults"))
    billed = MoneyField(_("billed"))
    disputed = MoneyField(_("disputed"))
    undecided = models.PositiveIntegerField(_("undecided"), default=0)
    payable = MoneyField(_("to be paid"), default=Money.zero)

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("operator invoice")
        verbose_name_plural = _("operator invoices")
        constraints = (models.UniqueConstraint(fields=("operator", "number"), name="invoice_once"),)

    def __str__(self) -> str:
        return self.number


class InvoiceLine(models.Model):
    """`fault` "": it agrees. `expected`: what we owe for it; the difference is disputed.

    `dispute`: "" where there is none. `agreed`: once it has ended. `proposed`, `proposed_amount`,
    `proposed_by`: an end that awaits a second person's word.
    """

    invoice = models.ForeignKey(
        OperatorInvoice, on_delete=models.CASCADE, related_name="rows", verbose_name=_("invoice")
    )
    line = models.PositiveIntegerField(_("line"))
    guide = models.CharField(_("guide"), max_length=40, db_index=True)
    weight_g = models.PositiveBigIntegerField(_("weight (g)"))
    zone = models.CharField(_("zone"), max_length=20)
    amount = MoneyField(_("amount"))
    expected = MoneyField(_("expected"))
    fault = models.CharField(
        _("fault"), max_length=13, blank=True, db_index=True, choices=tuple(FAULT_LABELS.items())
    )
    dispute = models.CharField(
        _("dispute"),
        max_length=8,
        blank=True,
        db_index=True,
        choices=[(status, DISPUTE_LABELS[status]) for status in STATUSES],
    )
    agreed = MoneyField(_("agreed"), null=True, blank=True)
    proposed = models.CharField(
        _("proposed"),
        max_length=7,
        blank=True,
        choices=[(action, DISPUTE_ACTION_LABELS[action]) for action in ACTIONS],
    )
    proposed_amount = MoneyField(_("proposed amount"), null=True, blank=True)
    proposed_by = models.CharField(_("proposed by"), max_length=120, blank=True)

    class Meta:
        ordering = ("line",)
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        constraints = (
            models.CheckConstraint(
                condition=Q(dispute__in=("", *STATUSES)), name="invoice_dispute_known"
            ),
            models.CheckConstraint(
                condition=Q(fault="", dispute="") | (~Q(fault="") & ~Q(dispute="")),
                name="invoice_fault_in_dispute",
            ),
            models.CheckConstraint(
                condition=Q(dispute__in=("", *OPEN), agreed=None)
                | (~Q(dispute__in=("", *OPEN)) & Q(agreed__isnull=False)),
                name="invoice_agreed_at_the_end",
            ),
            models.CheckConstraint(
                condition=Q(fault__in=("", *FAULTS)), name="invoice_fault_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.line}: {self.guide}"


class DisputeStep(Row):
    """Who did what to a line's dispute, when and why: append-only by grant.

    `status`: the dispute's after it, which a mere proposal leaves as it was. `amount`: what it
    says to pay, null for a claim. `reference`: the operator's credit note or claim number.
    """

    row = models.ForeignKey(
        InvoiceLine, on_delete=models.PROTECT, related_name="steps", verbose_name=_("invoice line")
    )
    action = models.CharField(
        _("step"),
        max_length=7,
        choices=[(action, DISPUTE_ACTION_LABELS[action]) for action in ACTIONS],
    )
    status = models.CharField(
        _("dispute"),
        max_length=8,
        choices=[(status, DISPUTE_LABELS[status]) for status in STATUSES],
    )
    amount = MoneyField(_("amount"), null=True, blank=True)
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    actor = models.CharField(_("who"), max_length=120)

    class Meta:
        ordering = ("created_at", "id")
        verbose_name = _("dispute step")
        verbose_name_plural = _("dispute steps")
        constraints = (
            models.CheckConstraint(
                condition=Q(action__in=ACTIONS, status__in=STATUSES), name="dispute_step_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.row_id} {self.action}"
