"""What merchants are invoiced, under which numbers and terms."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from apps.customers.models.ledger import LedgerPosting
from apps.customers.models.merchants import Merchant
from quenty.platform.db import MoneyField, Row


class NumberRange(Row):
    """Numbers of invoices or credit notes and whose they are. `next`: the next one taken;
    beyond `last` there is none left. `resolution`: DIAN's, empty where there is none yet."""

    class Kind(models.TextChoices):
        INVOICE = "invoice", _("Factura")
        CREDIT_NOTE = "credit_note", _("Nota crédito")

    kind = models.CharField(_("clase"), max_length=11, choices=Kind)
    prefix = models.CharField(_("prefijo"), max_length=4)
    first = models.BigIntegerField(_("desde"))
    last = models.BigIntegerField(_("hasta"))
    next = models.BigIntegerField(_("siguiente"))
    resolution = models.CharField(_("resolución"), max_length=40, blank=True)
    valid_from = models.DateField(_("vigente desde"))
    valid_to = models.DateField(_("vigente hasta"))
    issuer_name = models.CharField(_("emisor"), max_length=200)
    issuer_nit = models.CharField(_("NIT del emisor"), max_length=10)
    issuer_digit = models.CharField(_("dígito de verificación"), max_length=1)

    class Meta:
        verbose_name = _("rango de numeración")
        verbose_name_plural = _("rangos de numeración")
        ordering = ("kind", "valid_from", "prefix")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=["invoice", "credit_note"]), name="customers_range_kind"
            ),
            models.CheckConstraint(
                condition=Q(first__gt=0, last__gte=F("first"), next__gte=F("first"))
                & Q(next__lte=F("last") + 1, valid_to__gte=F("valid_from")),
                name="customers_range_figures",
            ),
        )

    def __str__(self) -> str:
        return f"{self.prefix} {self.first}-{self.last}"


class BillingTerms(Row):
    """When a merchant is invoiced and what it may owe. `limit`: below zero, wallet and unpaid
    invoices together. `invoiced_until`: the first day that no closed period holds."""

    class Cycle(models.TextChoices):
        DELIVERY = "delivery", _("Al entregar")
        WEEKLY = "weekly", _("Semanal")
        FORTNIGHTLY = "fortnightly", _("Quincenal")
        MONTHLY = "monthly", _("Mensual")

    merchant = models.OneToOneField(Merchant, on_delete=models.PROTECT, related_name="terms")
    limit = MoneyField(_("cupo"))
    days = models.PositiveSmallIntegerField(_("plazo en días"), default=0)
    cycle = models.CharField(_("ciclo"), max_length=11, choices=Cycle, default=Cycle.MONTHLY)
    invoiced_until = models.DateField(_("facturado hasta"), null=True, blank=True)

    class Meta:
        verbose_name = _("crédito")
        verbose_name_plural = _("créditos")
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(condition=Q(limit__gte=Value(0)), name="customers_terms_limit"),
        )

    def __str__(self) -> str:
        return str(self.merchant)


