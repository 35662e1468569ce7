"""Looking into a rate sheet, and at what changed between two versions."""

from typing import TYPE_CHECKING
from uuid import UUID

from rest_framework import serializers

from apps.franchise.api.routes import READ, routes
from apps.franchise.api.sheet_bodies import PairOut, SheetOut
from apps.franchise.selectors import differences
from apps.franchise.selectors import sheets as selectors
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import PairRow


class PairFilters(Serializer):
    zone = f.Text(max_length=20, required=False)
    origin = f.Text(max_length=5, required=False)
    destination = f.Text(max_length=5, required=False)


class DifferenceQuery(Serializer):
    against = serializers.UUIDField(help_text="The older version")


class ChangeOut(serializers.Serializer):
    section = serializers.CharField(
        help_text="zones, pairs, brackets, surcharges, taxes or exceptions"
    )
    key = serializers.CharField()
    before = serializers.DictField(allow_null=True)
    after = serializers.DictField(allow_null=True)


class DifferenceOut(serializers.Serializer):
    """`total` counts all changes; `changes` lists the first 1,000."""

    older = SheetOut()
    newer = SheetOut()
    total = serializers.IntegerField()
    sections = serializers.DictField(child=serializers.IntegerField())
    changes = ChangeOut(many=True)


@routes.list(
    "rate-sheets/{sheet_id}/pairs",
    item=PairOut,
    query=PairFilters,
    ordering=("origin",),
    access=READ,
)
def list_rate_sheet_pairs(call: Call, sheet_id: UUID) -> "QuerySet[PairRow]":
    """The zones between places of a rate sheet"""
    return selectors.pairs(call.principal, sheet_id, **call.query)


@routes.get("rate-sheets/{sheet_id}/diff", query=DifferenceQuery, answer=DifferenceOut, access=READ)
def compare_rate_sheets(call: Call, sheet_id: UUID) -> differences.Difference:
    """What changed since another version"""
    return differences.difference(call.principal, newer_id=sheet_id, older_id=call.query["against"])
