"""Commission rules, what guides earned by them, and the dated tax rows."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.franchise.domain.commissions.rules import BASES, SCOPES
from apps.franchise.domain.commissions.states import PENDING, STATUSES
from apps.franchise.domain.commissions.tiers import MEASURES, METHODS
from apps.franchise.domain.settlement.profiles import COMMISSION, CONCEPTS
from apps.franchise.models.guides import GuideCopy
from apps.franchise.models.network import Payee
from quenty.platform.db import MoneyField, Row

COMMISSION_STATUS_LABELS = {
    "pending": _("pending"),
    "calculated": _("calculated"),
    "approved": _("approved"),
    "settled": _("settled"),
    "paid": _("paid"),
    "blocked": _("blocked"),
    "reversed": _("reversed"),
}
CONCEPT_LABELS = {
    "commission": _("commission"),
    "service": _("service"),
    "freight": _("freight"),
}
KIND_LABELS = {
    "earned": _("earned"),
    "reversal": _("reversal"),
    "adjustment": _("adjustment"),
}


class CommissionRule(Row):
    """domain.commissions.rules.Rule as a row. Only its end may change."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    scope = models.CharField(_("scope"), max_length=9, choices=[(s, s) for s in SCOPES])
    payee = models.ForeignKey(
        Payee, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("payee")
    )
    merchant_id = models.UUIDField(_("merchant"), null=True, blank=True)  # customers, no FK
    size = models.CharField(_("merchant's size"), max_length=6, blank=True)
    reach = models.CharField(_("reach"), max_length=13, blank=True)
    basis = models.CharField(_("basis"), max_length=7, choices=[(b, b) for b in BASES])
    fixed = MoneyField(_("fixed by guide"), null=True, blank=True)
    bands = models.JSONField(_("bands"), default=list, encoder=DjangoJSONEncoder)
    measure = models.CharField(_("measure"), max_length=6, choices=[(m, m) for m in MEASURES])
    method = models.CharField(_("method"), max_length=8, choices=[(m, m) for m in METHODS])
    minimum = MoneyField(_("minimum"), null=True, blank=True)
    maximum = MoneyField(_("maximum"), null=True, blank=True)
    bonus = models.BooleanField(_("bonus of a campaign"), default=False)
    concept = models.CharField(
        _("concept"), max_length=10, default=COMMISSION, choices=tuple(CONCEPT_LABELS.items())
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until before"), null=True, blank=True)

    class Meta:
        ordering = ("code",)
        verbose_name = _("commission rule")
        verbose_name_plural = _("commission rules")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="rule_dates_in_order",
            ),
            models.CheckConstraint(condition=Q(concept__in=CONCEPTS), name="rule_concept_known"),
        )

    def __str__(self) -> str:
        return self.code


class Commission(Row):
    """What a guide earned a payee. `earned_on`: the day of delivery in Colombia. `amount`:
    by the first band until its month is settled. `reference`: what an adjustment is of."""

    guide = models.ForeignKey(
        GuideCopy, on_delete=models.PROTECT, related_name="commissions", verbose_name=_("guide")
    )
    payee = models.ForeignKey(
        Payee, on_delete=models.PROTECT, related_name="commissions", verbose_name=_("payee")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=tuple(KIND_LABELS.items()))
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    rule = models.ForeignKey(CommissionRule, on_delete=models.PROTECT, verbose_name=_("rule"))
    bonuses = models.JSONField(_("bonuses"), default=list)
    amount = MoneyField(_("amount"))
    status = models.CharField(
        _("status"),
        max_length=10,
        default=PENDING,
        choices=[(status, COMMISSION_STATUS_LABELS[status]) for status in STATUSES],
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    earned_on = models.DateField(_("earned on"))
    settlement = models.ForeignKey(
        "franchise.Settlement",
        on_delete=models.PROTECT,
        related_name="commissions",
        null=True,
        blank=True,
        verbose_name=_("settlement"),
    )

    class Meta:
        ordering = ("-earned_on", "-id")
        verbose_name = _("commission")
        verbose_name_plural = _("commissions")
        constraints = (
            models.UniqueConstraint(
                fields=("guide", "payee", "kind", "reference"), name="commission_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=STATUSES), name="commission_status_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=tuple(KIND_LABELS)), name="commission_kind_known"
            ),
        )
        indexes = (models.Index(fields=("payee", "status", "earned_on"), name="commission_due"),)

    def __str__(self) -> str:
        return f"{self.guide_id} {self.amount}"


class TaxRate(Row):
    """domain.settlement.rates.TaxRate as a row. `rate`: percent; pesos for the UVT."""

    tax = models.CharField(_("tax"), max_length=10)
    concept = models.CharField(_("concept"), max_length=10, blank=True)
    profile = models.CharField(_("profile"), max_length=12, blank=True)
    place = models.CharField(_("municipality (DANE)"), max_length=5, blank=True)
    rate = models.DecimalField(_("rate"), max_digits=12, decimal_places=4)
    from_uvt = models.PositiveIntegerField(_("from UVT"), default=0)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until before"), null=True, blank=True)

    class Meta:
        ordering = ("tax", "concept", "profile", "place", "-valid_from")
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        constraints = (
            models.UniqueConstraint(
                fields=("tax", "concept", "profile", "place", "valid_from"), name="tax_rate_once"
            ),
            models.CheckConstraint(condition=Q(rate__gte=0), name="tax_rate_not_negative"),
        )

    def __str__(self) -> str:
        return " ".join(part for part in (self.tax, self.concept, self.place) if part)
