"""What payees owe us, and Quenty's own tax profile."""

from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from apps.franchise.domain.charges import OPEN, STATUSES
from apps.franchise.models.network import Payee
from quenty.kernel.money import Money
from quenty.platform.db import MoneyField, Row

CHARGE_STATUS_LABELS = {
    "open": _("open"),
    "overdue": _("overdue"),
    "paid": _("paid"),
    "cancelled": _("cancelled"),
}
CHARGE_KIND_LABELS = {"fee": _("monthly fee"), "claim": _("claim"), "loan": _("loan")}


class Charge(Row):
    """An invoice to a payee. `period`: the month of a fee. `reserved`: taken by settlements
    that are not paid yet; `paying`: by a payment from the wallet that is under way; `paid`:
    for good. `attempt`: of paying it from the wallet, a new one after each refusal."""

    payee = models.ForeignKey(
        Payee, on_delete=models.PROTECT, related_name="charges", verbose_name=_("payee")
    )
    kind = models.CharField(_("kind"), max_length=5, choices=tuple(CHARGE_KIND_LABELS.items()))
    number = models.CharField(_("number"), max_length=60, unique=True)
    concept = models.CharField(_("concept"), max_length=200)
    period = models.DateField(_("month"), null=True, blank=True)
    base = MoneyField(_("base"))
    iva = MoneyField("IVA")
    total = MoneyField(_("total"))
    issued_on = models.DateField(_("issued on"))
    due_on = models.DateField(_("to be paid by"))
    status = models.CharField(
        _("status"),
        max_length=9,
        default=OPEN,
        choices=[(status, CHARGE_STATUS_LABELS[status]) for status in STATUSES],
    )
    reserved = MoneyField(_("in settlements"), default=Money.zero)
    paying = MoneyField(_("being paid"), default=Money.zero)
    paid = MoneyField(_("paid"), default=Money.zero)
    paid_at = models.DateTimeField(_("paid at"), null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ("-issued_on", "number")
        verbose_name = _("charge")
        verbose_name_plural = _("charges")
        constraints = (
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="charge_status_known"),
            models.CheckConstraint(
                condition=Q(kind__in=tuple(CHARGE_KIND_LABELS)), name="charge_kind_known"
            ),
            models.CheckConstraint(condition=Q(total=F("base") + F("iva")), name="charge_adds_up"),
            models.CheckConstraint(
                condition=Q(
                    reserved__gte=Value(0),
                    paying__gte=Value(0),
                    paid__gte=Value(0),
                    total__gte=F("reserved") + F("paying") + F("paid"),
                ),
                name="charge_never_overpaid",
            ),
        )

    @property
    def left(self) -> Money:
        """What nobody pays yet."""
        return self.total - self.reserved - self.paying - self.paid

    def __str__(self) -> str:
        return self.number


class PayerProfile(Row):
    """What Quenty withholds from a day on, until a newer row begins. `agent_for`: the taxes
    it is a withholding agent of; `ica_places`: where, for ICA (DANE codes). Its name, NIT and
    address are those of certificates (art. 381 ET), until a newer row has others."""

    valid_from = models.DateField(_("valid from"), unique=True)
    agent_for = models.JSONField(_("withholding agent of"), default=list)
    ica_places = models.JSONField(_("withholds ICA in"), default=list, blank=True)
    name = models.CharField(_("legal name"), max_length=200, blank=True)
    nit = models.CharField("NIT", max_length=11, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    dane_code = models.CharField(_("municipality (DANE)"), max_length=5, blank=True)

    class Meta:
        ordering = ("-valid_from",)
        verbose_name = _("payer's tax profile")
        verbose_name_plural = _("payer's tax profiles")
        constraints = (
            models.CheckConstraint(
                condition=Q(nit="", name="", address="", dane_code="")
                | ~(Q(nit="") | Q(name="") | Q(address="") | Q(dane_code="")),
                name="payer_named_whole",
            ),
        )

    def __str__(self) -> str:
        return self.valid_from.isoformat()
