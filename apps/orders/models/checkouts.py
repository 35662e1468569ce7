"""Confirm and pay in one call: what is topped up, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.orders.models.orders import Order
from apps.orders.models.quotes import Offer
from apps.orders.models.titles import titled
from quenty.platform.db import MoneyField, Row

STATUSES = ("started", "awaiting", "paid", "confirmed", "refunding", "refunded", "failed")
OPEN = ("started", "awaiting", "paid", "refunding")


class Checkout(Row):
    """started -> awaiting -> paid -> confirmed; refunding -> refunded when the confirmation was
    refused after it was paid; failed when nothing was. `amount`: what is topped up, zero when
    the wallet has enough. `failure`: the code of the refusal."""

    order = models.ForeignKey(
        Order, verbose_name=_("orden"), on_delete=models.PROTECT, related_name="checkouts"
    )
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    customer_id = models.UUIDField(_("comercio"))  # customers context, no FK
    livemode = models.BooleanField(_("real"), default=True)
    status = models.CharField(_("estado"), max_length=10, default="started")
    method = models.CharField(_("medio"), max_length=10)
    amount = MoneyField(_("recarga"))
    top_up_id = models.UUIDField(null=True, blank=True)  # customers context, no FK
    checkout_url = models.CharField(max_length=500, blank=True)
    allows_other = models.BooleanField(default=False)
    idempotency_key = models.CharField(max_length=255, blank=True)
    actor = models.CharField(_("quién"), max_length=120)
    failure = models.CharField(_("falla"), max_length=80, blank=True)

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("pago y confirmación")
        verbose_name_plural = _("pagos y confirmaciones")
        constraints = (
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="checkout_status_known"),
            models.UniqueConstraint(
                fields=("order",), condition=Q(status__in=OPEN), name="checkout_one_open"
            ),
        )
        indexes = (
            models.Index(
                fields=("updated_at",), condition=Q(status__in=OPEN), name="checkout_sweep"
            ),
        )

    def __str__(self) -> str:
        return titled(self.order_id, self.status)
