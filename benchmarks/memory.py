"""Memory of every process while merchants order, quote, confirm and look.

`python -m benchmarks memory --minutes 10`. Flat: in the second half a process grows by less
than 2% of what it has, by the line through its samples.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator

import psutil

from benchmarks import states
from benchmarks.figures import Figure
from benchmarks.scene import ORDERS, Scene
from benchmarks.stack import Stack, say
from benchmarks.traffic import Request, send

SECONDS_BETWEEN = 5.0
ROUND = 40
RATE = 40.0
MOST_GROWTH = 2.0

Samples = dict[str, list[tuple[float, float]]]


def measure(stack: Stack, scene: Scene, *, quick: bool, minutes: float = 10.0) -> Iterator[Figure]:
    """Web workers, roles, PostgreSQL and RabbitMQ while they work."""
    states.restore()
    with stack.rabbitmq() as url:
        env = {"QUENTY_EVENTS_TRANSPORT": "rabbitmq", "RABBITMQ_URL": url}
        web = stack.web(port=stack.web_port, env=env)
        roles = stack.process("manage", "run_roles", "relay", "worker", "beat", env=env)
        roots = {"web": web.pid, "roles": roles.pid, "rabbitmq": stack.broker.pid}
        sampler = Sampler({**roots, "postgres": stack.postgres.pid() or 0})
        sampler.start()
        asked = _journeys(scene, until=time.monotonic() + (0.1 if quick else minutes) * 60)
        samples = sampler.finish()
        roles.stop()
        web.stop()
    say(f"{asked} requests")
    for name, points in sorted(samples.items()):
        yield growth(name, points, f"{asked} requests")


def _journeys(scene: Scene, *, until: float) -> int:
    """Orders made, quoted, confirmed, listed, tracked, over and over; gives how many requests."""
    asked = 0
    while time.monotonic() < until:
        quoted = scene.quoted(ROUND)
        confirmed = send(
            scene.port, [scene.confirmation(q) for q in quoted], keep=True, rate=RATE
        ).bodies
        looks = [
            Request("GET", path, headers=scene.asks(q.merchant))
            for q, guide in zip(quoted, confirmed, strict=True)
            for path in (
                ORDERS,
                f"{ORDERS}/{q.order_id}",
                f"/api/v1/orders/tracking/{guide['number']}",
                "/api/v1/customers/wallet",
            )
        ]
        send(scene.port, looks, rate=RATE * 2)
        asked += ROUND * 7
    return asked


class Sampler(threading.Thread):
    """Memory of their own (USS) in MiB of process trees, by the name of their root."""

    def __init__(self, roots: dict[str, int]) -> None:
        super().__init__(daemon=True)
        self.roots = roots
        self.samples: Samples = defaultdict(list)
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(SECONDS_BETWEEN):
            for name, pid in self.roots.items():
                for label, size in _sizes(name, pid):
                    self.samples[label].append((time.monotonic(), size))

    def finish(self) -> Samples:
        self._over.set()
        self.join()
        return self.samples


def _sizes(name: str, pid: int) -> list[tuple[str, float]]:
    """PostgreSQL's backends come and go, so they are summed; others are told apart."""
    try:
        root = psutil.Process(pid)
        family = [root, *sorted(root.children(recursive=True), key=lambda p: p.pid)]
    except psutil.NoSuchProcess:
        return []
    sizes = []
    for process in family:
        try:
            sizes.append(process.memory_full_info().uss / 2**20)
        except psutil.NoSuchProcess:
            continue
    if name in ("postgres", "rabbitmq"):
        return [(name, sum(sizes))]
    return [(f"{name} {n}" if n else name, size) for n, size in enumerate(sizes)]


def growth(name: str, points: list[tuple[float, float]], note: str) -> Figure:
    """Percent that the line through the second half's samples rises from its beginning to its
    end."""
    half = points[len(points) // 2 :]
    size, rise = _line(half)
    return Figure(
        f"memory of {name}: growth in the second half",
        100 * rise / size,
        unit="%",
        target=MOST_GROWTH,
        most=True,
        samples=(),
        note=f"{points[0][1]:.0f} MiB at first, {half[-1][1]:.0f} at last; {note}",
        extra={"first": points[0][1], "last": half[-1][1]},
    )


def _line(points: list[tuple[float, float]]) -> tuple[float, float]:
    """(where the fitted line begins, how much it rises)."""
    times, sizes = [t for t, _ in points], [s for _, s in points]
    if len(points) < 2:
        return sizes[0], 0.0
    middle, average = sum(times) / len(times), sum(sizes) / len(sizes)
    over = sum((t - middle) ** 2 for t in times)
    slope = sum((t - middle) * (s - average) for t, s in points) / over
    rise = slope * (times[-1] - times[0])
    return average - rise / 2, rise
