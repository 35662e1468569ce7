"""Which units have queues on the broker, kept from run to run: another split of the contexts
leaves none behind with what waits in it.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from quenty.platform.embedded.statefiles import write_private
from quenty.platform.events.transports.rabbitmq import topology
from quenty.platform.events.transports.rabbitmq.draining import (
    Drained,
    drain,
    into_inboxes,
)
from quenty.platform.supervisor.broker import declare_all
from quenty.platform.supervisor.units import Unit

MEMORY = "units.json"

# Contexts by the name of their unit.
Split = dict[str, list[str]]


def remembered(state: Path) -> Split:
    """The units whose queues were declared and not removed since."""
    try:
        found: Split = json.loads((state / MEMORY).read_text())
    except FileNotFoundError:
        return {}
    return found


def settle(url: str, state: Path, units: list[Unit]) -> Iterator[Drained]:
    """Declare the queues of `units`; drain those of other units, and of units with other
    contexts, into the inboxes of this process. While none of them runs. Raises NotDrained.
    """
    now: Split = {unit.name: list(unit.contexts) for unit in units}
    kept = dict(now)
    declare_all(url, units)
    for unit, contexts in remembered(state).items():
        if now.get(unit) == contexts:
            continue
        for drained in _drained(url, unit, now.get(unit)):
            if drained.left:
                kept.setdefault(unit, contexts)
            yield drained
    write_private(state / MEMORY, json.dumps(kept))


def _drained(url: str, unit: str, contexts: list[str] | None) -> Iterator[Drained]:
    """`contexts`: those that the unit has now, if it is still there."""
    keep = topology.bindings(contexts) if contexts else None
    queues = [topology.queue_name(unit)]
    if contexts is None:
        # Last: what the unit's queue gave up goes there.
        queues.append(topology.dead_queue_name(unit))
    for queue in queues:
        drained = drain(url, queue, into_inboxes, keep=keep)
        if drained and (drained.taken or drained.left):
            yield drained
