"""What a phone told is kept, applied or refused, so that nothing of it is lost."""

from dataclasses import dataclass
from typing import Any

from apps.pickups.domain.identity import DocumentKind, read_identity
from apps.pickups.domain.matters import WORTH_A_LOOK, MatterKind
from apps.pickups.models import Driver, DriverAction, Run, Stop
from apps.pickups.services.driving.matters import open_matter
from apps.pickups.services.driving.proof import count_wrong_code
from quenty.contracts.pickups.errors import PickupsError, RoadError

_WRONG = frozenset({RoadError.DOOR_CODE_WRONG.code, RoadError.DOOR_CODE_LOCKED.code})


@dataclass(frozen=True, slots=True)
class _Told:
    driver: Driver
    run: Run | None


def keep_action(
    driver: Driver,
    action: Any,
    *,
    outcome: str,
    code: str = "",
    run: Run | None = None,
    stop: Stop | None = None,
) -> None:
    """Once; a document in it masked and the recipient's code left out."""
    DriverAction.objects.create(
        id=action.id,
        driver=driver,
        run=run,
        stop=stop,
        kind=action.kind,
        at=action.at,
        outcome=outcome,
        code=code,
        data=_without_secrets(action.data),
    )


def keep_refusal(driver: Driver, action: Any, code: str) -> None:
    """With its run and stop where they are known. A wrong code counts as a try, and what
    happened at a door or with money is for the staff to look into."""
    stop = Stop.objects.select_for_update().filter(pk=action.stop_id).first()
    run_id = action.run_id or (stop.run_id if stop else None)
    run = Run.objects.filter(pk=run_id, shift__driver=driver).first()
    keep_action(driver, action, outcome="refused", code=code, run=run, stop=stop)
    if stop is not None and run is not None and stop.run_id == run.pk and code in _WRONG:
        count_wrong_code(stop, _Told(driver, run))
    if code == PickupsError.PIECE_DROPPED.code:
        open_matter(
            MatterKind.PIECE_DROPPED,
            action.id,
            driver=driver,
            run=run,
            stop=stop,
            detail=str(action.data.get("label", "")),
        )
    if action.kind in WORTH_A_LOOK:
        open_matter(
            MatterKind.ACTION_REFUSED,
            action.id,
            driver=driver,
            run=run,
            stop=stop,
            detail=f"{action.kind}: {code}",
        )


def _without_secrets(data: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in data.items() if name != "code"}
    if kept.get("document"):
        kind = str(data.get("document_kind") or DocumentKind.CC)
        document = read_identity(kind, str(data["document"]))
        kept["document"] = document.masked if document else "••••"
    return kept
