"""Where merchants and payees are paid, and what left for there."""

from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from apps.customers.domain.banks import BANKS
from apps.customers.models.merchants import Merchant
from quenty.platform.db import MoneyField, Row


class BankAccount(Row):
    """`sealed`: its number, which opens for the bank's file alone. `replaced_at`: empty for
    the one that is paid to. `auto`: COD payouts and settlements go on to it by themselves."""

    class Kind(models.TextChoices):
        SAVINGS = "savings", _("Ahorros")
        CHECKING = "checking", _("Corriente")
        DEPOSIT = "deposit", _("Depósito electrónico")

    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="accounts")
    bank = models.CharField(_("banco"), max_length=4)
    kind = models.CharField(_("tipo"), max_length=8, choices=Kind)
    sealed = models.BinaryField()
    last_digits = models.CharField(_("termina en"), max_length=4)
    auto = models.BooleanField(_("pago automático"), default=False)
    payable_from = models.DateTimeField(_("se le paga desde"))
    replaced_at = models.DateTimeField(_("reemplazada"), null=True, blank=True)
    actor = models.CharField(_("quién"), max_length=120)

    class Meta:
        verbose_name = _("cuenta bancaria")
        verbose_name_plural = _("cuentas bancarias")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["merchant"],
                condition=Q(replaced_at__isnull=True),
                name="customers_bank_account_one",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["savings", "checking", "deposit"]),
                name="customers_bank_account_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.bank_name} •••• {self.last_digits}"

    @property
    def bank_name(self) -> str:
        return BANKS.get(self.bank, self.bank)


class GmfRate(Row):
    """What the 4x1000 is from a day on, in thousandths."""

    valid_from = models.DateField(_("vigente desde"), unique=True)
    per_mille = models.DecimalField(_("por mil"), max_digits=6, decimal_places=3)

    class Meta:
        verbose_name = _("tarifa del 4x1000")
        verbose_name_plural = _("tarifas del 4x1000")
        ordering = ("-valid_from",)
        constraints = (
            models.CheckConstraint(condition=Q(per_mille__gte=0), name="customers_gmf_rate"),
        )

    def __str__(self) -> str:
        return f"{self.per_mille.normalize():f} ‰"


class BankBatch(Row):
    """Payouts that one file tells the bank. `sent_by`: who took it there."""

    payouts_count = models.PositiveIntegerField(_("desembolsos"))
    total = MoneyField(_("total"))
    made_by = models.CharField(_("hecho por"), max_length=120)
    sent_by = models.CharField(_("enviado por"), max_length=120, blank=True)
    sent_at = models.DateTimeField(_("enviado"), null=True, blank=True)

    class Meta:
        verbose_name = _("archivo para el banco")
        verbose_name_plural = _("archivos para el banco")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d} · {self.payouts_count}"


class BankPayout(Row):
    """`amount` and `gmf` left the wallet. `source`, `reference_id`: what it is paid for.
    `first_approver`: of the two that a large one takes.."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Por aprobar")
        READY = "ready", _("Listo")
        SENT = "sent", _("Enviado")
        FAILED = "failed", _("Fallido")
        RETURNED = "returned", _("Devuelto")
        CANCELLED = "cancelled", _("Cancelado")

    class Source(models.TextChoices):
        WALLET = "wallet", _("Billetera")
        COD_PAYOUT = "cod_payout", _("Recaudos")
        SETTLEMENT = "settlement", _("Liquidación")

    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="bank_payouts")
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="payouts")
    batch = models.ForeignKey(
        BankBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="payouts"
    )
    amount = MoneyField(_("valor"))
    gmf = MoneyField("4x1000")
    source = models.CharField(_("origen"), max_length=10, choices=Source)
    reference_id = models.UUIDField(_("referencia"), null=True, blank=True, db_index=True)
    status = models.CharField(_("estado"), max_length=9, choices=Status)
    reason = models.CharField(_("motivo"), max_length=300, blank=True)
    first_approver = models.CharField(_("primera aprobación"), max_length=120, blank=True)
    approved_by = models.CharField(_("aprobado por"), max_length=120, blank=True)
    sent_at = models.DateTimeField(_("enviado"), null=True, blank=True)
    ended_at = models.DateTimeField(_("terminó"), null=True, blank=True)
    actor = models.CharField(_("quién"), max_length=120)

    class Meta:
        verbose_name = _("desembolso")
        verbose_name_plural = _("desembolsos")
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    status__in=["waiting", "ready", "sent", "failed", "returned", "cancelled"]
                ),
                name="customers_bank_payout_status",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=Value(0), gmf__gte=Value(0)),
                name="customers_bank_payout_figures",
            ),
        )
        indexes = (
            models.Index(fields=["merchant", "-created_at"], name="customers_bank_payout_of"),
            models.Index(
                fields=["created_at"],
                condition=Q(status="ready"),
                name="customers_bank_payout_ready",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_source_display()} · {self.created_at:%Y-%m-%d}"
