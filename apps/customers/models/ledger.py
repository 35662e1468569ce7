"""The double-entry ledger. Amounts are signed integers of the currency's smallest unit;
a credit is positive, and every posting sums to zero in each currency."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.customers.models.merchants import Merchant
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.kernel.money import CURRENCIES, Money
from quenty.platform.db import Row


class LedgerAccount(Row):
    """One owner's account for one purpose in one currency.

    An owned account's `balance` and `version` change with each entry, under its row's lock,
    never below `floor`. A platform account (`owner_id` empty) is never locked by a customer's
    operation: its two figures are a snapshot folded in the background, and what is not yet
    folded lies in LedgerPending.
    """

    owner_id = models.UUIDField(null=True, blank=True)
    purpose = models.CharField(_("concepto"), max_length=24)
    detail = models.CharField(_("detalle"), max_length=40, blank=True)
    currency = models.CharField(_("moneda"), max_length=3, default="COP")
    livemode = models.BooleanField(_("real"), default=True)
    balance = models.BigIntegerField(_("saldo"), default=0)
    version = models.BigIntegerField(default=0)
    floor = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("cuenta")
        verbose_name_plural = _("cuentas")
        ordering = ("purpose", "detail")
        constraints = (
            models.UniqueConstraint(
                fields=["owner_id", "purpose", "detail", "currency", "livemode"],
                nulls_distinct=False,
                name="customers_account_once",
            ),
            models.CheckConstraint(
                condition=models.Q(floor__isnull=True) | models.Q(balance__gte=models.F("floor")),
                name="customers_account_floor",
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose}:{self.detail}" if self.detail else self.purpose

    @property
    def amount(self) -> Money:
        return Money.from_units(self.balance, CURRENCIES[self.currency])


class LedgerPosting(models.Model):
    """A set of entries that stand or fall together. Append-only.

    `position`: its place among the postings linked under one `idempotency_key`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("clase"), max_length=10)
    purpose = models.CharField(_("concepto"), max_length=40)
    description = models.CharField(_("descripción"), max_length=300, blank=True)
    reference_id = models.UUIDField(null=True, blank=True, db_index=True)
    idempotency_key = models.CharField(max_length=200)
    position = models.SmallIntegerField(default=0)
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    actor = models.CharField(_("quién"), max_length=120)
    livemode = models.BooleanField(_("real"), default=True)
    created_at = models.DateTimeField(_("cuándo"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("asiento")
        verbose_name_plural = _("asientos")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["idempotency_key", "position"], name="customers_posting_once"
            ),
        )
        indexes = (models.Index(fields=["-created_at"], name="customers_posting_time"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class LedgerEntry(models.Model):
    """One line of a posting. Append-only, by grant and by trigger.

    `version`, `balance_after`: of the account, after this entry; empty for a platform
    account, whose entries have no order of their own. The account is checked by the
    deferred trigger and not by a foreign key, whose check would share-lock hot rows.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    posting = models.ForeignKey(LedgerPosting, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(
        LedgerAccount,
        on_delete=models.PROTECT,
        related_name="entries",
        db_constraint=False,
        db_index=False,
    )
    amount = models.BigIntegerField(_("valor"))
    currency = models.CharField(_("moneda"), max_length=3)
    version = models.BigIntegerField(null=True)
    balance_after = models.BigIntegerField(_("saldo después"), null=True)
    created_at = models.DateTimeField(_("cuándo"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("movimiento")
        verbose_name_plural = _("movimientos")
        ordering = ("-created_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["account", "version"], name="customers_entry_version_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(amount=0), name="customers_entry_moves_something"
            ),
            models.CheckConstraint(
                condition=models.Q(version__isnull=True, balance_after__isnull=True)
                | models.Q(version__isnull=False, balance_after__isnull=False),
                name="customers_entry_version_with_balance",
            ),
        )
        indexes = (
            models.Index(fields=["account", "created_at"], name="customers_entry_statement"),
        )

    def __str__(self) -> str:
        return str(self.money)

    @property
    def money(self) -> Money:
        return Money.from_units(self.amount, CURRENCIES[self.currency])


class LedgerPending(models.Model):
    """An entry of a platform account that its snapshot doesn't hold yet."""

    entry_id = models.UUIDField(primary_key=True)
    account_id = models.UUIDField()
    amount = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=["account_id"], name="customers_pending_account"),)

    def __str__(self) -> str:
        return str(self.entry_id)


class LedgerRequest(models.Model):
    """An idempotency key and how it ended. `answer`: what the caller got; `refusal`: the
    code and the figures of its message."""

    key = models.CharField(max_length=200, primary_key=True)
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    refusal = models.JSONField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.key


class Hold(Row):
    """Money set aside for something. Figures are smallest units of COP.

    `charges`: what the capture took, line by line; a refund gives back in its proportion.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Abierta")
        CAPTURED = "captured", _("Cobrada")
        RELEASED = "released", _("Liberada")
        EXPIRED = "expired", _("Vencido")

    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="holds")
    amount = models.BigIntegerField(_("valor"))
    captured = models.BigIntegerField(_("cobrado"), default=0)
    refunded = models.BigIntegerField(_("devuelto"), default=0)
    charges = models.JSONField(default=list)
    status = models.CharField(_("estado"), max_length=8, choices=Status, default=Status.OPEN)
    purpose = models.CharField(_("concepto"), max_length=40)
    reference_id = models.UUIDField(_("referencia"), db_index=True)
    reason = models.CharField(_("motivo"), max_length=300, blank=True)
    expires_at = models.DateTimeField(_("vence"))
    ended_at = models.DateTimeField(_("terminó"), null=True, blank=True)

    class Meta:
        verbose_name = _("retención")
        verbose_name_plural = _("retenciones")
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=["open", "captured", "released", "expired"]),
                name="customers_hold_status",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0)
                & models.Q(captured__gte=0)
                & models.Q(captured__lte=models.F("amount"))
                & models.Q(refunded__gte=0)
                & models.Q(refunded__lte=models.F("captured")),
                name="customers_hold_figures",
            ),
        )
        indexes = (
            models.Index(
                fields=["expires_at"],
                condition=models.Q(status="open"),
                name="customers_hold_open",
            ),
            models.Index(fields=["merchant", "-created_at"], name="customers_hold_merchant"),
        )

    def __str__(self) -> str:
        return f"{Money.from_units(self.amount)} · {self.status}"


class LedgerCheck(Row):
    """One run of `ledger verify`. `difference`: the first one found, empty when all agrees.
    `blocks`: of the hash chain; empty when that was not verified."""

    accounts = models.BigIntegerField(_("cuentas"))
    entries = models.BigIntegerField(_("movimientos"))
    blocks = models.BigIntegerField(_("bloques"), null=True)
    difference = models.CharField(_("primera diferencia"), max_length=500, blank=True)
    seconds = models.FloatField(_("segundos"))

    class Meta:
        verbose_name = _("revisión del libro")
        verbose_name_plural = _("revisiones del libro")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.difference or "ok"
