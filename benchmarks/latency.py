"""From the commit that tells to the commit of the effect, at a hundred events a second.

Both times are PostgreSQL's own (`track_commit_timestamp`), of one server's clock.
"""

import time
from collections.abc import Iterator
from statistics import median, quantiles

from benchmarks import effects, states
from benchmarks.figures import Figure
from benchmarks.scene import Scene
from benchmarks.stack import Stack, say

RATE = 100
# Milliseconds; over it the roles may have said why.
STALLED = 1000
TARGETS = {"database": (5.0, 20.0), "rabbitmq": (10.0, 40.0)}
_COMMITS = """
SELECT subject, extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000
FROM {}.platform_audit WHERE action = '{}'
"""


def measure(stack: Stack, scene: Scene, *, quick: bool) -> Iterator[Figure]:
    """Relay and worker of all nine contexts as one process, over each transport."""
    rounds, seconds = (1, 1) if quick else (5, 8)
    for transport in TARGETS:
        say(transport)
        if transport == "rabbitmq":
            with stack.rabbitmq() as url:
                found = _rounds(stack, rounds, seconds, transport, url)
        else:
            found = _rounds(stack, rounds, seconds, transport, "")
        yield from _figures(transport, found)


def _rounds(
    stack: Stack, rounds: int, seconds: int, transport: str, broker: str
) -> list[list[float]]:
    states.restore()
    child = stack.process(
        *("benchmarks.effects", "relay", "worker", "beat"),
        env={"QUENTY_EVENTS_TRANSPORT": transport, "RABBITMQ_URL": broker},
    )
    try:
        # Until each thread has its connection, and what was due at the start is done.
        _tell(1, rate=10)
        _until_seen(1)
        time.sleep(5)
        found = [_latencies(seconds) for _ in range(rounds)]
        if max(map(max, found)) > STALLED:
            say(f"stalled, and said:\n{child.tail()}")
        return found
    finally:
        child.stop()


def _latencies(seconds: int) -> list[float]:
    before = len(_commits("customers", effects.TOLD))
    _tell(RATE * seconds, rate=RATE)
    _until_seen(before + RATE * seconds)
    told, seen = _commits("customers", effects.TOLD), _commits("orders", effects.SEEN)
    newest = sorted(told, key=lambda subject: told[subject])[before:]
    return [seen[subject] - told[subject] for subject in newest]


def _tell(count: int, *, rate: int) -> None:
    began = time.perf_counter()
    for number in range(count):
        time.sleep(max(0.0, began + number / rate - time.perf_counter()))
        effects.tell()


def _until_seen(count: int) -> None:
    deadline = time.monotonic() + 60
    while len(_commits("orders", effects.SEEN)) < count:
        if time.monotonic() > deadline:
            raise RuntimeError("not every event had its effect")
        time.sleep(0.2)


def _commits(context: str, action: str) -> dict[str, float]:
    with states.superuser(f"quenty_{context}") as connection:
        found = connection.execute(_COMMITS.format(context, action).encode())
        return {str(subject): float(ms) for subject, ms in found}


def _figures(transport: str, rounds: list[list[float]]) -> Iterator[Figure]:
    for name, at, target in (
        ("p50", 49, TARGETS[transport][0]),
        ("p99", 98, TARGETS[transport][1]),
    ):
        samples = tuple(quantiles(latencies, n=100)[at] for latencies in rounds)
        yield Figure(
            f"commit to effect over {transport}, {RATE}/s, {name}",
            median(samples),
            unit="ms",
            target=target,
            most=True,
            samples=samples,
        )
