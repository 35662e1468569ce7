"""Points, and the people and shops that bring merchants."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.franchise.domain.points import OPEN, STATUSES
from apps.franchise.models.franchises import Franchise
from quenty.platform.db import Row

POINT_STATUS_LABELS = {"open": _("open"), "closed": _("closed")}
PARTNER_LABELS = {"ally": _("ally"), "agent": _("agent")}


class Point(Row):
    """A place where parcels are handed over. `franchise` None: our own. `hours`: see
    domain.points. `capacity`: parcels it can keep."""

    franchise = models.ForeignKey(
        Franchise,
        on_delete=models.PROTECT,
        related_name="points",
        verbose_name=_("franchise"),
        null=True,
        blank=True,
    )
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(_("address"), max_length=200)
    dane_code = models.CharField(_("municipality (DANE)"), max_length=5)
    hours = models.JSONField(_("hours"), default=dict)
    services = models.JSONField(_("services"), default=list)
    capacity = models.PositiveIntegerField(_("capacity"))
    status = models.CharField(
        _("status"),
        max_length=6,
        default=OPEN,
        choices=[(status, POINT_STATUS_LABELS[status]) for status in STATUSES],
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("code",)
        verbose_name = _("point")
        verbose_name_plural = _("points")
        constraints = (
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="point_status_known"),
            models.CheckConstraint(
                condition=Q(dane_code__regex=r"^[0-9]{5}$"), name="point_dane_shape"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Partner(Row):
    """An ally (a shop with its code) or an agent (who brings merchants). `level`: 1 to 5.
    It earns until before `ends_on`."""

    kind = models.CharField(_("kind"), max_length=5, choices=tuple(PARTNER_LABELS.items()))
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    customer_id = models.UUIDField(_("customer"), db_index=True)  # customers context, no FK
    franchise = models.ForeignKey(
        Franchise,
        on_delete=models.PROTECT,
        related_name="partners",
        verbose_name=_("franchise"),
        null=True,
        blank=True,
    )
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until before"), null=True, blank=True)

    class Meta:
        ordering = ("code",)
        verbose_name = _("ally or agent")
        verbose_name_plural = _("allies and agents")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=tuple(PARTNER_LABELS)), name="partner_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5), name="partner_level_known"
            ),
        )

    def works_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def __str__(self) -> str:
        return self.name


class Referral(Row):
    """A merchant that a partner brought: one partner a merchant."""

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="referrals", verbose_name=_("partner")
    )
    merchant_id = models.UUIDField(_("merchant"), unique=True)  # customers context, no FK
    starts_on = models.DateField(_("from"))

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("merchant brought")
        verbose_name_plural = _("merchants brought")

    def __str__(self) -> str:
        return str(self.merchant_id)


STANDING_LABELS = {"suspended": _("suspended"), "closed": _("closed")}
FRANCHISE, POINT, ALLY, AGENT, OPERATOR = PAYEE_KINDS = (
    "franchise",
    "point",
    "ally",
    "agent",
    "operator",
)


class Payee(Row):
    """Who is paid commissions; its id is that of the franchise, point, partner or operator it
    stands for.

    Its customer has KYC and a wallet. The tax profile follows customers' events. `filer`:
    declares income tax. `self_withholds`: of retefuente, reteiva, reteica. `blocked`: how its
    customer's account stands where that stops payment, "" otherwise.
    """

    kind = models.CharField(_("kind"), max_length=9)
    name = models.CharField(_("name"), max_length=120)
    customer_id = models.UUIDField(_("customer"), db_index=True)  # customers context, no FK
    franchise = models.ForeignKey(
        Franchise, on_delete=models.PROTECT, related_name="payees", null=True, blank=True
    )
    person = models.CharField(_("person"), max_length=7, default="legal")
    iva_responsible = models.BooleanField(_("liable to IVA"), default=False)
    filer = models.BooleanField(_("files income tax"), default=True)
    simple = models.BooleanField(_("régimen SIMPLE"), default=False)
    self_withholds = models.JSONField(_("withholds of itself"), default=list, blank=True)
    municipality = models.CharField(_("ICA municipality"), max_length=5, blank=True)
    blocked = models.CharField(
        _("not paid: its account is"),
        max_length=9,
        blank=True,
        choices=tuple(STANDING_LABELS.items()),
    )

    class Meta:
        ordering = ("name", "id")
        verbose_name = _("payee")
        verbose_name_plural = _("payees")
        constraints = (
            models.CheckConstraint(
                condition=Q(person__in=("legal", "natural")), name="payee_person_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=PAYEE_KINDS), name="payee_kind_known"),
        )

    def __str__(self) -> str:
        return self.name
