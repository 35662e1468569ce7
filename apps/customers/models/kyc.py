"""Who a merchant is, shown by documents."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.customers.models.merchants import Merchant
from quenty.platform.db import Row


class KycCase(Row):
    """One merchant's case for one level.

    `approved_until`: while it lies ahead the level is granted, also during a renewal.
    `first_reviewer`: who approved first where two must. `screenings`: tries of the provider.
    """

    class Level(models.TextChoices):
        BASIC = "basic", _("Básico")
        FULL = "full", _("Completo")

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("Sin empezar")
        PENDING = "pending", _("Pendiente")
        IN_REVIEW = "in_review", _("En revisión")
        APPROVED = "approved", _("Aprobado")
        REJECTED = "rejected", _("Rechazado")
        REQUIRES_UPDATE = "requires_update", _("Requiere corrección")
        EXPIRED = "expired", _("Vencido")

    class Risk(models.TextChoices):
        LOW = "low", _("Bajo")
        HIGH = "high", _("Alto")

    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="kyc_cases")
    level = models.CharField(_("nivel"), max_length=5, choices=Level)
    status = models.CharField(
        _("estado"), max_length=16, choices=Status, default=Status.NOT_STARTED
    )
    risk = models.CharField(_("riesgo"), max_length=4, choices=Risk, default=Risk.LOW)
    flags = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    provider = models.CharField(_("proveedor"), max_length=20, blank=True)
    provider_reference = models.CharField(max_length=80, blank=True)
    reason = models.CharField(_("motivo"), max_length=300, blank=True)
    submitted_at = models.DateTimeField(_("enviado"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decidido"), null=True, blank=True)
    approved_until = models.DateTimeField(_("aprobado hasta"), null=True, blank=True)
    first_reviewer = models.CharField(_("primer revisor"), max_length=120, blank=True)
    warned_days = models.SmallIntegerField(null=True, blank=True)
    round = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("verificación")
        verbose_name_plural = _("verificaciones")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(fields=["merchant", "level"], name="customers_kyc_one_a_level"),
            models.CheckConstraint(
                condition=models.Q(
                    status__in=[
                        "not_started",
                        "pending",
                        "in_review",
                        "approved",
                        "rejected",
                        "requires_update",
                        "expired",
                    ]
                ),
                name="customers_kyc_status",
            ),
        )
        indexes = (
            models.Index(
                fields=["approved_until"],
                condition=models.Q(approved_until__isnull=False),
                name="customers_kyc_ends",
            ),
        )
        permissions = (("review_kyccase", "Can approve and reject KYC cases"),)

    def __str__(self) -> str:
        return f"{self.merchant} · {self.level}"


class KycTransition(models.Model):
    """One step of a case. Append-only."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(KycCase, on_delete=models.PROTECT, related_name="transitions")
    action = models.CharField(_("acción"), max_length=16)
    from_status = models.CharField(_("de"), max_length=16)
    to_status = models.CharField(_("a"), max_length=16)
    reason = models.CharField(_("motivo"), max_length=300, blank=True)
    actor = models.CharField(_("quién"), max_length=120)
    at = models.DateTimeField(_("cuándo"))

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class KycDocument(Row):
    """What is known of an uploaded file; the file itself is sealed in KycFile.

    `replaced_at`: when a newer one of its kind took its place. `size`: bytes.
    """

    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(_("clase"), max_length=30)
    content_type = models.CharField(_("tipo"), max_length=20)
    size = models.IntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.CharField(_("subido por"), max_length=120)
    replaced_at = models.DateTimeField(_("reemplazado"), null=True, blank=True)

    class Meta:
        verbose_name = _("documento")
        verbose_name_plural = _("documentos")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["merchant", "kind"],
                condition=models.Q(replaced_at__isnull=True),
                name="customers_document_one_current",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} · {self.merchant}"


class KycFile(models.Model):
    """The bytes of a document under AES-GCM, apart so that no list ever loads them."""

    document = models.OneToOneField(
        KycDocument, on_delete=models.CASCADE, primary_key=True, related_name="file"
    )
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)
