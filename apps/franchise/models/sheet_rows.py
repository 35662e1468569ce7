"""What a rate sheet holds. Rows come with their sheet and never change."""

from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from apps.franchise.models.rates import RateSheet
from quenty.contracts.franchise.api import SURCHARGE_KINDS, TAXED_LINES
from quenty.platform.db import MoneyField


class SheetRow(models.Model):
    """Base: thousands come with a sheet, so the key is a plain number."""

    sheet = models.ForeignKey(RateSheet, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class ZoneRow(SheetRow):
    zone = models.CharField(_("zone"), max_length=20)
    rank = models.PositiveSmallIntegerField(_("rank"))
    transit_days = models.PositiveSmallIntegerField(_("transit days"))
    extra_kg = MoneyField(_("extra kg"))

    class Meta:
        ordering = ("rank",)
        verbose_name = _("zone")
        verbose_name_plural = _("zones")
        constraints = (
            models.UniqueConstraint(fields=("sheet", "zone"), name="zone_once"),
            models.UniqueConstraint(fields=("sheet", "rank"), name="zone_rank_once"),
            models.CheckConstraint(condition=Q(extra_kg__gte=Value(0)), name="zone_not_negative"),
        )

    def __str__(self) -> str:
        return self.zone


class BracketRow(SheetRow):
    zone = models.CharField(_("zone"), max_length=20)
    up_to_kg = models.DecimalField(_("up to kg"), max_digits=9, decimal_places=3)
    price = MoneyField(_("price"))

    class Meta:
        ordering = ("zone", "up_to_kg")
        verbose_name = _("bracket")
        verbose_name_plural = _("brackets")
        constraints = (
            models.UniqueConstraint(fields=("sheet", "zone", "up_to_kg"), name="bracket_once"),
            models.CheckConstraint(
                condition=Q(price__gte=Value(0), up_to_kg__gt=0), name="bracket_not_negative"
            ),
        )

    def __str__(self) -> str:
        return f"{self.zone} ≤ {self.up_to_kg} kg"


class PairRow(SheetRow):
    """`origin`, `destination`: a municipality's five digits or a department's two."""

    origin = models.CharField(_("origin"), max_length=5)
    destination = models.CharField(_("destination"), max_length=5)
    zone = models.CharField(_("zone"), max_length=20)

    class Meta:
        ordering = ("origin", "destination")
        verbose_name = _("pair of places")
        verbose_name_plural = _("pairs of places")
        constraints = (
            models.UniqueConstraint(fields=("sheet", "origin", "destination"), name="pair_once"),
        )

    def __str__(self) -> str:
        return f"{self.origin} → {self.destination}"


class SurchargeRow(SheetRow):
    kind = models.CharField(_("line"), max_length=16)
    percent = models.DecimalField(_("percent"), max_digits=8, decimal_places=4)
    fixed = MoneyField(_("fixed"))
    minimum = MoneyField(_("minimum"))

    class Meta:
        ordering = ("kind",)
        verbose_name = _("surcharge")
        verbose_name_plural = _("surcharges")
        constraints = (
            models.UniqueConstraint(fields=("sheet", "kind"), name="surcharge_once"),
            models.CheckConstraint(
                condition=Q(kind__in=SURCHARGE_KINDS), name="surcharge_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=0, fixed__gte=Value(0), minimum__gte=Value(0)),
                name="surcharge_not_negative",
            ),
        )

    def __str__(self) -> str:
        return self.kind


class TaxRow(SheetRow):
    """`rate`: percent. `up_to_kg`, `valid_to`: None is without end."""

    line = models.CharField(_("line"), max_length=16)
    code = models.CharField(_("tax"), max_length=20)
    rate = models.DecimalField(_("percent"), max_digits=8, decimal_places=4)
    over_kg = models.DecimalField(_("over kg"), max_digits=9, decimal_places=3)
    up_to_kg = models.DecimalField(_("up to kg"), max_digits=9, decimal_places=3, null=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until before"), null=True)

    class Meta:
        ordering = ("line", "valid_from", "over_kg")
        verbose_name = _("tax")
        verbose_name_plural = _("taxes")
        constraints = (
            models.UniqueConstraint(
                fields=("sheet", "line", "valid_from", "over_kg"), name="tax_once"
            ),
            models.CheckConstraint(condition=Q(line__in=TAXED_LINES), name="tax_line_known"),
            models.CheckConstraint(condition=Q(rate__gte=0), name="tax_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.line}: {self.code}"


class ExceptionRow(SheetRow):
    """contracts.franchise.rate_exceptions.RateException as a row."""

    merchant_id = models.UUIDField(_("merchant"), null=True)  # customers context, no FK
    zone = models.CharField(_("zone"), max_length=20, blank=True)
    from_guides = models.PositiveIntegerField(_("from guides a month"), default=0)
    up_to_guides = models.PositiveIntegerField(_("until before guides"), null=True)
    percent = models.DecimalField(_("percent off"), max_digits=8, decimal_places=4)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until before"), null=True)

    class Meta:
        ordering = ("merchant_id", "zone", "from_guides", "valid_from")
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        constraints = (
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100), name="exception_percent"
            ),
        )

    def __str__(self) -> str:
        return f"-{self.percent}% {self.zone}"
