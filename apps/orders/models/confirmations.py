"""One attempt to confirm an order: the saga's memory."""

from django.db import models
from django.db.models import Q

from apps.orders.domain.states import OPEN_CONFIRMATIONS, ConfirmationStatus
from apps.orders.models.orders import Order
from apps.orders.models.quotes import Offer
from apps.orders.models.titles import titled
from quenty.platform.db import MoneyField, Row


class Confirmation(Row):
    """The ledger's idempotency keys derive from `id`. `charge`: what is held and captured,
    zero when the recipient pays the freight. `idempotency_key`: the caller's, "" for none.
    `failure`: the code of the refusal. `number`: the guide's, given before its operator is
    asked, which books under it; `operator_number`: the operator's own. `chosen_offer`: the one
    that the merchant took; `instead_of` the attempt whose operator could not, and why.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="confirmations")
    attempt = models.PositiveSmallIntegerField()
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, default=ConfirmationStatus.STARTED.value)
    charge = MoneyField()
    hold_id = models.UUIDField(null=True, blank=True)  # customers context, no FK
    idempotency_key = models.CharField(max_length=255, blank=True)
    actor = models.CharField(max_length=120)
    failure = models.CharField(max_length=80, blank=True)
    number = models.CharField(max_length=30, blank=True)
    operator_number = models.CharField(max_length=60, blank=True)
    allows_other = models.BooleanField(default=False)
    chosen_offer = models.ForeignKey(
        Offer, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    instead_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="followed_by", null=True, blank=True
    )
    switch_reason = models.CharField(max_length=12, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "attempt")
        constraints = (
            models.UniqueConstraint(fields=("order", "attempt"), name="confirmation_attempt_once"),
            models.UniqueConstraint(
                fields=("order",),
                condition=Q(status__in=sorted(s.value for s in OPEN_CONFIRMATIONS)),
                name="confirmation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in ConfirmationStatus]),
                name="confirmation_status_known",
            ),
        )
        indexes = (models.Index(fields=("status", "updated_at"), name="confirmation_sweep"),)

    def __str__(self) -> str:
        return titled(self.order_id, f"#{self.attempt}", self.status)
