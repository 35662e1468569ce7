"""Start, depart, arrive, scan, deposit, finish: what a driver does around the doors."""

from datetime import datetime
from typing import Any

from apps.pickups.domain.cash import fits_limit
from apps.pickups.domain.geo import Point
from apps.pickups.domain.labels import readings
from apps.pickups.domain.states import PickupEvent, PickupStatus, RunEvent, StopEvent
from apps.pickups.models import CashEntry, GuideCopy, PickupParcel, Run, Stop
from apps.pickups.selectors.dropped import refuse_dropped
from apps.pickups.selectors.pickups import lock_pickup
from apps.pickups.selectors.road import cash_due, cash_held
from apps.pickups.selectors.routing import lock_run
from apps.pickups.services.driving.etas import renew_etas
from apps.pickups.services.driving.scene import pesos, position_of, started_run, stop_of
from apps.pickups.services.pickups.moves import move_pickup
from apps.pickups.services.runs.complete import complete_locked
from apps.pickups.services.runs.publish import move_run
from apps.pickups.services.stops.moves import move_stop
from quenty.contracts.pickups.errors import PickupsError, RoadError
from quenty.contracts.pickups.events import CourierEnRouteV1
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, total
from quenty.platform.events import publish


def start(scene: Any) -> None:
    """The run begins. `odometer_km`: what the vehicle shows."""
    run = lock_run(scene.run.pk)
    if run.status == "started":
        return
    move_run(run, RunEvent.START)
    run.started_at = scene.action.at
    run.odometer_start_km = scene.action.data.get("odometer_km")
    run.save()
    renew_etas(run, now=scene.action.at, here=_here(scene, run))


def depart(scene: Any) -> None:
    """On the way to a stop: its customer is told, and when to expect the courier.

    Raises pickups.cash_limit when what is due there is more than the courier may carry.
    """
    run, stop = started_run(scene), stop_of(scene)
    _refuse_too_much_cash(scene, stop)
    move_stop(stop, StopEvent.DEPART)
    if stop.pickup_id is not None:
        _move_pickup(stop, PickupEvent.DEPART, scene.actor)
    now: datetime = scene.action.at
    for left in renew_etas(run, now=now, here=_here(scene, run)):
        if left.pk == stop.pk:
            stop.eta = left.eta
    publish(
        _en_route(run, stop, now),
        aggregate=stop.pk,
        actor=scene.actor,
        livemode=stop.livemode,
    )


def _refuse_too_much_cash(scene: Any, stop: Stop) -> None:
    """What is in the bag, what the doors before will put there, and what this one would."""
    doors = [stop, *scene.run.stops.filter(status__in=("en_route", "arrived")).exclude(pk=stop.pk)]
    due = cash_due(doors)
    if not due[stop.pk]:
        return
    held, limit = cash_held(scene.driver), scene.driver.cash_limit
    if not fits_limit(held=held, more=total(due.values(), COP), limit=limit):
        raise RoadError.CASH_LIMIT(held=str(held), limit=str(limit))


def _en_route(run: Run, stop: Stop, now: datetime) -> CourierEnRouteV1:
    return CourierEnRouteV1(
        run_id=run.pk,
        driver_id=run.shift.driver_id,
        stop_id=stop.pk,
        kind="return" if stop.to_sender else stop.kind,
        customer_id=stop.customer_id,
        guide_id=stop.guide_id,
        guide_number=stop.guide_number,
        pickup_id=stop.pickup_id,
        eta=stop.eta or now,
        tracking_token=stop.follow_token,
        municipality=stop.dane_code,
        occurred_at=now,
    )


def arrive(scene: Any) -> None:
    """At the door. Raises pickups.cash_limit, as leaving for it does: who never says that they
    leave carries no more for that."""
    run, stop = started_run(scene), stop_of(scene)
    _refuse_too_much_cash(scene, stop)
    move_stop(stop, StopEvent.ARRIVE)
    stop.arrived_at = scene.action.at
    stop.save(update_fields=["arrived_at", "updated_at"])
    if stop.pickup_id is not None:
        _move_pickup(stop, PickupEvent.ARRIVE, scene.actor)
    renew_etas(run, now=scene.action.at, here=Point(stop.latitude, stop.longitude))


