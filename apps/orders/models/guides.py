"""The waybill: number, pieces and everything that was told of them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from apps.orders.domain.states import GuideStatus
from apps.orders.models.confirmations import Confirmation
from apps.orders.models.operators import OperatorAccount
from apps.orders.models.orders import Order, Piece
from apps.orders.models.quotes import Offer
from apps.orders.models.titles import titled
from quenty.platform.db import MoneyField, Row

_STATUSES = [s.value for s in GuideStatus]


class Guide(Row):
    """One an order that is not voided. Prices are the accepted offer's.

    `service`: the operator's terms as they stood when the guide was issued, for what the
    law asks on it. `collect`: what the courier collects at the door (COD and, when the
    recipient pays it, the freight). `account`: how its operator is reached, null for one that
    works by its sheet; `operator_number`: its own number of it; `next_poll_at`: when it is
    asked for next, null for never. `office_until`: the last day that an office keeps it;
    `office_told`: how many days before it that was told of last, null for not yet.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="guides")
    confirmation = models.OneToOneField(
        Confirmation, on_delete=models.PROTECT, related_name="guide"
    )
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=30, unique=True)
    customer_id = models.UUIDField()  # customers context, no FK
    livemode = models.BooleanField(default=True)
    operator_id = models.UUIDField()  # franchise context, no FK
    operator_name = models.CharField(max_length=120)
    service_id = models.UUIDField()  # franchise context, no FK
    service_name = models.CharField(max_length=120)
    service = models.JSONField()
    status = models.CharField(max_length=20, default=GuideStatus.GENERATED.value)
    version = models.PositiveIntegerField(default=1)
    piece_count = models.PositiveSmallIntegerField()
    origin_dane = models.CharField(max_length=5)
    destination_dane = models.CharField(max_length=5)
    chargeable_g = models.PositiveIntegerField()
    zone = models.CharField(max_length=40)
    declared_value = MoneyField()
    cod_amount = MoneyField()
    collect = MoneyField()
    price = MoneyField()
    cost = MoneyField(null=True)
    issued_at = models.DateTimeField()
    estimated_delivery = models.DateField(null=True)
    picked_up_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    account = models.ForeignKey(
        OperatorAccount, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    operator_number = models.CharField(max_length=60, blank=True)
    tracking_url = models.CharField(max_length=300, blank=True)
    next_poll_at = models.DateTimeField(null=True, blank=True)
    office_until = models.DateField(null=True, blank=True)
    office_told = models.PositiveSmallIntegerField(null=True, blank=True)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-issued_at",)
        indexes = (
            models.Index(fields=("customer_id", "livemode", "-issued_at"), name="guide_customer"),
            models.Index(fields=("operator_id", "-issued_at"), name="guide_operator"),
            models.Index(fields=("status", "issued_at"), name="guide_status"),
            models.Index(
                fields=("next_poll_at",),
                condition=Q(next_poll_at__isnull=False),
                name="guide_poll",
            ),
            models.Index(
                fields=("operator_number",),
                condition=~Q(operator_number=""),
                name="guide_operator_number",
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(status__in=_STATUSES), name="guide_status_known"),
            models.CheckConstraint(condition=Q(price__gte=Value(0)), name="guide_price"),
            models.UniqueConstraint(
                fields=("order",),
                condition=~Q(status=GuideStatus.VOIDED.value),
                name="guide_one_living_an_order",
            ),
        )

    def __str__(self) -> str:
        return self.number


class GuidePiece(Row):
    """A piece of the guide with its own state; `number` is the parcel's own, from 1."""

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="pieces")
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20, default=GuideStatus.GENERATED.value)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("guide", "number"), name="guide_piece_number_once"),
            models.CheckConstraint(
                condition=Q(status__in=_STATUSES), name="guide_piece_status_known"
            ),
        )

    def __str__(self) -> str:
        return titled(self.number, self.status)


class GuideEvent(Row):
    """Something told of a guide's pieces, at its own time. Append-only by grant.

    `applied`: whether it moved a piece. `source`: api, field, operator, import, system, admin
    or correction. `external_id`: the operator's id of it, once for each guide.
    `place`: a five-digit municipality code or words. `from_status`, `to_status`: of the
    guide, before and after. `proof`: of a delivery, what there is of PROOFS; `proof_pending`:
    what of it was still on a courier's phone.
    """

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="events")
    piece_numbers = ArrayField(models.PositiveSmallIntegerField())
    event = models.CharField(max_length=20)
    occurred_at = models.DateTimeField()
    applied = models.BooleanField()
    from_status = models.CharField(max_length=20, blank=True)
    to_status = models.CharField(max_length=20)
    source = models.CharField(max_length=20)
    place = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    notes = models.CharField(max_length=500, blank=True)
    proof = ArrayField(
        models.CharField(max_length=10), verbose_name=_("prueba"), default=list, blank=True
    )
    proof_pending = ArrayField(
        models.CharField(max_length=10),
        verbose_name=_("prueba por llegar"),
        default=list,
        blank=True,
    )
    actor = models.CharField(max_length=120)
    external_id = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("occurred_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("guide", "external_id"),
                condition=~Q(external_id=""),
                name="guide_event_external_once",
            ),
            models.UniqueConstraint(
                fields=("guide", "event", "occurred_at", "source", "piece_numbers"),
                name="guide_event_once",
            ),
            models.CheckConstraint(condition=Q(event__in=_STATUSES), name="guide_event_known"),
            models.CheckConstraint(
                condition=Q(to_status__in=_STATUSES) & Q(from_status__in=["", *_STATUSES]),
                name="guide_event_status_known",
            ),
        )

    def __str__(self) -> str:
        return titled(self.event, f"{self.occurred_at:%Y-%m-%d %H:%M}")
