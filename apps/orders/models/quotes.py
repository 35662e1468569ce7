"""Quotes: a snapshot of every service's offer for one shipment. Append-only by grant."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q, Value

from apps.orders.domain.pricing.kept_lines import PriceLine, from_kept
from apps.orders.domain.pricing.quoted import QuotedOffer
from apps.orders.domain.states import Payer
from apps.orders.models.orders import Order
from quenty.platform.db import MoneyField, Row
from quenty.platform.db.packed import PackedJSONField


class Quote(Row):
    """What was asked. `order` is null for a quote of a shipment that is no order yet.

    `pieces`: list of {weight_g, length_mm, width_mm, height_mm}. `catalogue`: the stamp
    of the local rates it was priced with. `modes`: those wished for, none meaning any.
    `offered`: what every service asks, as `domain.pricing.quoted` keeps it, the cheapest first.
    """

    customer_id = models.UUIDField()  # customers context, no FK
    livemode = models.BooleanField(default=True)
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="quotes", null=True, blank=True
    )
    origin_dane = models.CharField(max_length=5)
    destination_dane = models.CharField(max_length=5)
    pieces = models.JSONField()
    declared_value = MoneyField()
    cod_amount = MoneyField()
    payer = models.CharField(max_length=10)
    expires_at = models.DateTimeField()
    catalogue = models.UUIDField()
    modes = models.JSONField(default=list)
    created_by = models.CharField(max_length=120)
    offered: Any = PackedJSONField(default=list)

    class Meta:
        ordering = ("-created_at",)
        indexes = (
            models.Index(fields=("customer_id", "livemode", "-created_at"), name="quote_customer"),
            models.Index(fields=("expires_at",), name="quote_expiry"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(payer__in=[p.value for p in Payer]), name="quote_payer_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.origin_dane} -> {self.destination_dane}"

    @cached_property
    def offers(self) -> tuple[QuotedOffer, ...]:
        return tuple(QuotedOffer.of_kept(kept) for kept in self.offered)

    def offer(self, offer_id: UUID) -> QuotedOffer | None:
        return next((offer for offer in self.offers if offer.id == offer_id), None)


class Offer(Row):
    """The offer of a quote that was taken: to pay, to confirm, or in the place of another.

    `reasons`: list of {code, params}; empty when `available`. `service`: the terms of the
    service as they stood (operator, NIT, registration, claims channel, divisor, regime ...).
    Ranks count from 1 among the available ones. `score`: 0 to 100, higher is better.
    `liquidation`: what the merchant receives of a COD order, delivered and returned. `lines`:
    by side (selling, cost; return, the freight back, which is in no total), as
    `domain.pricing.kept_lines` writes them; those of a side add up to its total exactly.
    """

    quote = models.ForeignKey(Quote, on_delete=models.PROTECT, related_name="taken")
    operator_id = models.UUIDField()  # franchise context, no FK
    operator_code = models.CharField(max_length=40)
    operator_name = models.CharField(max_length=120)
    service_id = models.UUIDField()  # franchise context, no FK
    service_code = models.CharField(max_length=40)
    service_name = models.CharField(max_length=120)
    service = models.JSONField()
    available = models.BooleanField()
    reasons = models.JSONField(default=list)
    zone = models.CharField(max_length=40, blank=True)
    chargeable_g = models.PositiveIntegerField(default=0)
    transit_days = models.PositiveSmallIntegerField(null=True)
    estimated_delivery = models.DateField(null=True)
    subtotal = MoneyField(null=True)
    tax = MoneyField(null=True)
    total = MoneyField(null=True)
    cost_total = MoneyField(null=True)
    return_freight = MoneyField(null=True)
    liquidation = models.JSONField(null=True)
    lines = models.JSONField(default=dict)
    sheet_version = models.PositiveIntegerField(null=True)
    sheet_hash = models.CharField(max_length=64, blank=True)
    cost_sheet_hash = models.CharField(max_length=64, blank=True)
    rank_price = models.PositiveSmallIntegerField(null=True)
    rank_time = models.PositiveSmallIntegerField(null=True)
    rank_score = models.PositiveSmallIntegerField(null=True)
    score = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("rank_price", "operator_code", "service_code")
        constraints = (
            models.UniqueConstraint(fields=("quote", "service_id"), name="offer_service_once"),
            models.CheckConstraint(
                condition=Q(available=False) | Q(total__isnull=False), name="offer_has_price"
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(total__gte=Value(0)),
                name="offer_total_not_negative",
            ),
        )

    def __str__(self) -> str:
        return f"{self.operator_name} {self.service_name}"

    def lines_of(self, side: str) -> tuple[PriceLine, ...]:
        """In their order; none of a side that has no price."""
        return from_kept(self.lines.get(side, ()))
