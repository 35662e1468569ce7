"""The driver's phone: today's run, what happened, pictures and places."""

from typing import TYPE_CHECKING, Any

from apps.pickups.api.driver_bodies import (
    ActionsBody,
    ActionsOut,
    DriverRunOut,
    EvidenceBody,
    EvidenceOut,
    PingsBody,
    PingsOut,
)
from apps.pickups.api.routes import DRIVER, routes
from apps.pickups.selectors import road as selectors
from apps.pickups.services.driving import record
from apps.pickups.services.driving.evidence import keep_evidence
from apps.pickups.services.driving.pings import note_pings
from quenty.contracts.pickups.errors import RoadError
from quenty.platform.http import Call

if TYPE_CHECKING:
    from apps.pickups.models import Evidence


@routes.get("driver/run", answer=DriverRunOut, access=DRIVER)
def driver_run(call: Call) -> dict[str, Any]:
    """Today's run in its order, with all that the phone needs while it has no network"""
    driver = selectors.driver_of(call.principal)
    run = selectors.run_today(driver)
    return {
        "driver": driver,
        "run": run,
        "stops": selectors.stops_in_order(run) if run else [],
        "cash_held": selectors.cash_held(driver),
    }


@routes.post("driver/actions", body=ActionsBody, answer=ActionsOut, status=200, access=DRIVER)
def driver_actions(call: Call) -> dict[str, Any]:
    """What happened, each with the phone's own id; late and repeated ones are welcome"""
    driver = selectors.driver_of(call.principal)
    actions = [record.Action(**given) for given in call.body["actions"]]
    results = record.record_actions(
        driver=driver, actions=actions, actor=call.actor, language=call.language
    )
    return {"results": results}


@routes.post("driver/evidence", upload=True, body=EvidenceBody, answer=EvidenceOut, access=DRIVER)
def driver_evidence(call: Call) -> "Evidence":
    """A photo or signature; may come before or after the visit it belongs to"""
    driver = selectors.driver_of(call.principal)
    body = dict(call.body)
    file = body.pop("file")
    return keep_evidence(driver=driver, data=file.read(), evidence_id=body.pop("id", None), **body)


@routes.post("driver/pings", body=PingsBody, answer=PingsOut, status=200, access=DRIVER)
def driver_pings(call: Call) -> dict[str, int]:
    """Where the phone was; kept to about a hundred metres"""
    driver = selectors.driver_of(call.principal)
    run = selectors.run_today(driver)
    if run is None:
        raise RoadError.RUN_NOT_FOUND()
    return {"kept": note_pings(driver=driver, run=run, pings=call.body["pings"])}
