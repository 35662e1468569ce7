"""Who ships with us: merchants, their addresses and what they consented to."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from quenty.platform.db import Row


class Merchant(Row):
    """A customer. A live merchant and its sandbox twin share document and e-mail.

    `registered_at`: empty while a registration waits for its user in the gateway; until then
    the row is nobody's account. `user_id`: that user, the live merchant's only.
    `document_number`: without check digit. `phone`: E.164. `version`: for ETag.
    """

    class Status(models.TextChoices):
        PROSPECT = "prospect", _("Prospecto")
        ACTIVE = "active", _("Activo")
        SUSPENDED = "suspended", _("Suspendido")
        CLOSED = "closed", _("Cerrado")
        ERASED = "erased", _("Borrado")

    class Kind(models.TextChoices):
        PERSON = "person", _("Persona")
        COMPANY = "company", _("Empresa")

    class Size(models.TextChoices):
        SMALL = "small", _("Pequeño")
        MEDIUM = "medium", _("Mediano")
        LARGE = "large", _("Grande")

    class DocumentType(models.TextChoices):
        CC = "CC", _("Cédula de ciudadanía")
        CE = "CE", _("Cédula de extranjería")
        NIT = "NIT", _("NIT")
        PP = "PP", _("Pasaporte")
        PPT = "PPT", _("Permiso por protección temporal")

    kind = models.CharField(_("clase"), max_length=8, choices=Kind)
    document_type = models.CharField(_("tipo de documento"), max_length=3, choices=DocumentType)
    document_number = models.CharField(_("número de documento"), max_length=16)
    check_digit = models.CharField(_("dígito de verificación"), max_length=1, blank=True)
    legal_name = models.CharField(_("razón social o nombre"), max_length=200)
    display_name = models.CharField(_("nombre comercial"), max_length=200)
    contact_name = models.CharField(_("contacto"), max_length=200)
    # Blank while nobody has a claim on a half-done registration.
    email = models.EmailField(_("correo"), max_length=254, blank=True, db_index=True)
    phone = models.CharField(_("teléfono"), max_length=16)
    language = models.CharField(_("idioma"), max_length=2, default="es")
    status = models.CharField(_("estado"), max_length=10, choices=Status, default=Status.PROSPECT)
    status_reason = models.CharField(_("motivo"), max_length=300, blank=True)
    size = models.CharField(_("tamaño"), max_length=6, choices=Size, default=Size.SMALL)
    segment = models.CharField(_("segmento"), max_length=40, blank=True)
    categories = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    notify_by = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    user_id = models.UUIDField(null=True, blank=True, db_index=True)  # gateway context, no FK
    registered_at = models.DateTimeField(_("registrado"), null=True, blank=True)
    livemode = models.BooleanField(_("real"), default=True)
    twin = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="live"
    )
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name = _("cliente")
        verbose_name_plural = _("clientes")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["document_type", "document_number"],
                condition=models.Q(livemode=True) & ~models.Q(status="erased"),
                name="customers_merchant_document_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status__in=["prospect", "active", "suspended", "closed", "erased"]
                ),
                name="customers_merchant_status",
            ),
            models.CheckConstraint(
                condition=models.Q(size__in=["small", "medium", "large"]),
                name="customers_merchant_size",
            ),
        )
        permissions = (
            ("suspend_merchant", "Can suspend, reinstate and close merchants"),
            ("resize_merchant", "Can change a merchant's size"),
            ("limit_wallet", "Can change a wallet's limit"),
        )

    def __str__(self) -> str:
        return self.display_name

    @property
    def document(self) -> str:
        """As people write it: `NIT 800197268-4`."""
        digit = f"-{self.check_digit}" if self.check_digit else ""
        return f"{self.document_type} {self.document_number}{digit}"


class TaxProfile(Row):
    """`regime`: of the RUT. `ica_municipality`: DANE code where ICA is owed."""

    class Regime(models.TextChoices):
        ORDINARY = "ordinary", _("Ordinario")
        SIMPLE = "simple", _("Régimen simple (RST)")
        SPECIAL = "special", _("Régimen especial")
        NOT_LIABLE = "not_liable", _("No responsable de IVA")

    merchant = models.OneToOneField(Merchant, on_delete=models.CASCADE, related_name="tax_profile")
    regime = models.CharField(_("régimen"), max_length=12, choices=Regime)
    withholding_agent = models.BooleanField(_("agente retenedor"), default=False)
    iva_responsible = models.BooleanField(_("responsable de IVA"), default=False)
    ica_municipality = models.CharField(_("municipio de ICA"), max_length=5, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name = _("perfil tributario")
        verbose_name_plural = _("perfiles tributarios")

    def __str__(self) -> str:
        return str(self.merchant)


class Consent(Row):
    """That a person agreed to a version of the data policy (Ley 1581 of 2012), and when."""

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=30, default="habeas_data")
    policy_version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    source_address = models.GenericIPAddressField(null=True, blank=True)

    class Meta:
        ordering = ("-given_at",)

    def __str__(self) -> str:
        return f"{self.purpose} {self.policy_version}"


class Address(Row):
    """A place in a merchant's address book. `dane_code`: five digits. `latitude`,
    `longitude`: degrees, the municipality's own point where `approximate_point`."""

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="addresses")
    label = models.CharField(_("etiqueta"), max_length=60)
    contact_name = models.CharField(_("contacto"), max_length=200)
    phone = models.CharField(_("teléfono"), max_length=16)
    line1 = models.CharField(_("dirección"), max_length=200)
    line2 = models.CharField(_("complemento"), max_length=200, blank=True)
    neighbourhood = models.CharField(_("barrio"), max_length=100, blank=True)
    dane_code = models.CharField(_("municipio"), max_length=5)
    postal_code = models.CharField(_("código postal"), max_length=6, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6)
    longitude = models.DecimalField(max_digits=9, decimal_places=6)
    approximate_point = models.BooleanField(default=True)
    instructions = models.CharField(max_length=300, blank=True)
    is_default_origin = models.BooleanField(_("origen habitual"), default=False)
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name = _("dirección")
        verbose_name_plural = _("direcciones")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["merchant"],
                condition=models.Q(is_default_origin=True),
                name="customers_address_one_default",
            ),
        )

    def __str__(self) -> str:
        return f"{self.label}: {self.line1}"
