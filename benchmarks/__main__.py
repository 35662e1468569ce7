"""`python -m benchmarks [--quick] [--json FILE] [name ...]`; without names, all but `memory`."""

import argparse
import sys
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, show, write
from benchmarks.stack import Stack, say

Measure = Callable[..., Iterator[Figure]]


def _measures(minutes: float) -> dict[str, Measure]:
    # Imported here: they need Django to be set up.
    from benchmarks import (
        broker,
        connecting,
        endpoints,
        events,
        latency,
        lists,
        memory,
        peers,
        quoting,
        wallets,
    )

    return {
        "endpoints": endpoints.measure,
        "quoting": quoting.measure,
        "lists": lists.measure,
        "connections": connecting.measure,
        "wallets": wallets.measure,
        "events": events.measure,
        "broker": broker.measure,
        "latency": latency.measure,
        "peers": peers.measure,
        "memory": partial(memory.measure, minutes=minutes),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help="only these")
    parser.add_argument("--quick", action="store_true", help="a few requests: that it runs")
    parser.add_argument("--no-disk", action="store_true", help="commits don't wait for the disk")
    parser.add_argument("--minutes", type=float, default=10, help="how long memory is watched")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    stack = Stack(disk=not options.no_disk)
    figures: list[Figure] = []
    try:
        say("databases")
        stack.start()
        measures = _measures(options.minutes)
        unknown = set(options.names) - set(measures)
        if unknown:
            parser.error(f"no {', '.join(unknown)}; there are {', '.join(measures)}")
        names = options.names or [name for name in measures if name != "memory"]
        scene = _scene(stack, merchants=_merchants(names, quick=options.quick))
        for name in names:
            say(name)
            figures += _measured(stack, partial(measures[name], stack, scene, quick=options.quick))
    finally:
        stack.stop()
        if figures:
            show(figures)
            if options.json:
                write(figures, options.json)


def _measured(stack: Stack, measure: Callable[[], Iterator[Figure]]) -> Iterator[Figure]:
    """What could be measured; a failure is shown, and the others go on."""
    try:
        for figure in measure():
            # What was measured is known, however the run ends.
            say(f"{figure.name}: {figure.value:.3g} {figure.unit}")
            yield figure
    except Exception:
        traceback.print_exc()
        for child in stack.children:
            if child.died_of is None:
                print(child.log.name, child.tail(), sep="\n", file=sys.stderr)
                child.stop()


def _merchants(names: list[str], *, quick: bool) -> int:
    """How many are needed: events do without any."""
    if set(names) <= {"events", "broker", "latency"}:
        return 0
    return 1 if quick else 4


def _scene(stack: Stack, *, merchants: int) -> Any:
    from benchmarks import states
    from benchmarks.scene import Scene

    scene = Scene(stack)
    if merchants:
        web = stack.web(port=stack.web_port)
        roles = stack.process("manage", "run_roles", "relay", "worker", "beat")
        scene.make(merchants)
        roles.stop()
        web.stop()
    states.save()
    return scene


if __name__ == "__main__":
    main()
