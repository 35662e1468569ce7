"""The merchant's request to ship: the order, what it holds and the parcels it is in."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q, Value

from apps.orders.domain.states import OPEN_CONFIRMATIONS, OrderEvent, OrderStatus, Payer
from apps.orders.models.parties import WithOrigin, WithRecipient
from apps.orders.models.titles import titled
from quenty.kernel import clock
from quenty.platform.db import MoneyField, Row


class Order(WithOrigin, WithRecipient, Row):
    """`reference`: the merchant's own number, unique for it when given. `channel`: api,
    import, admin or a shop's name. `version` grows with each change. `quote_id`: the quote
    in force while quoted. `attempts`: confirmations begun."""

    customer_id = models.UUIDField()  # customers context, no FK
    livemode = models.BooleanField(default=True)
    status = models.CharField(max_length=12, default=OrderStatus.PENDING.value)
    version = models.PositiveIntegerField(default=1)
    reference = models.CharField(max_length=64, blank=True)
    channel = models.CharField(max_length=20, default="api")
    contents = models.CharField(max_length=200)
    notes = models.CharField(max_length=500, blank=True)
    declared_value = MoneyField()
    cod_amount = MoneyField()
    payer = models.CharField(max_length=10, default=Payer.SENDER.value)
    quote_id = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_by = models.CharField(max_length=120)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-created_at",)
        indexes = (
            models.Index(fields=("customer_id", "livemode", "-created_at"), name="order_customer"),
            models.Index(fields=("status", "-created_at"), name="order_status"),
            models.Index(fields=("recipient_phone",), name="order_phone"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in OrderStatus]), name="order_status_known"
            ),
            models.CheckConstraint(
                condition=Q(payer__in=[p.value for p in Payer]), name="order_payer_known"
            ),
            models.CheckConstraint(
                condition=Q(declared_value__gt=Value(0)), name="order_declared_value_positive"
            ),
            models.CheckConstraint(
                condition=Q(cod_amount__gte=Value(0)), name="order_cod_not_negative"
            ),
            models.UniqueConstraint(
                fields=("customer_id", "livemode", "reference"),
                condition=~Q(reference=""),
                name="order_reference_once",
            ),
        )

    def __str__(self) -> str:
        return self.reference or str(self.id)

    def has_open_confirmation(self) -> bool:
        open_ = [status.value for status in OPEN_CONFIRMATIONS]
        return bool(self.attempts) and self.confirmations.filter(status__in=open_).exists()


class OrderLine(Row):
    """Something in the order. `unit_price`: what the buyer paid for one, before freight."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    sku = models.CharField(max_length=64, blank=True)
    description = models.CharField(max_length=200)
    quantity = models.PositiveIntegerField()
    unit_price = MoneyField()
    hs_code = models.CharField(max_length=10, blank=True)
    serial = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("order", "position"), name="order_line_position"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="order_line_quantity"),
            models.CheckConstraint(condition=Q(unit_price__gte=Value(0)), name="order_line_price"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} x {self.description}"


class Piece(Row):
    """One parcel, numbered from 1. Weight in grams, sides in millimetres, as declared."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveSmallIntegerField()
    weight_g = models.PositiveIntegerField()
    length_mm = models.PositiveIntegerField()
    width_mm = models.PositiveIntegerField()
    height_mm = models.PositiveIntegerField()
    contents = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("order", "number"), name="piece_number_once"),
            models.CheckConstraint(
                condition=Q(weight_g__gt=0, length_mm__gt=0, width_mm__gt=0, height_mm__gt=0),
                name="piece_has_size",
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="piece_number_positive"),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.weight_kg} kg"

    @property
    def weight_kg(self) -> Decimal:
        return Decimal(self.weight_g) / 1000

    @property
    def length_cm(self) -> Decimal:
        return Decimal(self.length_mm) / 10

    @property
    def width_cm(self) -> Decimal:
        return Decimal(self.width_mm) / 10

    @property
    def height_cm(self) -> Decimal:
        return Decimal(self.height_mm) / 10


class OrderTransition(Row):
    """One move of an order. Append-only by grant. `source`: api, import, admin, system."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="transitions")
    event = models.CharField(max_length=12)
    from_status = models.CharField(max_length=12, blank=True)
    to_status = models.CharField(max_length=12)
    occurred_at = models.DateTimeField(default=clock.now)
    actor = models.CharField(max_length=120)
    source = models.CharField(max_length=20)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("created_at", "id")
        indexes = (models.Index(fields=("order", "created_at"), name="order_transition_order"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(to_status__in=[s.value for s in OrderStatus])
                & Q(from_status__in=["", *(s.value for s in OrderStatus)]),
                name="order_transition_status_known",
            ),
            models.CheckConstraint(
                condition=Q(event__in=["create", *(e.value for e in OrderEvent)]),
                name="order_transition_event_known",
            ),
            models.CheckConstraint(
                condition=~Q(from_status=F("to_status")) | Q(event=OrderEvent.QUOTE.value),
                name="order_transition_moves",
            ),
        )

    def __str__(self) -> str:
        return titled(self.from_status or "-", "->", self.to_status)
