"""What is asked and answered of weight disputes, refunds, claims and their files."""

from decimal import Decimal
from typing import TYPE_CHECKING

from rest_framework import serializers

from apps.orders.domain.intake import MAX_SIDE_MM, MAX_WEIGHT_G
from apps.orders.domain.money.claims import ClaimKind, ClaimStatus
from apps.orders.domain.money.weights import WeightStatus
from apps.orders.services.weight.report import Measured
from quenty.kernel.money import Money
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from apps.orders.models import Claim

_LONGEST = Decimal(MAX_SIDE_MM) / 10


class MeasuredBody(Serializer):
    number = serializers.IntegerField(min_value=1, max_value=1000)
    weight_kg = f.Measure(largest=Decimal(MAX_WEIGHT_G) / 1000)
    length_cm = f.Measure(largest=_LONGEST, places=1)
    width_cm = f.Measure(largest=_LONGEST, places=1)
    height_cm = f.Measure(largest=_LONGEST, places=1)


class WeightBody(Serializer):
    """Pieces that are not named are as they were declared."""

    pieces = MeasuredBody(many=True, min_length=1, max_length=100)
    notes = f.Text(max_length=500, default="", allow_blank=True)


def measured(body: dict[str, object]) -> list[Measured]:
    pieces: list[dict[str, Decimal]] = body["pieces"]  # type: ignore[assignment]
    return [
        Measured(
            int(piece["number"]),
            int(piece["weight_kg"] * 1000),
            int(piece["length_cm"] * 10),
            int(piece["width_cm"] * 10),
            int(piece["height_cm"] * 10),
        )
        for piece in pieces
    ]


class WeightOut(Serializer):
    """Grams to charge for, declared and measured; `amount`: what more it costs, taxes in.
    Charged at `due_at` unless appealed."""

    id = serializers.UUIDField()
    number = serializers.CharField(source="guide.number")
    customer_id = serializers.UUIDField()
    status = serializers.CharField()
    declared_g = serializers.IntegerField()
    measured_g = serializers.IntegerField()
    amount = f.Money()
    notes = serializers.CharField()
    appeal = serializers.CharField()
    reason = serializers.CharField()
    due_at = serializers.DateTimeField()
    resolved_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class WeightFilters(Serializer):
    status = serializers.ChoiceField(choices=[s.value for s in WeightStatus], required=False)
    customer_id = serializers.UUIDField(required=False)


class AppealBody(Serializer):
    reason = f.Text(max_length=500)


class DisputeDecisionBody(Serializer):
    """`upheld`: the measured weight stands."""

    upheld = serializers.BooleanField()
    reason = f.Text(max_length=300)


class ClaimBody(Serializer):
    """`asked`: what the contents were worth; no more than declared is paid for them."""

    number = f.Text(max_length=30)
    kind = serializers.ChoiceField(choices=[k.value for k in ClaimKind])
    asked = f.Amount(minimum=1)
    description = f.Text(max_length=1000, multiline=True)


class ClaimOut(Serializer):
    """`most`: what the regime gives for it at most. To be decided by `decide_by`.
    `turned_up_at`: when the lost parcel was told of; `overturned_at`: what was paid for it was
    taken back."""

    id = serializers.UUIDField()
    number = serializers.CharField(source="guide.number")
    customer_id = serializers.UUIDField()
    kind = serializers.CharField()
    regime = serializers.CharField()
    status = serializers.CharField()
    asked = f.Money()
    most = serializers.SerializerMethodField()
    amount = f.Money(allow_null=True)
    description = serializers.CharField()
    reason = serializers.CharField()
    decide_by = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    recovery = serializers.CharField()
    turned_up_at = serializers.DateTimeField(allow_null=True)
    overturned_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()

    def get_most(self, claim: "Claim") -> dict[str, str]:
        return f.Money().to_representation(claim.tariff + claim.value)


class ClaimFilters(Serializer):
    status = serializers.ChoiceField(choices=[s.value for s in ClaimStatus], required=False)
    kind = serializers.ChoiceField(choices=[k.value for k in ClaimKind], required=False)
    overdue = serializers.BooleanField(required=False, allow_null=True, default=None)
    turned_up = serializers.BooleanField(required=False, allow_null=True, default=None)
    customer_id = serializers.UUIDField(required=False)


class PayClaimBody(Serializer):
    """`recover`: of `amount`, what the operator has to make good."""

    amount = f.Amount(minimum=1)
    recover = f.Amount(default=Money.zero)
    reason = f.Text(max_length=500)


class RecoveryBody(Serializer):
    recovered = serializers.BooleanField()
    reason = f.Text(max_length=300)


class OverturnDecisionBody(Serializer):
    approve = serializers.BooleanField()


class EvidenceBody(Serializer):
    file = serializers.FileField(help_text="PDF, JPEG or PNG of up to 5 MB")


class EvidenceOut(Serializer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    created_at = serializers.DateTimeField()
