"""What a driver's phone tells: each action once, in the order in which it happened.

A phone without network keeps its actions and sends them later, some of them twice. Each
has an id that the phone made; its effect and its row are one commit. One that is refused
is kept with its reason, and keeps no other from being applied.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from apps.pickups.domain.matters import CLOSES_A_STOP, MatterKind
from apps.pickups.domain.spoken import spoken
from apps.pickups.models import Driver, DriverAction, Run, Stop
from apps.pickups.services.driving import finish_stop, on_the_way
from apps.pickups.services.driving.keep_action import keep_action, keep_refusal
from apps.pickups.services.driving.matters import put_right
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.platform.db import unit_of_work

OLDEST, AHEAD = timedelta(days=3), timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """`id`: made by the phone. `data`: what the kind needs."""

    id: UUID
    kind: str
    at: datetime
    run_id: UUID | None
    stop_id: UUID | None
    data: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`outcome`: applied, refused or repeated (it was known already)."""

    id: UUID
    outcome: str
    code: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """Who acts on what. `at` is when it happened, not when it was told."""

    driver: Driver
    run: Run
    stop: Stop | None
    action: Action
    actor: Actor


_ACTS: dict[str, Callable[[Any], None]] = {
    "start": on_the_way.start,
    "depart": on_the_way.depart,
    "arrive": on_the_way.arrive,
    "scan": on_the_way.scan,
    "deliver": finish_stop.deliver,
    "collect": finish_stop.collect,
    "fail": finish_stop.fail,
    "deposit": on_the_way.deposit,
    "finish": on_the_way.finish,
}
KINDS = tuple(_ACTS)


def record_actions(
    *, driver: Driver, actions: list[Action], actor: Actor, language: str
) -> list[Outcome]:
    """Apply what is new, oldest first, of one instant in the order that was sent; answers in
    the order that was asked, refusals in words of `language`."""
    outcomes: dict[UUID, Outcome] = {}
    for action in sorted(actions, key=lambda action: action.at):
        if action.id not in outcomes:
            outcomes[action.id] = _record(driver, action, actor, language)
    return [outcomes[action.id] for action in actions]


def _record(driver: Driver, action: Action, actor: Actor, language: str) -> Outcome:
    with unit_of_work("pickups"):
        # One at a time a driver: a phone that sends again while we work must wait.
        Driver.objects.select_for_update().get(pk=driver.pk)
        known = DriverAction.objects.filter(pk=action.id).first()
        if known is not None:
            return _known(known, driver, action)
        try:
            with unit_of_work("pickups"):
                scene = _scene(driver, action, actor)
                _ACTS[action.kind](scene)
        except DomainError as error:
            keep_refusal(driver, action, error.code)
            words = error.message(language)
            return Outcome(id=action.id, outcome="refused", code=error.code, message=words)
        keep_action(driver, action, outcome="applied", run=scene.run, stop=scene.stop)
        if scene.stop is not None and action.kind in CLOSES_A_STOP:
            put_right(MatterKind.ACTION_REFUSED, stop=scene.stop)
    return Outcome(id=action.id, outcome="applied")


def _known(row: DriverAction, driver: Driver, action: Action) -> Outcome:
    if row.driver_id != driver.pk or row.kind != action.kind:
        return Outcome(id=action.id, outcome="refused", code=RoadError.STOP_NOT_FOUND.code)
    return Outcome(id=action.id, outcome="repeated", code=row.code)


def _scene(driver: Driver, action: Action, actor: Actor) -> Scene:
    """Raises pickups.run_not_found, pickups.stop_not_found, pickups.position_old."""
    now = clock.now()
    if not now - OLDEST <= action.at <= now + AHEAD:
        raise RoadError.POSITION_OLD(recorded_at=spoken(action.at))
    stop = None
    if action.stop_id is not None:
        stop = Stop.objects.select_for_update().filter(pk=action.stop_id).first()
        if stop is None or stop.run_id is None:
            # Voided meanwhile, or on somebody else's run: the phone has to know.
            raise RoadError.STOP_NOT_FOUND()
    run_id = action.run_id or (stop.run_id if stop else None)
    run = (
        Run.objects.select_related("shift__start_depot", "shift__driver")
        .filter(pk=run_id, shift__driver=driver)
        .first()
    )
    if run is None:
        raise RoadError.RUN_NOT_FOUND()
    if stop is not None and stop.run_id != run.pk:
        raise RoadError.STOP_NOT_FOUND()
    return Scene(driver, run, stop, action, actor)
