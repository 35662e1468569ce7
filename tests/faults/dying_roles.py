"""`DIE_AT=<point> python -m tests.faults.dying_roles relay worker`: the product's roles, killed
with -9 at one point between two steps, the first time that they get there."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from quenty.platform.events import batches, inbox, leases, relay, worker  # noqa: E402
from tests.platform.transports import effects  # noqa: E402


def die(*_: Any, **__: Any) -> None:
    os.write(1, b"died where it should\n")
    os.kill(os.getpid(), signal.SIGKILL)


def after(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, and then death."""

    def call(*arguments: Any, **named: Any) -> None:
        function(*arguments, **named)
        die()

    return call


def none_together(*_: Any) -> int:
    """In the place of `act_together`: each is acted on by itself."""
    return 0


def arm(point: str) -> None:
    """Put death at a point. Raises KeyError for one that there isn't."""
    points: dict[str, list[tuple[Any, str, Callable[..., Any]]]] = {
        "handed over, not marked": [(relay, "mark", die)],
        "marked": [(relay, "mark", after(relay.mark))],
        "about to be received": [(inbox, "receive", die)],
        "received, not acknowledged": [(inbox, "receive", after(inbox.receive))],
        "taken, not tried": [(worker, "act", die), (worker, "act_together", die)],
        "alone, about to be marked": [
            (worker, "act_together", none_together),
            (worker, "mark_done", die),
        ],
        "acted on alone, not committed": [
            (worker, "act_together", none_together),
            (worker, "_refuse_broken", die),
        ],
        "acted on together, not marked": [(batches, "mark_all", die)],
        "marked together, not committed": [(batches, "mark_all", after(batches.mark_all))],
        "effect committed, lease held": [(leases.Leases, "finished", die)],
    }
    for where, name, replacement in points[point]:
        setattr(where, name, replacement)


if __name__ == "__main__":
    effects.register()
    arm(os.environ["DIE_AT"])
    call_command("run_roles", *sys.argv[1:])
