"""What goes in and out about parcels, commissions, rules and tax rows."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from apps.franchise.api.operator_bodies import CODE
from apps.franchise.domain.commissions.rules import BASES, REACHES, SCOPES, SIZES
from apps.franchise.domain.commissions.states import STATUSES
from apps.franchise.domain.commissions.tiers import GUIDES, MARGINAL, MEASURES, METHODS
from apps.franchise.domain.settlement.profiles import COMMISSION, CONCEPTS, PERSONS, WITHHOLDINGS
from apps.franchise.services.add_payee import KINDS as PAYEES_BY_HAND
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f

TAXES = ("iva", *WITHHOLDINGS, "uvt")


class ParcelOut(serializers.Serializer):
    """A guide in a franchise's territory; amounts without tax."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    franchise_id = serializers.UUIDField(allow_null=True)
    origin = serializers.CharField()
    destination = serializers.CharField()
    freight = f.Money(allow_null=True)
    issued_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)
    failures = serializers.IntegerField()
    incidents = serializers.IntegerField()
    given_back = serializers.BooleanField()


class ParcelFilters(Serializer):
    number = f.Text(max_length=40, required=False)


class CommissionOut(serializers.Serializer):
    id = serializers.UUIDField()
    guide_id = serializers.UUIDField()
    guide = serializers.CharField(source="guide.number")
    payee_id = serializers.UUIDField()
    kind = serializers.CharField()
    rule = serializers.CharField(source="rule.code")
    amount = f.Money()
    status = serializers.ChoiceField(choices=STATUSES)
    reason = serializers.CharField()
    earned_on = serializers.DateField()
    settlement_id = serializers.UUIDField(allow_null=True)


class CommissionFilters(Serializer):
    status = serializers.ChoiceField(choices=STATUSES, required=False)
    payee = serializers.UUIDField(required=False)
    guide = serializers.UUIDField(required=False)


class CommissionsOut(serializers.Serializer):
    commissions = CommissionOut(many=True)


class CountOut(serializers.Serializer):
    count = serializers.IntegerField()


class Adjustment(Serializer):
    freight = f.Amount()
    reference = f.Text(max_length=80)


class BandIn(Serializer):
    """`from`: pesos of the month's basis, or guides."""

    percent = serializers.DecimalField(
        max_digits=7, decimal_places=4, min_value=Decimal(0), max_value=Decimal(100)
    )

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python's.
        start = serializers.DecimalField(max_digits=15, decimal_places=2, min_value=Decimal(0))
        return {"from": start, **super().get_fields()}


class RuleNew(Serializer):
    code = serializers.RegexField(CODE, max_length=40)
    scope = serializers.ChoiceField(choices=SCOPES)
    payee_id = serializers.UUIDField(required=False, allow_null=True)
    merchant_id = serializers.UUIDField(required=False, allow_null=True)
    size = serializers.ChoiceField(choices=SIZES, required=False)
    reach = serializers.ChoiceField(choices=REACHES, required=False)
    basis = serializers.ChoiceField(choices=BASES, default="freight")
    fixed = f.Amount(required=False)
    bands = BandIn(many=True, required=False, max_length=100)
    measure = serializers.ChoiceField(choices=MEASURES, default=GUIDES)
    method = serializers.ChoiceField(choices=METHODS, default=MARGINAL)
    minimum = f.Amount(required=False)
    maximum = f.Amount(required=False)
    bonus = serializers.BooleanField(default=False)
    concept = serializers.ChoiceField(choices=CONCEPTS, default=COMMISSION)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(required=False, allow_null=True)


class RuleOut(serializers.Serializer):
    id = serializers.UUIDField()
    code = serializers.CharField()
    scope = serializers.CharField()
    payee_id = serializers.UUIDField(allow_null=True)
    merchant_id = serializers.UUIDField(allow_null=True)
    size = serializers.CharField()
    reach = serializers.CharField()
    basis = serializers.CharField()
    fixed = f.Money(allow_null=True)
    bands = serializers.ListField(child=serializers.DictField())
    measure = serializers.CharField()
    method = serializers.CharField()
    minimum = f.Money(allow_null=True)
    maximum = f.Money(allow_null=True)
    bonus = serializers.BooleanField()
    concept = serializers.ChoiceField(choices=CONCEPTS)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)


class RuleEnd(Serializer):
    valid_to = serializers.DateField()


class _TaxRate(Serializer):
    tax = serializers.ChoiceField(choices=TAXES)
    concept = serializers.ChoiceField(choices=CONCEPTS, required=False)
    profile = f.Text(max_length=12, required=False)
    place = f.Dane(required=False)
    rate = serializers.DecimalField(max_digits=12, decimal_places=4, min_value=Decimal(0))
    from_uvt = serializers.IntegerField(min_value=0, max_value=100_000, required=False)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(required=False, allow_null=True)


class TaxRateNew(_TaxRate):
    """`rate`: percent (0.966 is 9.66 per mille); pesos for the UVT."""


class TaxRateOut(serializers.Serializer):
    id = serializers.UUIDField()
    tax = serializers.CharField()
    concept = serializers.CharField()
    profile = serializers.CharField()
    place = serializers.CharField()
    rate = serializers.DecimalField(max_digits=12, decimal_places=4)
    from_uvt = serializers.IntegerField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)


class PayerProfileNew(Serializer):
    """Quenty's own: `agent_for`, the taxes it withholds; `ica_places`, where, for ICA. Who it
    is, for certificates: `name`, `nit`, `address` and `dane_code`, all or none."""

    valid_from = serializers.DateField()
    agent_for = serializers.ListField(
        child=serializers.ChoiceField(choices=WITHHOLDINGS), max_length=3
    )
    ica_places = serializers.ListField(child=f.Dane(), max_length=1200)
    name = f.Text(max_length=200, required=False)
    nit = f.Text(max_length=20, required=False)
    address = f.Text(max_length=200, required=False)
    dane_code = f.Dane(required=False)


class PayerProfileOut(serializers.Serializer):
    id = serializers.UUIDField()
    valid_from = serializers.DateField()
    agent_for = serializers.ListField(child=serializers.CharField())
    ica_places = serializers.ListField(child=serializers.CharField())
    name = serializers.CharField()
    nit = serializers.CharField()
    address = serializers.CharField()
    dane_code = serializers.CharField()


class PayeeNew(Serializer):
    """`of`: the point's or operator's id. `customer_id`: whose wallet is paid."""

    kind = serializers.ChoiceField(choices=PAYEES_BY_HAND)
    of = serializers.UUIDField()
    customer_id = serializers.UUIDField()


class PayeeOut(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    name = serializers.CharField()
    customer_id = serializers.UUIDField()
    franchise_id = serializers.UUIDField(allow_null=True)
    person = serializers.ChoiceField(choices=PERSONS)
    iva_responsible = serializers.BooleanField()
    filer = serializers.BooleanField()
    simple = serializers.BooleanField()
    self_withholds = serializers.ListField(child=serializers.CharField())
    municipality = serializers.CharField()
    blocked = serializers.CharField(
        help_text="suspended or closed: its customer's account, so that it is not paid"
    )


class TaxProfile(Serializer):
    person = serializers.ChoiceField(choices=PERSONS, required=False)
    iva_responsible = serializers.BooleanField(required=False)
    filer = serializers.BooleanField(required=False)
    simple = serializers.BooleanField(required=False)
    self_withholds = serializers.ListField(
        child=serializers.ChoiceField(choices=WITHHOLDINGS), required=False, max_length=3
    )
    municipality = f.Dane(required=False)
