"""Rules of what may be shipped, checked when a shipment is quoted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quenty.platform.db import MoneyField, Row


class ShippingPolicy(Row):
    """A row refuses a shipment that is in its scope and beyond its limits. What is empty
    limits nothing. `code` names the rule, `version` its wording; rows are never rewritten, a
    new version ends the one before.

    Scope: `department` and `dane` of the destination, `zone` of the service's sheet,
    `merchant_size` (small, medium, large), `goods` (words of the contents, its pieces or its
    lines, in the singular or the plural). `title_en`: the title in English. Limits: in grams
    and whole pesos; `forbids`: nothing in its scope may go at all.
    """

    code = models.CharField(_("código"), max_length=40)
    version = models.PositiveIntegerField(_("versión"), default=1)
    title = models.CharField(_("título"), max_length=200)
    title_en = models.CharField(_("título en inglés"), max_length=200, blank=True)
    conditions = models.TextField(_("condiciones"), blank=True)
    penalty = models.CharField(_("sanción"), max_length=200, blank=True)
    zone = models.CharField(_("zona"), max_length=20, blank=True)
    department = models.CharField(_("departamento (DANE)"), max_length=2, blank=True)
    dane = models.CharField(_("municipio (DANE)"), max_length=5, blank=True)
    merchant_size = models.CharField(_("tamaño del comercio"), max_length=10, blank=True)
    goods = models.CharField(_("mercancía"), max_length=60, blank=True)
    forbids = models.BooleanField(_("prohíbe"), default=False)
    max_weight_g = models.PositiveIntegerField(_("peso máximo (g)"), null=True, blank=True)
    max_declared = MoneyField(_("valor declarado máximo"), null=True, blank=True)
    max_cod = MoneyField(_("recaudo máximo"), null=True, blank=True)
    valid_from = models.DateField(_("rige desde"))
    valid_to = models.DateField(_("rige hasta (sin incluirlo)"), null=True, blank=True)

    class Meta:
        ordering = ("code", "-version")
        verbose_name = _("política de envío")
        verbose_name_plural = _("políticas de envío")
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="shipping_policy_version"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="shipping_policy_dates",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"
