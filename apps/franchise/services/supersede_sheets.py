"""Retire published rate sheets that a newer version has replaced for good."""

from apps.franchise.domain.sheets import PUBLISHED, SUPERSEDE, Window, next_status, supersedes
from apps.franchise.models import RateSheet
from quenty.kernel import clock
from quenty.platform.db import unit_of_work


def supersede_by(newer: RateSheet) -> int:
    """Retire what `newer` replaces already, inside the caller's unit of work; how many."""
    today, new = clock.today(), _window(newer)
    others = RateSheet.objects.select_for_update().filter(
        service=newer.service_id, side=newer.side, status=PUBLISHED, version__lt=newer.version
    )
    retired = [sheet for sheet in others if supersedes(new, _window(sheet), today)]
    for sheet in retired:
        sheet.status = next_status(sheet.status, SUPERSEDE)
        sheet.superseded_at = clock.now()
        sheet.save(update_fields=["status", "superseded_at", "updated_at"])
    return len(retired)


def supersede_started() -> int:
    """Retire what versions published ahead have replaced since they began; how many."""
    with unit_of_work("franchise"):
        started = RateSheet.objects.filter(
            status=PUBLISHED, valid_from__lte=clock.today()
        ).order_by("version")
        return sum(supersede_by(sheet) for sheet in started)


def _window(sheet: RateSheet) -> Window:
    return Window(version=sheet.version, starts=sheet.valid_from, ends=sheet.valid_to)
