"""Franchises and the municipalities that are theirs."""

from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from apps.franchise.domain.franchises import APPLICANT, STATUSES, monthly_fee
from quenty.platform.db import MoneyField, Row

FRANCHISE_STATUS_LABELS = {
    "applicant": _("applicant"),
    "in_evaluation": _("in evaluation"),
    "approved": _("approved"),
    "active": _("active"),
    "suspended": _("suspended"),
    "terminated": _("terminated"),
}
TERRITORY_STATUS_LABELS = {
    "reserved": _("reserved"),
    "assigned": _("assigned"),
    "released": _("released"),
}


class Franchise(Row):
    """Who carries our name in its own municipalities.

    `contract`: the signed PDF, sealed; `contract_sha256`: of the PDF itself;
    `terms_sha256`: of the conditions in force when it was handed in. `kyc_lapsed`: suspended
    since its franchisee has no full KYC in force; `customer_lapsed`: since its account is
    suspended or closed.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    customer_id = models.UUIDField(_("customer"), db_index=True)  # customers context, no FK
    capital = MoneyField(_("capital"))
    monthly_fee = MoneyField(_("monthly fee"), default=monthly_fee)
    status = models.CharField(
        _("status"),
        max_length=14,
        default=APPLICANT,
        choices=[(status, FRANCHISE_STATUS_LABELS[status]) for status in STATUSES],
    )
    status_reason = models.CharField(_("reason of the status"), max_length=200, blank=True)
    contract = models.BinaryField(null=True, editable=False)
    contract_sha256 = models.CharField(_("contract (SHA-256)"), max_length=64, blank=True)
    terms_sha256 = models.CharField(_("terms (SHA-256)"), max_length=64, blank=True)
    contract_at = models.DateTimeField(_("contract handed in"), null=True, blank=True)
    activated_at = models.DateTimeField(_("active since"), null=True, blank=True)
    terminated_at = models.DateTimeField(_("terminated at"), null=True, blank=True)
    kyc_lapsed = models.BooleanField(_("suspended for its KYC"), default=False)
    customer_lapsed = models.BooleanField(_("suspended for its account"), default=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name", "id")
        verbose_name = _("franchise")
        verbose_name_plural = _("franchises")
        constraints = (
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="franchise_status_known"),
            models.CheckConstraint(
                condition=Q(capital__gte=Value(0), monthly_fee__gte=Value(0)),
                name="franchise_money_not_negative",
            ),
            models.CheckConstraint(
                condition=~Q(status="active") | ~Q(contract_sha256=""),
                name="franchise_active_signed",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Territory(Row):
    """A municipality of a franchise from `starts_at` until before `ends_at` (None: open).

    Exclusive in time: an exclusion constraint holds it, not the code. A reservation ends by
    itself.
    """

    franchise = models.ForeignKey(
        Franchise, on_delete=models.PROTECT, related_name="territories", verbose_name=_("franchise")
    )
    municipality = models.PositiveIntegerField(_("municipality (DANE)"))
    status = models.CharField(
        _("status"), max_length=8, choices=tuple(TERRITORY_STATUS_LABELS.items())
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until before"), null=True, blank=True)

    class Meta:
        ordering = ("municipality", "-starts_at")
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="territory_times_in_order",
            ),
            models.CheckConstraint(
                condition=Q(status="assigned") | Q(ends_at__isnull=False),
                name="territory_open_only_assigned",
            ),
            models.CheckConstraint(
                condition=Q(status__in=tuple(TERRITORY_STATUS_LABELS)),
                name="territory_status_known",
            ),
        )

    @property
    def dane_code(self) -> str:
        return f"{self.municipality:05}"

    def __str__(self) -> str:
        return self.dane_code
