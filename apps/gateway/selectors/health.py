"""The health of all contexts, as anybody may see it."""

from typing import Any

from quenty.platform.auth.remembered import Remembered
from quenty.platform.http.peers import states_everywhere
from quenty.platform.store.queues import ContextState

# Open to everybody: asking often must not cost nine databases each time.
_remembered: Remembered[list[ContextState]] = Remembered(states_everywhere, seconds=2)


def health_of_all() -> dict[str, Any]:
    """Names and numbers only. `status`: down when a database is that is hosted here, degraded
    when one elsewhere or its unit is, or something waits for a person, else ok.
    """
    found = _remembered.get()
    here = {state.status for state in found if state.hosted}
    all_well = {state.status for state in found} <= {"ok", "elsewhere"}
    worst = "down" if "down" in here else "ok" if all_well else "degraded"
    return {"status": worst, "contexts": {state.name: _plain(state) for state in found}}


def forget() -> None:
    """Look anew at the next question (tests)."""
    _remembered.forget()


def _plain(state: ContextState) -> dict[str, Any]:
    unit = {"breaker": state.breaker} if state.breaker else {}
    if not state.hosted and not state.answers:
        return {"status": state.status, **unit}
    return {
        "status": state.status,
        **unit,
        "database": "up" if state.database else "down",
        "pending_migrations": state.pending_migrations,
        "outbox": {"waiting": state.outbox, "lag_seconds": state.outbox_lag},
        "inbox": {"waiting": state.inbox, "lag_seconds": state.inbox_lag},
        "parked": state.parked,
    }
