"""Change the dates or the note of a draft rate sheet, or throw it away."""

from typing import Any
from uuid import UUID

from apps.franchise.domain.digest import digest
from apps.franchise.domain.sheets import DRAFT, checked_dates
from apps.franchise.models import RateSheet
from apps.franchise.selectors.sheets import content_of
from quenty.contracts.franchise.errors import FranchiseError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.http import check_version


def change_sheet(
    *, sheet_id: UUID, changes: dict[str, Any], actor: Actor, expected: int | None = None
) -> RateSheet:
    """`changes`: valid_from, valid_to, note. `expected`: the revision the caller has seen.

    Raises franchise.sheet_not_found, .sheet_not_draft, .sheet_dates,
    request.precondition_failed.
    """
    with unit_of_work("franchise"):
        sheet = locked_draft(sheet_id)
        check_version(sheet.revision, expected)
        for name, value in changes.items():
            setattr(sheet, name, value)
        checked_dates(sheet.valid_from, sheet.valid_to)
        sheet.hash = digest(
            content_of(sheet),
            side=sheet.side,
            valid_from=sheet.valid_from,
            valid_to=sheet.valid_to,
        )
        sheet.revision += 1
        sheet.save()
        data = {"fields": sorted(changes)}
        record("franchise", action="rate_sheet.change", subject=sheet.pk, actor=actor, data=data)
    return sheet


def discard_sheet(*, sheet_id: UUID, actor: Actor, expected: int | None = None) -> None:
    """Raises franchise.sheet_not_found, .sheet_not_draft, request.precondition_failed."""
    with unit_of_work("franchise"):
        sheet = locked_draft(sheet_id)
        check_version(sheet.revision, expected)
        record("franchise", action="rate_sheet.discard", subject=sheet.pk, actor=actor)
        sheet.delete()


def locked_draft(sheet_id: UUID) -> RateSheet:
    """With its service and operator. Raises franchise.sheet_not_found, .sheet_not_draft."""
    rows = RateSheet.objects.select_related("service__operator").select_for_update(of=("self",))
    sheet = rows.filter(pk=sheet_id).first()
    if sheet is None:
        raise FranchiseError.SHEET_NOT_FOUND()
    if sheet.status != DRAFT:
        raise FranchiseError.SHEET_NOT_DRAFT(status=sheet.status)
    return sheet
