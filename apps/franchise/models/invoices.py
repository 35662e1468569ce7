"""Operators' invoices with what became of each line."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.franchise.domain.invoices import FAULTS
from apps.franchise.models.operators import Operator
from quenty.platform.db import MoneyField, Row


class OperatorInvoice(Row):
    """`lines`, `faults`: how many. `billed`, `disputed`: sums without tax."""

    operator = models.ForeignKey(
        Operator, on_delete=models.PROTECT, related_name="invoices", verbose_name=_("operator")
    )
    number = models.CharField(_("number"), max_length=40)
    source = models.CharField(_("file"), max_length=200, blank=True)
    lines = models.PositiveIntegerField(_("lines"))
    faults = models.PositiveIntegerField(_("faults"))
    billed = MoneyField(_("billed"))
    disputed = MoneyField(_("disputed"))

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("operator invoice")
        verbose_name_plural = _("operator invoices")
        constraints = (models.UniqueConstraint(fields=("operator", "number"), name="invoice_once"),)

    def __str__(self) -> str:
        return self.number


class InvoiceLine(models.Model):
    """`fault` "": it agrees. `expected`: what we owe for it; the difference is disputed."""

    invoice = models.ForeignKey(
        OperatorInvoice, on_delete=models.CASCADE, related_name="rows", verbose_name=_("invoice")
    )
    line = models.PositiveIntegerField(_("line"))
    guide = models.CharField(_("guide"), max_length=40, db_index=True)
    weight_g = models.PositiveBigIntegerField(_("weight (g)"))
    zone = models.CharField(_("zone"), max_length=20)
    amount = MoneyField(_("amount"))
    expected = MoneyField(_("expected"))
    fault = models.CharField(_("fault"), max_length=13, blank=True, db_index=True)

    class Meta:
        ordering = ("line",)
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        constraints = (
            models.CheckConstraint(
                condition=Q(fault__in=("", *FAULTS)), name="invoice_fault_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.line}: {self.guide}"
