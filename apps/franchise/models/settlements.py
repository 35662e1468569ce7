"""What a payee is paid for a month."""

from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from apps.franchise.domain.settlement.states import CALCULATED, DISCARDED, STATUSES
from apps.franchise.models.network import Payee
from quenty.platform.db import MoneyField, Row

SETTLEMENT_STATUS_LABELS = {
    "calculated": _("calculated"),
    "approved": _("approved"),
    "paid": _("paid"),
    "reopened": _("payment returned"),
    "discarded": _("discarded"),
}


class Settlement(Row):
    """`period`: the first day of its month. `taxes`, `deductions`: the lines as computed.
    `first_approver`: of the two that a large one takes. `attempt`: of sending it to
    the bank, a new one after each return, so that each is sent once."""

    payee = models.ForeignKey(
        Payee, on_delete=models.PROTECT, related_name="settlements", verbose_name=_("payee")
    )
    period = models.DateField(_("month"))
    status = models.CharField(
        _("status"),
        max_length=10,
        default=CALCULATED,
        choices=[(status, SETTLEMENT_STATUS_LABELS[status]) for status in STATUSES],
    )
    computed_on = models.DateField(_("computed on"))
    guides = models.PositiveIntegerField(_("guides"))
    gross = MoneyField(_("gross"))
    iva = MoneyField("IVA")
    retefuente = MoneyField("retefuente")
    reteiva = MoneyField("reteIVA")
    reteica = MoneyField("reteICA")
    deducted = MoneyField(_("deducted"))
    net = MoneyField(_("net"))
    taxes = models.JSONField(default=list)
    deductions = models.JSONField(default=list)
    first_approver = models.CharField(_("first approval"), max_length=120, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=120, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(default=1)
    posting_id = models.UUIDField(_("posting"), null=True, blank=True)  # customers, no FK
    paid_at = models.DateTimeField(_("paid at"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=200, blank=True)

    class Meta:
        ordering = ("-period", "payee_id")
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        constraints = (
            models.UniqueConstraint(
                fields=("payee", "period"), condition=~Q(status=DISCARDED), name="settlement_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=STATUSES), name="settlement_status_known"
            ),
            models.CheckConstraint(
                condition=Q(net__gte=Value(0)), name="settlement_net_not_negative"
            ),
        )

    def __str__(self) -> str:
        return f"{self.period:%Y-%m} {self.payee}"
