"""The health of all contexts, as anybody may see it."""

from typing import Any

from quenty.platform.auth.remembered import Remembered
from quenty.platform.store.queues import ContextState, states

# Open to everybody: asking often must not cost nine databases each time.
_remembered: Remembered[list[ContextState]] = Remembered(states, seconds=2)


def health_of_all() -> dict[str, Any]:
    """Names and numbers only. `status`: down when a hosted database is, degraded when
    something waits for a person, else ok.
    """
    found = _remembered.get()
    statuses = {state.status for state in found}
    worst = "down" if "down" in statuses else "degraded" if statuses & {"behind", "stuck"} else "ok"
    return {"status": worst, "contexts": {state.name: _plain(state) for state in found}}


def forget() -> None:
    """Look anew at the next question (tests)."""
    _remembered.forget()


def _plain(state: ContextState) -> dict[str, Any]:
    if not state.hosted:
        return {"status": state.status}
    return {
        "status": state.status,
        "database": "up" if state.database else "down",
        "pending_migrations": state.pending_migrations,
        "outbox": {"waiting": state.outbox, "lag_seconds": state.outbox_lag},
        "inbox": {"waiting": state.inbox, "lag_seconds": state.inbox_lag},
        "parked": state.parked,
    }
