"""Runs and proposals as pictures."""

from typing import Any

from apps.pickups.domain.geo import Point
from apps.pickups.domain.route_map import Line, Mark, Picture
from apps.pickups.models import Ping, RoutingJob, Run, Shift, Stop
from quenty.kernel.clock import BOGOTA


def picture_of_runs(runs: list[Run]) -> Picture:
    """With where each courier was last seen, while it is under way."""
    return Picture(lines=[_of_run(run) for run in runs])


def picture_of_job(job: RoutingJob) -> Picture:
    """The proposed routes, and what they leave out."""
    plan = job.plan or {"routes": [], "unserved": []}
    stops = {str(s.pk): s for s in Stop.objects.filter(pk__in=_stops(plan))}
    shifts = Shift.objects.select_related("driver", "vehicle", "start_depot", "end_depot")
    by_key = {str(s.pk): s for s in shifts.filter(pk__in=[r["shift"] for r in plan["routes"]])}
    words = {reason["stop"]: reason["es"] for reason in job.reasons}
    return Picture(
        lines=[_of_route(route, by_key[route["shift"]], stops) for route in plan["routes"]],
        loose=[
            _mark(stops[ref], 0, words.get(ref, "")) for ref in plan["unserved"] if ref in stops
        ],
    )


def _stops(plan: dict[str, Any]) -> list[str]:
    served = [v["stop"] for r in plan["routes"] for v in r["visits"] if v["stop"]]
    return [*served, *plan["unserved"]]


def _of_route(route: dict[str, Any], shift: Shift, stops: dict[str, Stop]) -> Line:
    visits = [visit for visit in route["visits"] if visit["stop"] in stops]
    return Line(
        name=f"{shift.driver.name} · {shift.vehicle.plate}",
        start=Point(shift.start_depot.latitude, shift.start_depot.longitude),
        end=Point(shift.end_depot.latitude, shift.end_depot.longitude),
        marks=[
            _mark(stops[visit["stop"]], number, visit["start"][11:16])
            for number, visit in enumerate(visits, start=1)
        ],
    )


def _of_run(run: Run) -> Line:
    shift = run.shift
    stops = [stop for stop in run.stops.all() if stop.position is not None]
    return Line(
        name=f"{run.number} · {shift.driver.name}",
        start=Point(shift.start_depot.latitude, shift.start_depot.longitude),
        end=Point(shift.end_depot.latitude, shift.end_depot.longitude),
        marks=[
            _mark(stop, (stop.position or 0) + 1, _hour(stop))
            for stop in sorted(stops, key=lambda s: s.position or 0)
        ],
        courier=_courier(run),
    )


def _courier(run: Run) -> Point | None:
    ping = Ping.objects.filter(run=run).first() if run.status == "started" else None
    return Point(ping.latitude, ping.longitude) if ping else None


def _hour(stop: Stop) -> str:
    planned = stop.eta or stop.planned_start
    return planned.astimezone(BOGOTA).strftime("%H:%M") if planned else ""


def _mark(stop: Stop, number: int, note: str) -> Mark:
    return Mark(
        place=Point(stop.latitude, stop.longitude),
        number=number,
        label=" · ".join(filter(None, (str(number or "×"), stop.contact_name, stop.address, note))),
        done=stop.status == "done",
        failed=stop.status == "failed",
    )
