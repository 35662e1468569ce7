"""Freight that goes back after a parcel was collected, and the rules by which it does."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.orders.domain.money.refunds import RefundCause
from apps.orders.models.guides import Guide
from apps.orders.models.titles import titled
from quenty.kernel.money import Money
from quenty.platform.db import MoneyField, Row

_CAUSES = [cause.value for cause in RefundCause]


class FreightRule(Row):
    """Percent of the freight that goes back for a cause, of guides issued from `valid_from` until
    the day before `valid_to`. Never rewritten: a new one ends the one before. `before_held_to`:
    the end that the one before had until then, which it has again if this one is withdrawn."""

    cause = models.CharField(
        _("causa"), max_length=20, choices=[(c, c) for c in _CAUSES if c != RefundCause.OTHER]
    )
    percent = models.PositiveSmallIntegerField(_("por ciento del flete"))
    valid_from = models.DateField(_("rige desde"))
    valid_to = models.DateField(_("rige hasta (sin incluirlo)"), null=True, blank=True)
    before_held_to = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ("cause", "-valid_from")
        verbose_name = _("regla de devolución de flete")
        verbose_name_plural = _("reglas de devolución de flete")
        constraints = (
            models.UniqueConstraint(fields=("cause", "valid_from"), name="freight_rule_once_a_day"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="freight_rule_percent"),
            models.CheckConstraint(
                condition=Q(cause__in=_CAUSES) & ~Q(cause="other"), name="freight_rule_cause_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="freight_rule_dates",
            ),
        )

    def __str__(self) -> str:
        return titled(self.cause, f"{self.percent}%")


class FreightRefund(Row):
    """Part of a guide's freight given back: `percent` of its price and `back_percent` of what it
    cost to come back; `amount` of both, of which `back_amount` for the way back. `rule`: percent
    of the price that its rule proposed, null where there was none. Append-only: its money follows
    what is charged (`follow_refunds`)."""

    guide = models.ForeignKey(
        Guide, verbose_name=_("guía"), on_delete=models.PROTECT, related_name="freight_refunds"
    )
    cause = models.CharField(_("causa"), max_length=20, default=RefundCause.OTHER.value)
    rule = models.PositiveSmallIntegerField(_("por regla (%)"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(_("por ciento del flete"))
    back_percent = models.PositiveSmallIntegerField(_("por ciento del regreso"), default=0)
    amount = MoneyField(_("valor"))
    back_amount = MoneyField(_("de ello, por el regreso"), default=Money.zero)
    reason = models.CharField(_("motivo"), max_length=200, blank=True)
    actor = models.CharField(_("quién"), max_length=120)

    class Meta:
        ordering = ("created_at",)
        verbose_name = _("devolución de flete")
        verbose_name_plural = _("devoluciones de flete")
        constraints = (
            models.CheckConstraint(
                condition=Q(percent__lte=100, back_percent__lte=100)
                & (Q(percent__gt=0) | Q(back_percent__gt=0)),
                name="freight_refund_percent",
            ),
            models.CheckConstraint(
                condition=Q(cause__in=_CAUSES), name="freight_refund_cause_known"
            ),
        )

    def __str__(self) -> str:
        return titled(f"{self.percent}%", self.amount)
