"""What goes in and out about franchises, points and partners."""

from rest_framework import serializers

from apps.franchise.api.operator_bodies import CODE
from apps.franchise.domain.franchises import STATUSES
from apps.franchise.domain.points import SERVICES
from apps.franchise.domain.points import STATUSES as POINT_STATUSES
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f

PARTNERS = ("ally", "agent")


class FranchiseOut(serializers.Serializer):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    customer_id = serializers.UUIDField()
    capital = f.Money()
    monthly_fee = f.Money()
    status = serializers.ChoiceField(choices=STATUSES)
    status_reason = serializers.CharField()
    contract_sha256 = serializers.CharField(help_text="Of the signed PDF; empty while missing")
    terms_sha256 = serializers.CharField(help_text="Of the conditions when it was handed in")
    contract_at = serializers.DateTimeField(allow_null=True)
    activated_at = serializers.DateTimeField(allow_null=True)
    terminated_at = serializers.DateTimeField(allow_null=True)
    revision = serializers.IntegerField(help_text="The ETag")


class FranchiseFilters(Serializer):
    status = serializers.ChoiceField(choices=STATUSES, required=False)
    search = f.Text(max_length=60, required=False)


class FranchiseNew(Serializer):
    code = serializers.RegexField(CODE, max_length=40)
    name = f.Text(max_length=120)
    customer_id = serializers.UUIDField()
    capital = f.Amount()
    monthly_fee = f.Amount(required=False)


class FranchiseChange(Serializer):
    name = f.Text(max_length=120, required=False)
    capital = f.Amount(required=False)
    monthly_fee = f.Amount(required=False)


class Claim(Serializer):
    municipalities = serializers.ListField(child=f.Dane(), min_length=1, max_length=1121)


class Reason(Serializer):
    reason = f.Text(max_length=200)


class TerritoryOut(serializers.Serializer):
    """In force from `starts_at` until before `ends_at` (null: without end)."""

    id = serializers.UUIDField()
    franchise_id = serializers.UUIDField()
    dane_code = serializers.CharField()
    status = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True)


class ClaimOut(serializers.Serializer):
    territories = TerritoryOut(many=True)


class TerritoryFilters(Serializer):
    current = serializers.BooleanField(required=False)


class _PointSettings(Serializer):
    name = f.Text(max_length=120)
    address = f.Text(max_length=200)
    dane_code = f.Dane()
    hours = serializers.DictField(
        child=serializers.ListField(
            child=serializers.ListField(child=f.Text(max_length=5), min_length=2, max_length=2),
            max_length=4,
        ),
        help_text='{"mon": [["08:00", "12:00"], ["14:00", "18:00"]]}',
    )
    services = serializers.ListField(child=serializers.ChoiceField(choices=SERVICES), max_length=5)
    capacity = serializers.IntegerField(min_value=1, max_value=100_000)


class PointNew(_PointSettings):
    code = serializers.RegexField(CODE, max_length=40)
    franchise_id = serializers.UUIDField(allow_null=True)


class PointChange(_PointSettings):
    def get_fields(self):  # type: ignore[no-untyped-def]
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class PointOut(serializers.Serializer):
    id = serializers.UUIDField()
    franchise_id = serializers.UUIDField(allow_null=True)
    code = serializers.CharField()
    name = serializers.CharField()
    address = serializers.CharField()
    dane_code = serializers.CharField()
    hours = serializers.DictField()
    services = serializers.ListField(child=serializers.CharField())
    capacity = serializers.IntegerField(help_text="Parcels")
    status = serializers.ChoiceField(choices=POINT_STATUSES)
    revision = serializers.IntegerField(help_text="The ETag")


class PointFilters(Serializer):
    status = serializers.ChoiceField(choices=POINT_STATUSES, required=False)
    franchise = serializers.UUIDField(required=False)


class PartnerNew(Serializer):
    kind = serializers.ChoiceField(choices=PARTNERS)
    code = serializers.RegexField(CODE, max_length=40)
    name = f.Text(max_length=120)
    customer_id = serializers.UUIDField()
    franchise_id = serializers.UUIDField(required=False, allow_null=True)
    level = serializers.IntegerField(min_value=1, max_value=5, required=False)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True)


class PartnerOut(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=PARTNERS)
    code = serializers.CharField()
    name = serializers.CharField()
    customer_id = serializers.UUIDField()
    franchise_id = serializers.UUIDField(allow_null=True)
    level = serializers.IntegerField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)


class PartnerFilters(Serializer):
    kind = serializers.ChoiceField(choices=PARTNERS, required=False)


class PartnerEnd(Serializer):
    ends_on = serializers.DateField()


class ReferralNew(Serializer):
    merchant_id = serializers.UUIDField()


class ReferralOut(serializers.Serializer):
    id = serializers.UUIDField()
    partner_id = serializers.UUIDField()
    merchant_id = serializers.UUIDField()
    starts_on = serializers.DateField()
