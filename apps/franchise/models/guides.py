"""Guides and merchants as far as commissions, scorecards and invoices need them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.franchise.domain.accounts import ACTIVE
from apps.franchise.models.franchises import Franchise
from apps.franchise.models.network import POINT, Partner, Payee
from quenty.platform.db import MoneyField, Row


class GuideCopy(Row):
    """A guide of orders, by its events, in whatever order they came; its id is the guide's.

    `freight`, `margin`, `cost`: without tax; `freight` None: only later facts are known so
    far. `given_back`: its freight was. `failures`: failed attempts of delivery.
    `point_id`, `dropped_at`: where and when its sender dropped it off; `taken_back_at`: when it
    was last fetched from there again; `point_turn`: how often it left a point.
    `delivered_seq`, `last_delivered_seq`, `corrected_seq`, `undone_seq`: the places among the
    guide's events of the delivery that counts, the last one told, the last correction and the
    last that undid one that counted; 0 for none.
    """

    number = models.CharField(_("number"), max_length=40, db_index=True)
    customer_id = models.UUIDField(_("merchant"), db_index=True)  # customers context, no FK
    operator_id = models.UUIDField(_("operator"), null=True, db_index=True)
    service_id = models.UUIDField(null=True)
    origin = models.CharField(_("origin"), max_length=8, blank=True)
    destination = models.CharField(_("destination"), max_length=8, blank=True)
    zone = models.CharField(_("zone"), max_length=20, blank=True)
    chargeable_g = models.PositiveBigIntegerField(_("chargeable weight (g)"), default=0)
    freight = MoneyField(_("freight"), null=True)
    margin = MoneyField(_("margin"), null=True)
    cost = MoneyField(_("cost"), null=True)
    issued_at = models.DateTimeField(_("issued at"), null=True)
    due_on = models.DateField(_("due on"), null=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True)
    delivered_seq = models.BigIntegerField(default=0)
    last_delivered_at = models.DateTimeField(null=True)
    last_delivered_seq = models.BigIntegerField(default=0)
    corrected_seq = models.BigIntegerField(default=0)
    undone_seq = models.BigIntegerField(default=0)
    returned_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    incidents = models.PositiveSmallIntegerField(default=0)
    given_back = models.BooleanField(_("freight given back"), default=False)
    franchise = models.ForeignKey(
        Franchise, on_delete=models.PROTECT, related_name="guides", null=True, blank=True
    )
    point_id = models.UUIDField(_("point"), null=True, blank=True)
    dropped_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    point_turn = models.PositiveSmallIntegerField(default=0)
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="guides", null=True, blank=True
    )

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        indexes = (models.Index(fields=("operator_id", "issued_at"), name="guide_by_operator"),)

    def __str__(self) -> str:
        return self.number

    @property
    def earning(self) -> str:
        """What the commissions of the delivery that counts are told by: empty for the first,
        another one after each correction that undid one."""
        return f"after {self.undone_seq}" if self.undone_seq else ""

    def earning_of(self, payee: Payee) -> str:
        """`earning`, and of a point another one each time that the guide is at a point anew."""
        if payee.kind != POINT or not self.point_turn:
            return self.earning
        return f"{self.earning} turn {self.point_turn}".strip()


class MerchantCopy(Row):
    """A customer, by its events; its id is the customer's. `in_debt`: why what it earns others
    waits, "" for no reason. `seq`, `taxes_seq`, `kyc_seq`, `standing_seq`: the places among
    its events of the newest heard of its size, its taxes, its full KYC and its account's
    standing. `person`, "" while unknown, and the tax profile: what a payee begins with.
    `kyc_full`: whether full KYC holds; None where nobody told."""

    size = models.CharField(max_length=6, default="small")
    in_debt = models.CharField(max_length=200, blank=True)
    seq = models.BigIntegerField(default=0)
    person = models.CharField(max_length=7, blank=True)
    iva_responsible = models.BooleanField(default=False)
    simple = models.BooleanField(default=False)
    municipality = models.CharField(max_length=5, blank=True)
    taxes_seq = models.BigIntegerField(default=0)
    kyc_full = models.BooleanField(null=True)
    kyc_seq = models.BigIntegerField(default=0)
    standing = models.CharField(max_length=9, default=ACTIVE)
    standing_seq = models.BigIntegerField(default=0)

    @property
    def blocks(self) -> str:
        """Why its payees are paid nothing: suspended or closed, "" for no reason."""
        return "" if self.standing == ACTIVE else self.standing

    def __str__(self) -> str:
        return str(self.pk)


class MerchantDebt(Row):
    """An invoice of customers that fell overdue or was paid; its id is the invoice's."""

    merchant = models.ForeignKey(MerchantCopy, on_delete=models.PROTECT, related_name="debts")
    paid = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.pk)
