"""Replace the coverage of a service by a file's, or say why not."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from apps.franchise import outgoing
from apps.franchise.domain.coverage_file import read_coverage
from apps.franchise.domain.report import Report
from apps.franchise.models import Coverage, Service
from apps.franchise.selectors.coverage_rows import coverage_rows
from apps.franchise.services.set_service import locked_service
from apps.franchise.services.take_file import checked_size
from quenty.contracts.franchise.api import CoverageRow
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

BATCH = 500
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageImport:
    """`applied`: False for a dry run and for a file with problems. The three counts are of
    municipalities, against the coverage there was."""

    dry_run: bool
    applied: bool
    report: Report
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


def import_coverage(
    *,
    service_id: UUID,
    data: bytes,
    actor: Actor,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> CoverageImport:
    """All rows of the file or none: what it leaves out is no longer covered.

    `progress` hears of rows written and of how many there are. The same file again changes
    nothing. Raises franchise.service_not_found, .file_too_large.
    """
    rows, report = read_coverage(checked_size(data))
    with unit_of_work("franchise"):
        service = locked_service(service_id)
        if not report.clean:
            return CoverageImport(dry_run=dry_run, applied=False, report=report)
        change = _compare(coverage_rows(service.pk), rows)
        if not dry_run and change.any:
            _apply(service, change, progress)
            _tell(service, len(rows), actor)
    return CoverageImport(
        dry_run=dry_run,
        applied=not dry_run,
        report=report,
        added=len(change.added),
        changed=len(change.changed),
        removed=len(change.removed),
        unchanged=len(rows) - len(change.added) - len(change.changed),
    )


@dataclass(frozen=True, slots=True)
class _Change:
    added: list[CoverageRow]
    changed: list[CoverageRow]
    removed: list[str]

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def _compare(before: tuple[CoverageRow, ...], after: tuple[CoverageRow, ...]) -> _Change:
    old = {row.dane_code: row for row in before}
    kept = {row.dane_code for row in after}
    return _Change(
        added=[row for row in after if row.dane_code not in old],
        changed=[row for row in after if old.get(row.dane_code, row) != row],
        removed=[code for code in old if code not in kept],
    )


def _apply(service: Service, change: _Change, progress: Progress | None) -> None:
    gone = [*change.removed, *(row.dane_code for row in change.changed)]
    Coverage.objects.filter(service=service, dane_code__in=gone).delete()
    _write(service, [*change.added, *change.changed], progress)


def _write(service: Service, rows: list[CoverageRow], progress: Progress | None) -> None:
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        Coverage.objects.bulk_create(
            Coverage(
                service=service,
                dane_code=row.dane_code,
                pickup=row.pickup,
                delivery=row.delivery,
                cod=row.cod,
                remote=row.remote,
                extra_days=row.extra_days,
            )
            for row in batch
        )
        if progress:
            progress(start + len(batch), len(rows))


def _tell(service: Service, rows: int, actor: Actor) -> None:
    service.coverage_revision += 1
    service.coverage_rows = rows
    service.save(update_fields=["coverage_revision", "coverage_rows", "updated_at"])
    data = {"revision": service.coverage_revision, "rows": rows}
    record("franchise", action="coverage.import", subject=service.pk, actor=actor, data=data)
    outgoing.coverage_changed(service, actor)
