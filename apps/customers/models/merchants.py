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
        PROSPECT = "prospect", _("Prospect")
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")
        CLOSED = "closed", _("Closed")
        ERASED = "erased", _("Erased")

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        COMPANY = "company", _("Company")

    class Size(models.TextChoices):
        SMALL = "small", _("Small")
        MEDIUM = "medium", _("Medium")
        LARGE = "large", _("Large")

    class DocumentType(models.TextChoices):
        CC = "CC", _("Citizenship card")
        CE = "CE", _("Foreigner's card")
        NIT = "NIT", _("Tax number")
        PP = "PP", _("Passport")
        PPT = "PPT", _("Temporary protection permit")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    document_type = models.CharField(_("document type"), max_length=3, choices=DocumentType)
    document_number = models.CharField(_("document"), max_length=16)
    check_digit = models.CharField(_("check digit"), max_length=1, blank=True)
    legal_name = models.CharField(_("legal name"), max_length=200)
    display_name = models.CharField(_("trade name"), max_length=200)
    contact_name = models.CharField(_("contact"), max_length=200)
    # Blank while nobody has a claim on a half-done registration.
    email = models.EmailField(_("e-mail"), max_length=254, blank=True, db_index=True)
    phone = models.CharField(_("phone"), max_length=16)
    language = models.CharField(_("language"), max_length=2, default="es")
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROSPECT)
    status_reason = models.CharField(_("reason"), max_length=300, blank=True)
    size = models.CharField(_("size"), max_length=6, choices=Size, default=Size.SMALL)
    segment = models.CharField(_("segment"), max_length=40, blank=True)
    categories = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    notify_by = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    user_id = models.UUIDField(null=True, blank=True, db_index=True)  # gateway context, no FK
    registered_at = models.DateTimeField(_("registered"), null=True, blank=True)
    livemode = models.BooleanField(_("live"), default=True)
    twin = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="live"
    )
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name = _("merchant")
        verbose_name_plural = _("merchants")
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
        ORDINARY = "ordinary", _("Ordinary")
        SIMPLE = "simple", _("Simple regime (RST)")
        SPECIAL = "special", _("Special regime")
        NOT_LIABLE = "not_liable", _("Not liable for IVA")

    merchant = models.OneToOneField(Merchant, on_delete=models.CASCADE, related_name="tax_profile")
    regime = models.CharField(_("regime"), max_length=12, choices=Regime)
    withholding_agent = models.BooleanField(_("withholding agent"), default=False)
    iva_responsible = models.BooleanField(_("liable for IVA"), default=False)
    ica_municipality = models.CharField(_("ICA municipality"), max_length=5, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name = _("tax profile")
        verbose_name_plural = _("tax profiles")

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
    label = models.CharField(_("label"), max_length=60)
    contact_name = models.CharField(_("contact"), max_length=200)
    phone = models.CharField(_("phone"), max_length=16)
    line1 = models.CharField(_("address"), max_length=200)
    line2 = models.CharField(_("complement"), max_length=200, blank=True)
    neighbourhood = models.CharField(_("neighbourhood"), max_length=100, blank=True)
    dane_code = models.CharField(_("municipality"), max_length=5)
    postal_code = models.CharField(_("postal code"), max_length=6, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6)
    longitude = models.DecimalField(max_digits=9, decimal_places=6)
    approximate_point = models.BooleanField(default=True)
    instructions = models.CharField(max_length=300, blank=True)
    is_default_origin = models.BooleanField(_("default origin"), default=False)
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
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
