"""What goes in and out about rate sheets."""

from rest_framework import serializers

from apps.franchise.api.reports import ReportOut
from apps.franchise.domain.sheets import SIDES, STATUSES
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f


class WarningOut(serializers.Serializer):
    code = serializers.CharField()
    es = serializers.CharField()
    en = serializers.CharField()


class SheetOut(serializers.Serializer):
    id = serializers.UUIDField()
    service_id = serializers.UUIDField()
    service_name = serializers.CharField(source="service.name")
    operator_id = serializers.UUIDField(source="service.operator_id")
    operator_name = serializers.CharField(source="service.operator.trade_name")
    side = serializers.ChoiceField(choices=SIDES)
    version = serializers.IntegerField()
    status = serializers.ChoiceField(choices=STATUSES)
    hash = serializers.CharField(help_text="SHA-256 of the canonical content")
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True, help_text="The first day without it")
    source = serializers.CharField()
    note = serializers.CharField()
    row_count = serializers.IntegerField()
    warnings = WarningOut(many=True)
    published_at = serializers.DateTimeField(allow_null=True)
    published_by = serializers.CharField()
    superseded_at = serializers.DateTimeField(allow_null=True)
    revision = serializers.IntegerField(help_text="The ETag")
    created_at = serializers.DateTimeField()


class ZoneOut(serializers.Serializer):
    zone = serializers.CharField()
    rank = serializers.IntegerField()
    transit_days = serializers.IntegerField()
    extra_kg = f.Money()


class BracketOut(serializers.Serializer):
    zone = serializers.CharField()
    up_to_kg = serializers.DecimalField(max_digits=9, decimal_places=3)
    price = f.Money()


class SurchargeOut(serializers.Serializer):
    kind = serializers.CharField()
    percent = serializers.DecimalField(max_digits=8, decimal_places=4)
    fixed = f.Money()
    minimum = f.Money()


class TaxOut(serializers.Serializer):
    line = serializers.CharField()
    code = serializers.CharField()
    rate = serializers.DecimalField(max_digits=8, decimal_places=4)
    over_kg = serializers.DecimalField(max_digits=9, decimal_places=3)
    up_to_kg = serializers.DecimalField(max_digits=9, decimal_places=3, allow_null=True)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)


class ExceptionOut(serializers.Serializer):
    """`percent` off the carriage; `from_guides`, `up_to_guides`: of the merchant's month."""

    merchant_id = serializers.UUIDField(allow_null=True)
    zone = serializers.CharField()
    from_guides = serializers.IntegerField()
    up_to_guides = serializers.IntegerField(allow_null=True)
    percent = serializers.DecimalField(max_digits=8, decimal_places=4)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)


class SheetDetailOut(SheetOut):
    zones = ZoneOut(source="zonerows.all", many=True)
    brackets = BracketOut(source="bracketrows.all", many=True)
    surcharges = SurchargeOut(source="surchargerows.all", many=True)
    taxes = TaxOut(source="taxrows.all", many=True)
    exceptions = ExceptionOut(source="exceptionrows.all", many=True)


class PairOut(serializers.Serializer):
    origin = serializers.CharField()
    destination = serializers.CharField()
    zone = serializers.CharField()


class SheetFilters(Serializer):
    service = serializers.UUIDField(required=False)
    operator = serializers.UUIDField(required=False)
    side = serializers.ChoiceField(choices=SIDES, required=False)
    status = serializers.ChoiceField(choices=STATUSES, required=False)


class SheetUpload(Serializer):
    file = serializers.FileField(
        allow_empty_file=True, help_text="CSV, see templates/rate-sheet.csv"
    )
    side = serializers.ChoiceField(choices=SIDES)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(required=False)
    note = f.Text(max_length=200, required=False, allow_blank=True)
    dry_run = serializers.BooleanField(default=False)


class SheetReport(ReportOut):
    sheet = SheetOut(allow_null=True)


class SheetChange(Serializer):
    valid_from = serializers.DateField(required=False)
    valid_to = serializers.DateField(required=False, allow_null=True)
    note = f.Text(max_length=200, required=False, allow_blank=True)
