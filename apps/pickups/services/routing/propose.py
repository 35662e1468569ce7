"""A plan as a proposal that people can look at: times, figures, reasons, differences."""

from dataclasses import asdict
from typing import Any

from apps.pickups.domain.geo import polyline
from apps.pickups.domain.reason_words import change_words, fault_words
from apps.pickups.domain.routing.beside import Beside, beside, short
from apps.pickups.domain.routing.evaluate import Evaluation, evaluate
from apps.pickups.domain.routing.plan import Kind, Plan, Route, Sequences
from apps.pickups.domain.routing.reasons import Reason
from apps.pickups.services.routing.rows import Sheet


def proposal(
    sheet: Sheet, plan: Plan, before: Sequences, known: Beside | None = None
) -> dict[str, Any]:
    """`plan`, `evaluation`, `reasons` and `comparison`, as a job keeps them. `known`: what the
    solver said beside the plan."""
    judged = evaluate(sheet.problem, plan)
    known = known or beside(sheet.problem, plan, before)
    return {
        "plan": {
            "routes": [_route(sheet, route) for route in plan.routes],
            "unserved": list(plan.unserved),
        },
        "evaluation": _figures(judged),
        "reasons": [_reason(sheet, reason) for reason in known.reasons],
        "comparison": {
            "in_force": asdict(known.in_force) if known.in_force else None,
            "by_hand": asdict(known.by_hand),
            "proposed": asdict(short(judged, plan)),
            "moves": _moves(before, plan.sequences()),
        },
    }


def _route(sheet: Sheet, route: Route) -> dict[str, Any]:
    vehicle = sheet.problem.vehicle[route.vehicle]
    places = [vehicle.start, *(visit.location for visit in route.visits), vehicle.end]
    return {
        "shift": route.vehicle,
        "start": sheet.instant(route.start).isoformat(),
        "end": sheet.instant(route.end).isoformat(),
        "line": polyline([sheet.points[at] for at in places]),
        "visits": [
            {
                "kind": visit.kind.value,
                "stop": visit.ref if visit.kind is Kind.STOP else "",
                "arrival": sheet.instant(visit.arrival).isoformat(),
                "wait_s": visit.start - visit.arrival,
                "start": sheet.instant(visit.start).isoformat(),
                "service_s": visit.departure - visit.start,
                "departure": sheet.instant(visit.departure).isoformat(),
                "load": list(visit.load),
            }
            for visit in route.visits
        ],
    }


def _figures(judged: Evaluation) -> dict[str, Any]:
    """Metres, seconds; costs in thousandths of a peso."""
    return {
        "feasible": judged.feasible,
        "faults": [str(fault) for fault in judged.faults],
        "objective": judged.objective,
        "cost": judged.cost,
        "prizes": judged.prizes,
        "distance": judged.distance,
        "duration": judged.duration,
        "routes": [
            {
                "shift": route.vehicle,
                "stops": route.stops,
                "distance": route.distance,
                "duration": route.duration,
                "waiting": route.waiting,
                "cost": route.cost,
            }
            for route in judged.routes
        ],
    }


def _reason(sheet: Sheet, reason: Reason) -> dict[str, Any]:
    faults = [fault_words(fault) for fault in reason.faults]
    changes = [change_words(change) for change in reason.changes]
    return {
        "stop": reason.stop,
        "shift": reason.vehicle,
        "index": reason.index,
        "es": "; ".join(words for words, _ in faults) or "no compensa su costo",
        "en": "; ".join(words for _, words in faults) or "not worth its cost",
        "change_es": "; ".join(words for words, _ in changes),
        "change_en": "; ".join(words for _, words in changes),
        "changes": [
            {
                "kind": change.kind.value,
                "shift": change.vehicle,
                "stop": change.stop,
                "amount": change.amount,
                "detail": change.detail,
            }
            for change in reason.changes
        ],
    }


def _moves(before: Sequences, now: Sequences) -> dict[str, list[str]]:
    """Stops that come, go, change vehicles or change places in their sequence."""
    old, new = _where(before), _where(now)
    return {
        "added": sorted(new.keys() - old.keys()),
        "removed": sorted(old.keys() - new.keys()),
        "to_another_driver": sorted(
            ref for ref in old.keys() & new.keys() if old[ref][0] != new[ref][0]
        ),
        "reordered": sorted(
            ref
            for ref in old.keys() & new.keys()
            if old[ref][0] == new[ref][0] and old[ref][1] != new[ref][1]
        ),
    }


def _where(sequences: Sequences) -> dict[str, tuple[str, int]]:
    return {
        step: (vehicle, index)
        for vehicle, steps in sequences.items()
        for index, step in enumerate([s for s in steps if isinstance(s, str)])
    }
