"""Claims on what is paid out to a merchant."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.customers.models.ledger import LedgerPosting
from apps.customers.models.merchants import Merchant
from quenty.platform.db import MoneyField, Row


class Lien(Row):
    """`share`: percent of each payout; `floor`: what the merchant keeps of each at least;
    lower `rank` first; until `taken` is `amount`. `reference_id`: the claim, in its own
    context. `due_on`: of what the merchant owes us itself; from then on its wallet pays it, and
    past it it blocks new guides."""

    class Status(models.TextChoices):
        OPEN = "open", _("Abierto")
        SATISFIED = "satisfied", _("Cumplido")
        WITHDRAWN = "withdrawn", _("Retirado")

    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="liens")
    kind = models.CharField(_("clase"), max_length=20)
    reference_id = models.UUIDField(_("referencia"))
    share = models.DecimalField(_("porcentaje"), max_digits=5, decimal_places=2)
    floor = MoneyField(_("mínimo para el cliente"))
    rank = models.PositiveSmallIntegerField(_("prelación"))
    amount = MoneyField(_("valor"))
    taken = MoneyField(_("tomado"))
    status = models.CharField(_("estado"), max_length=9, choices=Status, default=Status.OPEN)
    description = models.CharField(_("descripción"), max_length=300, blank=True)
    reason = models.CharField(_("motivo"), max_length=300, blank=True)
    due_on = models.DateField(_("vence"), null=True, blank=True)

    class Meta:
        verbose_name = _("gravamen")
        verbose_name_plural = _("gravámenes")
        ordering = ("merchant", "rank", "created_at")
        constraints = (
            models.UniqueConstraint(fields=["kind", "reference_id"], name="customers_lien_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=["open", "satisfied", "withdrawn"]),
                name="customers_lien_status",
            ),
            models.CheckConstraint(
                condition=models.Q(share__gt=0, share__lte=100)
                & models.Q(amount__gt=models.Value(0), floor__gte=models.Value(0))
                & models.Q(taken__gte=models.Value(0), taken__lte=models.F("amount")),
                name="customers_lien_figures",
            ),
        )
        indexes = (
            models.Index(
                fields=["merchant", "rank", "id"],
                condition=models.Q(status="open"),
                name="customers_lien_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} · {self.amount}"


class LienTaking(Row):
    """What one payout gave to a lien. Append-only."""

    lien = models.ForeignKey(Lien, on_delete=models.PROTECT, related_name="takings")
    posting = models.ForeignKey(LedgerPosting, on_delete=models.PROTECT, related_name="+")
    amount = MoneyField(_("valor"))

    class Meta:
        verbose_name = _("descuento por gravamen")
        verbose_name_plural = _("descuentos por gravamen")
        ordering = ("created_at",)
        constraints = (
            models.UniqueConstraint(fields=["lien", "posting"], name="customers_taking_once"),
        )

    def __str__(self) -> str:
        return str(self.amount)
