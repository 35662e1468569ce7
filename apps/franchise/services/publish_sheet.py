"""Publish a draft rate sheet: from here on it can't change and others sell by it."""

from uuid import UUID

from apps.franchise import outgoing
from apps.franchise.domain.monotone import check_monotone
from apps.franchise.domain.reach import check_reach
from apps.franchise.domain.report import Report
from apps.franchise.domain.sheets import PUBLISH, SheetContent, next_status
from apps.franchise.domain.taxes import check_taxes
from apps.franchise.models import RateSheet
from apps.franchise.selectors.coverage_rows import coverage_rows
from apps.franchise.selectors.sheets import content_of
from apps.franchise.services.change_sheet import locked_draft
from apps.franchise.services.import_rate_sheet import stored_warnings
from apps.franchise.services.supersede_sheets import supersede_by
from quenty.contracts.franchise.errors import FranchiseError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def publish_sheet(*, sheet_id: UUID, actor: Actor) -> RateSheet:
    """Check it again over the present coverage and dates, freeze it, tell its hash.

    Falling prices are kept with it as warnings and do not stop it. Raises
    franchise.sheet_not_found, .sheet_not_draft, .coverage_missing, .sheet_invalid.
    """
    with unit_of_work("franchise"):
        sheet = locked_draft(sheet_id)
        report = _checked(sheet, content_of(sheet))
        sheet.status = next_status(sheet.status, PUBLISH)
        sheet.warnings = stored_warnings(report)
        sheet.published_at = clock.now()
        sheet.published_by = str(actor)
        sheet.revision += 1
        sheet.save()
        superseded = supersede_by(sheet)
        data = {"version": sheet.version, "hash": sheet.hash, "superseded": superseded}
        record("franchise", action="rate_sheet.publish", subject=sheet.pk, actor=actor, data=data)
        outgoing.rate_sheet_published(sheet, actor)
    return sheet


def _checked(sheet: RateSheet, content: SheetContent) -> Report:
    report = Report()
    coverage = coverage_rows(sheet.service_id)
    if not coverage:
        raise FranchiseError.COVERAGE_MISSING()
    check_reach(content.pairs, coverage, report)
    check_taxes(
        [(1, rule) for rule in content.taxes],
        {"base", "extra_kg", *(row.kind for row in content.surcharges)},
        valid_from=sheet.valid_from,
        valid_to=sheet.valid_to,
        report=report,
    )
    if not report.clean:
        first = report.problems[0].message()
        raise FranchiseError.SHEET_INVALID(count=report.count, first=first)
    check_monotone(content, report)
    return report
