"""Logistics operators."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.franchise.domain.operators import DRAFT, STATUSES
from quenty.platform.db import Row

STATUS_LABELS = {
    "draft": _("draft"),
    "active": _("active"),
    "suspended": _("suspended"),
}


class Operator(Row):
    """A carrier, ours or foreign: who it is by law and whom to call.

    `nit`: `900123456-7`. `registration`: its licence, as printed on guides. `claims_channel`:
    where a recipient complains, as printed on guides. `revision`: grows with each change.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    legal_name = models.CharField(_("legal name"), max_length=120)
    trade_name = models.CharField(_("trade name"), max_length=120)
    nit = models.CharField("NIT", max_length=11, unique=True)
    registration = models.CharField(_("registration or licence"), max_length=120, blank=True)
    claims_channel = models.CharField(_("claims channel"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    dane_code = models.CharField(_("municipality (DANE)"), max_length=5, blank=True)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=16, blank=True)
    sla_on_time = models.DecimalField(
        _("promised on time (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    sla_first_attempt = models.DecimalField(
        _("promised first attempt (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    sla_uptime = models.DecimalField(
        _("promised uptime (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        default=DRAFT,
        choices=[(status, STATUS_LABELS[status]) for status in STATUSES],
        editable=False,
    )
    status_reason = models.CharField(
        _("reason of the status"), max_length=200, blank=True, editable=False
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ("trade_name", "id")
        verbose_name = _("operator")
        verbose_name_plural = _("operators")
        constraints = (
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="operator_status_known"),
            models.CheckConstraint(
                condition=Q(nit__regex=r"^[0-9]{9}-[0-9]$"), name="operator_nit_canonical"
            ),
        )

    def __str__(self) -> str:
        return self.trade_name


class OperatorHealth(Row):
    """Since when an operator's systems answer, or do not, as orders tells."""

    operator_id = models.UUIDField()
    since = models.DateTimeField()
    up = models.BooleanField()

    class Meta:
        ordering = ("operator_id", "since")
        constraints = (
            models.UniqueConstraint(fields=("operator_id", "since"), name="health_once"),
        )

    def __str__(self) -> str:
        return f"{self.operator_id} {'up' if self.up else 'down'}"
