"""Paying at the door without cash: by QR or link, before the parcel is handed over."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.orders.models.cod import Cod
from apps.orders.models.titles import titled
from quenty.kernel.money import Money
from quenty.platform.db import MoneyField, Row


class CodPayment(Row):
    """`status`: pending, confirmed (by the provider's signature), declined. `reference`: the
    provider's own. `surplus`: what it paid beyond what was still to be collected, owed to the
    recipient until `returned_at`."""

    cod = models.ForeignKey(Cod, on_delete=models.PROTECT, related_name="payments")
    provider = models.CharField(max_length=20)
    method = models.CharField(max_length=4)
    amount = MoneyField()
    status = models.CharField(max_length=9, default="pending")
    reference = models.CharField(max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    surplus = MoneyField(default=Money.zero)
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("pago de recaudo")
        verbose_name_plural = _("pagos de recaudos")
        constraints = (
            models.UniqueConstraint(
                fields=("cod",), condition=Q(status="pending"), name="cod_payment_one_open"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "confirmed", "declined"]),
                name="cod_payment_status_known",
            ),
            models.CheckConstraint(
                condition=Q(method__in=["qr", "link"]), name="cod_payment_method_known"
            ),
        )

    def __str__(self) -> str:
        return titled(self.method, self.amount)
