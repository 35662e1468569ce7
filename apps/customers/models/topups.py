"""Money on its way into a wallet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.customers.models.ledger import LedgerPosting
from apps.customers.models.merchants import Merchant
from quenty.platform.db import MoneyField, Row


class TopUp(Row):
    """`provider_reference`: the provider's id of the payment, once it told one."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Pendiente")
        CONFIRMED = "confirmed", _("Confirmada")
        FAILED = "failed", _("Fallida")
        EXPIRED = "expired", _("Vencido")
        REVERSED = "reversed", _("Reversada")

    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="top_ups")
    amount = MoneyField(_("valor"))
    method = models.CharField(_("medio"), max_length=10)
    provider = models.CharField(_("proveedor"), max_length=20)
    provider_reference = models.CharField(_("referencia"), max_length=80, blank=True)
    status = models.CharField(_("estado"), max_length=10, choices=Status, default=Status.PENDING)
    checkout_url = models.URLField(max_length=500)
    expires_at = models.DateTimeField(_("vence"))
    ended_at = models.DateTimeField(_("terminó"), null=True, blank=True)
    posting = models.OneToOneField(
        LedgerPosting, null=True, blank=True, on_delete=models.PROTECT, related_name="top_up"
    )

    class Meta:
        verbose_name = _("recarga")
        verbose_name_plural = _("recargas")
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    status__in=["pending", "confirmed", "failed", "expired", "reversed"]
                ),
                name="customers_topup_status",
            ),
        )
        indexes = (
            models.Index(
                fields=["expires_at"],
                condition=models.Q(status="pending"),
                name="customers_topup_pending",
            ),
            models.Index(fields=["merchant", "-created_at"], name="customers_topup_merchant"),
        )
        permissions = (("reverse_topup", "Can take a top-up back"),)

    def __str__(self) -> str:
        return f"{self.amount} · {self.status}"


class PaymentCallback(models.Model):
    """What a provider told us, once an id. Append-only."""

    id = models.BigAutoField(primary_key=True)
    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=80)
    top_up = models.ForeignKey(TopUp, on_delete=models.PROTECT, related_name="callbacks")
    outcome = models.CharField(max_length=10)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["provider", "event_id"], name="customers_callback_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.provider} {self.event_id}"