class CreditProposal(Row):
    """Terms that a second person has to approve."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Propuesta")
        APPROVED = "approved", _("Aprobada")
        REJECTED = "rejected", _("Rechazada")

    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="proposals")
    limit = MoneyField(_("cupo"))
    days = models.PositiveSmallIntegerField(_("plazo en días"))
    cycle = models.CharField(_("ciclo"), max_length=11, choices=BillingTerms.Cycle)
    status = models.CharField(_("estado"), max_length=8, choices=Status, default="proposed")
    proposed_by = models.CharField(_("propuesta por"), max_length=120)
    decided_by = models.CharField(_("decidida por"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("propuesta de crédito")
        verbose_name_plural = _("propuestas de crédito")
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "approved", "rejected"]),
                name="customers_proposal_status",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposed_by")), name="customers_proposal_four_eyes"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_status_display()} · {self.created_at:%Y-%m-%d}"


class Invoice(Row):
    """`total` = what was paid beforehand + `owed`, of which `outstanding` is left. `lines`,
    `taxes`: as they add up. `draft`: the electronic invoice as data, as of its day.
    `reminded`: days before the due day of the last reminder."""

    class Status(models.TextChoices):
        OPEN = "open", _("Por pagar")
        OVERDUE = "overdue", _("Vencida")
        PAID = "paid", _("Pagada")

    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="invoices")
    range = models.ForeignKey(NumberRange, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("número"), max_length=24, unique=True)
    status = models.CharField(_("estado"), max_length=7, choices=Status, default=Status.OPEN)
    net = MoneyField(_("antes de impuestos"))
    tax = MoneyField(_("impuestos"))
    total = MoneyField(_("total"))
    owed = MoneyField(_("a crédito"))
    outstanding = MoneyField(_("por pagar"))
    credited = MoneyField(_("acreditado"))
    issued_on = models.DateField(_("emitida"))
    due_on = models.DateField(_("vence el"))
    lines = models.JSONField(default=list)
    taxes = models.JSONField(default=list)
    draft = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    reminded = models.PositiveSmallIntegerField(null=True, blank=True)
    posting = models.ForeignKey(
        LedgerPosting, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    paid_at = models.DateTimeField(_("pagada"), null=True, blank=True)

    class Meta:
        verbose_name = _("factura")
        verbose_name_plural = _("facturas")
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=["open", "overdue", "paid"]),
                name="customers_invoice_status",
            ),
            models.CheckConstraint(
                condition=Q(owed__gte=Value(0), owed__lte=F("total"))
                & Q(outstanding__gte=Value(0), outstanding__lte=F("owed"))
                & Q(credited__gte=Value(0), credited__lte=F("total")),
                name="customers_invoice_figures",
            ),
            models.CheckConstraint(
                condition=Q(status="paid", outstanding=Value(0))
                | Q(~Q(status="paid"), outstanding__gt=Value(0)),
                name="customers_invoice_paid",
            ),
        )
        indexes = (
            models.Index(fields=["merchant", "-created_at"], name="customers_invoice_merchant"),
            models.Index(
                fields=["merchant", "due_on"],
                condition=~Q(status="paid"),
                name="customers_invoice_owed",
            ),
        )

    def __str__(self) -> str:
        return self.number


class CreditNote(Row):
    """`amount` of an invoice taken back, with its taxes. `posting`: what gave it, or the
    refund that it documents. Append-only."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="notes")
    range = models.ForeignKey(NumberRange, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("número"), max_length=24, unique=True)
    amount = MoneyField(_("valor"))
    reason = models.CharField(_("motivo"), max_length=300)
    issued_on = models.DateField(_("emitida"))
    lines = models.JSONField(default=list)
    taxes = models.JSONField(default=list)
    draft = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    posting = models.ForeignKey(LedgerPosting, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(_("quién"), max_length=120)

    class Meta:
        verbose_name = _("nota crédito")
        verbose_name_plural = _("notas crédito")
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=Value(0)), name="customers_note_amount"),
        )

    def __str__(self) -> str:
        return self.number


class InvoicedPosting(Row):
    """A posting of the ledger that an invoice charges, or a refund that a note of it gives
    back: each once. `reference_id`: the order or guide it was about. Append-only."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="postings")
    note = models.ForeignKey(
        CreditNote, on_delete=models.PROTECT, null=True, blank=True, related_name="postings"
    )
    posting = models.OneToOneField(LedgerPosting, on_delete=models.PROTECT, related_name="invoiced")
    reference_id = models.UUIDField(_("referencia"), null=True, db_index=True)
    amount = MoneyField(_("valor"))

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return str(self.amount)


class InvoicePayment(Row):
    """What the wallet paid of an invoice. Append-only."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    posting = models.OneToOneField(LedgerPosting, on_delete=models.PROTECT, related_name="+")
    amount = MoneyField(_("valor"))
    actor = models.CharField(_("quién"), max_length=120)

    class Meta:
        verbose_name = _("pago de factura")
        verbose_name_plural = _("pagos de facturas")
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return str(self.amount)