def scan(scene: Any) -> None:
    """A label at a pickup. One that was not announced is taken along and marked.

    Raises pickups.piece_unknown, pickups.piece_dropped, pickups.stop_state.
    """
    started_run(scene)
    stop = stop_of(scene)
    if stop.pickup_id is None or stop.status != "arrived":
        raise RoadError.STOP_STATE(status=stop.status, event="scan")
    label = str(scene.action.data.get("label", ""))
    guide, piece = _guide(stop, label)
    numbers = [piece] if piece else [p["number"] for p in guide.pieces]
    for number in numbers or [1]:
        _mark(stop, guide, number, scene.action.at)


def _guide(stop: Stop, label: str) -> tuple[GuideCopy, int | None]:
    for reading in readings(label):
        guide = GuideCopy.objects.filter(
            number=reading.number, customer_id=stop.customer_id, livemode=stop.livemode
        ).first()
        if guide is not None:
            refuse_dropped(guide, [reading.piece])
        known = guide is not None and guide.status == "generated"
        if guide is not None and known and _has(guide, reading.piece):
            return guide, reading.piece
    raise PickupsError.PIECE_UNKNOWN(label=label[:60])


def _has(guide: GuideCopy, piece: int | None) -> bool:
    return piece is None or piece in {p["number"] for p in guide.pieces}


def _mark(stop: Stop, guide: GuideCopy, piece: int, at: datetime) -> None:
    listed = PickupParcel.objects.select_for_update().filter(
        guide_id=guide.guide_id, piece=piece, open=True
    )
    parcel = listed.first()
    if parcel is None:
        weights = {p["number"]: p["weight_g"] for p in guide.pieces}
        parcel = PickupParcel(
            guide_id=guide.guide_id,
            guide_number=guide.number,
            piece=piece,
            weight_g=weights.get(piece, 0),
            unexpected=True,
        )
    if parcel.pickup_id != stop.pickup_id:
        # Announced for another pickup of the same merchant: it is here, so it is this one's.
        parcel.pickup_id, parcel.unexpected = stop.pickup_id, True
    parcel.scanned_at = parcel.scanned_at or at
    parcel.save()


def deposit(scene: Any) -> None:
    """Cash brought to a bank or office on the way. `amount`, `slip`."""
    run = started_run(scene)
    amount = pesos(scene.action.data, "amount")
    if not amount or amount > cash_held(scene.driver):
        raise RoadError.CASH_SHORT(due=str(cash_held(scene.driver)))
    CashEntry.objects.create(
        run=run,
        driver=scene.driver,
        day=run.day,
        kind="deposited",
        method="cash",
        amount=-amount,
        slip=str(scene.action.data.get("slip", ""))[:60],
        attempt_id=new_id(),
        at=scene.action.at,
    )


def finish(scene: Any) -> None:
    """Back at the depot. Raises pickups.stops_open."""
    run = started_run(scene)
    complete_locked(
        run,
        at=scene.action.at,
        odometer_km=scene.action.data.get("odometer_km"),
        actor=scene.actor,
    )


def _here(scene: Any, run: Run) -> Point:
    """Where the phone says it is, or the last door, or the depot."""
    told = position_of(scene.action.data)
    if told is not None:
        return told
    last = run.stops.filter(status__in=("done", "failed")).order_by("-closed_at").first()
    if last is not None:
        return Point(last.latitude, last.longitude)
    depot = run.shift.start_depot
    return Point(depot.latitude, depot.longitude)


def _move_pickup(stop: Stop, event: PickupEvent, actor: Any) -> None:
    pickup = lock_pickup(stop.pickup_id)  # type: ignore[arg-type]
    # A run that nobody published is driven all the same.
    if pickup.status in (PickupStatus.SCHEDULED, PickupStatus.CONFIRMED):
        move_pickup(pickup, PickupEvent.ASSIGN, actor=actor)
    move_pickup(pickup, event, actor=actor)
