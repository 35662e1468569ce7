"""Coverage over HTTP."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from rest_framework import serializers

from apps.franchise.api.reports import ReportOut, plain_report, refuse_faults
from apps.franchise.api.routes import READ, WRITE, routes
from apps.franchise.selectors import services as selectors
from apps.franchise.services import import_coverage as imports
from quenty.kernel import dane
from quenty.platform.http import Call, Serializer

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import Coverage


class CoverageOut(serializers.Serializer):
    dane_code = serializers.CharField()
    municipality = serializers.SerializerMethodField()
    department = serializers.SerializerMethodField()
    pickup = serializers.BooleanField()
    delivery = serializers.BooleanField()
    cod = serializers.BooleanField()
    remote = serializers.BooleanField()
    extra_days = serializers.IntegerField()

    def get_municipality(self, row: "Coverage") -> str:
        return dane.municipalities()[row.dane_code].name

    def get_department(self, row: "Coverage") -> str:
        return dane.municipalities()[row.dane_code].department


def _tristate() -> serializers.BooleanField:
    return serializers.BooleanField(required=False, allow_null=True, default=None)


class CoverageFilters(Serializer):
    department = serializers.ChoiceField(choices=sorted(dane.departments()), required=False)
    pickup = _tristate()
    delivery = _tristate()
    cod = _tristate()
    remote = _tristate()


class CoverageUpload(Serializer):
    file = serializers.FileField(allow_empty_file=True, help_text="CSV, see templates/coverage.csv")
    dry_run = serializers.BooleanField(default=False)


class CoverageReport(ReportOut):
    added = serializers.IntegerField()
    changed = serializers.IntegerField()
    removed = serializers.IntegerField()
    unchanged = serializers.IntegerField()


@routes.list(
    "services/{service_id}/coverage",
    item=CoverageOut,
    query=CoverageFilters,
    ordering=("dane_code",),
    access=READ,
)
def list_coverage(call: Call, service_id: UUID) -> "QuerySet[Coverage]":
    """Municipalities that a service serves"""
    return selectors.coverage(call.principal, service_id, **call.query)


@routes.post(
    "services/{service_id}/coverage",
    upload=True,
    body=CoverageUpload,
    answer=CoverageReport,
    status=200,
    access=WRITE,
)
def import_coverage(call: Call, service_id: UUID) -> dict[str, Any]:
    """Replace a service's coverage by a file's, or look what it would do"""
    dry_run = call.body["dry_run"]
    done = imports.import_coverage(
        service_id=service_id,
        data=call.body["file"].read(),
        actor=call.actor,
        dry_run=dry_run,
    )
    refuse_faults(done.report, dry_run=dry_run, language=call.language)
    return {
        **plain_report(done.report, dry_run=dry_run, applied=done.applied, language=call.language),
        "added": done.added,
        "changed": done.changed,
        "removed": done.removed,
        "unchanged": done.unchanged,
    }
