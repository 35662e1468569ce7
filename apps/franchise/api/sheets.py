"""Rate sheets over HTTP: import, read, change a draft, publish."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from apps.franchise.api.reports import plain_report, refuse_faults
from apps.franchise.api.routes import READ, WRITE, routes
from apps.franchise.api.sheet_bodies import (
    SheetChange,
    SheetDetailOut,
    SheetFilters,
    SheetOut,
    SheetReport,
    SheetUpload,
)
from apps.franchise.selectors import sheets as selectors
from apps.franchise.services import change_sheet as drafts
from apps.franchise.services import import_rate_sheet as imports
from apps.franchise.services import publish_sheet as publishing
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import RateSheet


@routes.list(
    "rate-sheets",
    item=SheetOut,
    query=SheetFilters,
    ordering=("created_at", "version", "valid_from"),
    access=READ,
)
def list_rate_sheets(call: Call) -> "QuerySet[RateSheet]":
    """Rate sheets, without their rows"""
    return selectors.sheets(call.principal, **call.query)


@routes.post(
    "services/{service_id}/rate-sheets",
    upload=True,
    body=SheetUpload,
    answer=SheetReport,
    also=(200,),
    access=WRITE,
)
def import_rate_sheet(call: Call, service_id: UUID) -> tuple[dict[str, Any], int]:
    """Make a draft rate sheet of a file, or look what is wrong with it"""
    body = dict(call.body)
    file, dry_run = body.pop("file"), body["dry_run"]
    done = imports.import_rate_sheet(
        service_id=service_id,
        data=file.read(),
        source=(file.name or "")[:200],
        actor=call.actor,
        **body,
    )
    refuse_faults(done.report, dry_run=dry_run, language=call.language)
    report = plain_report(
        done.report, dry_run=dry_run, applied=done.applied, language=call.language
    )
    return {**report, "sheet": done.sheet}, 200 if dry_run else 201


@routes.get("rate-sheets/{sheet_id}", answer=SheetDetailOut, etag="revision", access=READ)
def get_rate_sheet(call: Call, sheet_id: UUID) -> "RateSheet":
    """A rate sheet with its rows; its pairs of places are a list of their own"""
    return selectors.sheet(call.principal, sheet_id)


@routes.patch(
    "rate-sheets/{sheet_id}", body=SheetChange, answer=SheetOut, etag="revision", access=WRITE
)
def change_rate_sheet(call: Call, sheet_id: UUID) -> "RateSheet":
    """Change the dates or note of a draft"""
    return drafts.change_sheet(
        sheet_id=sheet_id, changes=call.body, actor=call.actor, expected=call.if_match
    )


@routes.delete("rate-sheets/{sheet_id}", etag="revision", access=WRITE)
def discard_rate_sheet(call: Call, sheet_id: UUID) -> None:
    """Throw a draft away"""
    drafts.discard_sheet(sheet_id=sheet_id, actor=call.actor, expected=call.if_match)


@routes.post(
    "rate-sheets/{sheet_id}/publish",
    answer=SheetOut,
    etag="revision",
    status=200,
    access=WRITE,
)
def publish_rate_sheet(call: Call, sheet_id: UUID) -> "RateSheet":
    """Publish a draft: it can't change any more"""
    return publishing.publish_sheet(sheet_id=sheet_id, actor=call.actor)
