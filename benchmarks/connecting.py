"""Connections that PostgreSQL was asked for while requests came in."""

import time
from collections.abc import Iterator

from benchmarks import states
from benchmarks.figures import Figure
from benchmarks.scene import ORDERS, Scene
from benchmarks.stack import Stack
from benchmarks.traffic import Request, send

CLIENTS = 16


def measure(stack: Stack, scene: Scene, *, quick: bool) -> Iterator[Figure]:
    """After a warm-up, over the product's web server as it is deployed."""
    count = 40 if quick else 2_000
    states.restore()
    web = stack.web(port=stack.web_port)
    for _ in range(3):
        send(web.port, _mixed(scene, max(60, count // 5)), clients=CLIENTS)
    before = _connections()
    sent = send(web.port, _mixed(scene, count), clients=CLIENTS)
    after = _connections()
    web.stop()
    yield Figure(
        f"new database connections in {count:,} requests",
        float(len(after[1] - before[1]) + (after[0] - before[0])),
        unit="",
        target=0,
        most=True,
        note=f"{len(before[1])} were open; {sent.per_second:,.0f} requests/s",
    )


def _mixed(scene: Scene, count: int) -> list[Request]:
    """A write to every three reads."""
    writes = iter(scene.new_orders(count // 4 + 1))
    reads = [Request("GET", ORDERS, headers=scene.asks(0)) for _ in range(count)]
    return [next(writes) if n % 4 == 0 else reads[n] for n in range(count)]


def _connections() -> tuple[int, set[tuple[int, str]]]:
    """Sessions ever begun in our databases, and those that are open."""
    # Sessions are counted a moment after they begin.
    time.sleep(2)
    with states.superuser() as connection:
        ours = "datname LIKE 'quenty\\_%'"
        counted = f"SELECT coalesce(sum(sessions), 0) FROM pg_stat_database WHERE {ours}"  # noqa: S608
        ((sessions,),) = connection.execute(counted.encode()).fetchall()
        opened = f"SELECT pid, backend_start::text FROM pg_stat_activity WHERE {ours}"  # noqa: S608
        return int(sessions), set(connection.execute(opened.encode()).fetchall())
