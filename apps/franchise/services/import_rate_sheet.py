"""Make a draft rate sheet of a file, or say why not."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from apps.franchise.domain.digest import digest
from apps.franchise.domain.monotone import check_monotone
from apps.franchise.domain.reach import check_reach
from apps.franchise.domain.report import Report
from apps.franchise.domain.sheet_file import read_sheet
from apps.franchise.domain.sheets import SheetContent, checked_dates
from apps.franchise.models import RateSheet, Service
from apps.franchise.selectors.coverage_rows import coverage_rows
from apps.franchise.services.set_service import locked_service
from apps.franchise.services.take_file import checked_size
from apps.franchise.services.write_sheet import Progress, write_rows
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetImport:
    """`sheet`: the new draft; None for a dry run and for a file with problems."""

    dry_run: bool
    applied: bool
    report: Report
    sheet: RateSheet | None = None


def import_rate_sheet(
    *,
    service_id: UUID,
    side: str,
    data: bytes,
    valid_from: date,
    actor: Actor,
    valid_to: date | None = None,
    source: str = "",
    note: str = "",
    dry_run: bool = False,
    progress: Progress | None = None,
) -> SheetImport:
    """The whole file becomes one draft, or none does. `side`: selling or cost.

    Every pair of municipalities that the present coverage allows must have a zone. Falling
    prices are warned of. Raises franchise.service_not_found, .sheet_dates, .file_too_large.
    """
    checked_dates(valid_from, valid_to)
    content, report = read_sheet(checked_size(data), valid_from=valid_from, valid_to=valid_to)
    with unit_of_work("franchise"):
        service = locked_service(service_id)
        if content is not None:
            check_reach(content.pairs, coverage_rows(service.pk), report)
            check_monotone(content, report)
        if content is None or dry_run or not report.clean:
            return SheetImport(dry_run=dry_run, applied=False, report=report)
        sheet = _draft(
            service, side, content,
            valid_from=valid_from, valid_to=valid_to, source=source, note=note,
            row_count=report.rows, warnings=stored_warnings(report), progress=progress,
        )  # fmt: skip
        told = {"service": service.pk, "side": side, "version": sheet.version}
        record("franchise", action="rate_sheet.import", subject=sheet.pk, actor=actor, data=told)
    return SheetImport(dry_run=False, applied=True, report=report, sheet=sheet)


def stored_warnings(report: Report) -> list[dict[str, Any]]:
    """Warnings as kept with a sheet: code and both languages."""
    return [
        {"code": found.code, "es": found.message("es"), "en": found.message("en")}
        for found in report.warnings
    ]


def _draft(
    service: Service, side: str, content: SheetContent, *, valid_from: date,
    valid_to: date | None, progress: Progress | None = None, **columns: Any,
) -> RateSheet:  # fmt: skip
    # The service's row is locked: nobody takes the same number.
    versions = RateSheet.objects.filter(service=service, side=side)
    last = versions.aggregate(last=Max("version"))["last"] or 0
    sheet = RateSheet.objects.create(
        service=service,
        side=side,
        version=last + 1,
        valid_from=valid_from,
        valid_to=valid_to,
        hash=digest(content, side=side, valid_from=valid_from, valid_to=valid_to),
        **columns,
    )
    write_rows(sheet, content, progress)
    return sheet
