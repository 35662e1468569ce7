"""The p99 of a context that is hosted here, while a peer that hosts another one misbehaves."""

import http.client
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles

from benchmarks.figures import Figure, of_samples
from benchmarks.peer import BADLY, WELL
from benchmarks.scene import ORDERS, Scene
from benchmarks.stack import Stack, say
from benchmarks.traffic import Request, send
from quenty.kernel.contexts import CONTEXTS
from quenty.platform.embedded.ports import LOOPBACK, free_port

HERE = "/api/v1/customers/wallet"
# A second: what is measured, and what meanwhile goes to the peer.
RATE, AWAY = 60, 30
# More than may wait for a peer at once, so that some ask on.
CLIENTS_AWAY = 40
TARGET = 1.10
DOES = {
    "500": "answers 500",
    "hangs": "hangs",
    "resets": "resets",
    "trickles": "sends a byte a second",
}


def measure(stack: Stack, scene: Scene, *, quick: bool) -> Iterator[Figure]:
    """The same load with a peer that is well and with one that is not, in turns."""
    rounds, seconds = (1, 1) if quick else (3, 6)
    port = free_port()
    peer = stack.process("benchmarks.peer", str(port))
    web = stack.web(
        port=stack.web_port,
        env={
            "QUENTY_CONTEXTS": ",".join(name for name in CONTEXTS if name != "orders"),
            "QUENTY_PEERS": f"orders=http://{LOOPBACK}:{port}",
        },
    )
    found: dict[str, list[tuple[float, float]]] = {manner: [] for manner in BADLY}
    try:
        _under_load(scene, port, WELL, seconds)
        for number in range(rounds):
            for manner in BADLY:
                say(f"round {number + 1} of {rounds}: {manner}")
                sides = (WELL, manner) if number % 2 else (manner, WELL)
                p99 = {side: _under_load(scene, port, side, seconds) for side in sides}
                found[manner].append((p99[WELL], p99[manner]))
    finally:
        web.stop()
        peer.stop()
    for manner, pairs in found.items():
        yield of_samples(
            f"p99 of customers while the peer with orders {DOES[manner]} / is well",
            [badly / well for well, badly in pairs],
            target=TARGET,
            most=True,
            note=", ".join(f"{badly:.1f}/{well:.1f} ms" for well, badly in pairs),
        )


def _under_load(scene: Scene, port: int, manner: str, seconds: int) -> float:
    """Milliseconds; the peer begins to misbehave with the load, so that no breaker knows yet."""
    _until_it_is_asked(scene, port)
    _turn(port, manner)
    asked = [Request("GET", ORDERS, headers=scene.asks(0))] * (AWAY * seconds)
    here = [Request("GET", HERE, headers=scene.asks(0))] * (RATE * seconds)
    with ThreadPoolExecutor(1) as beside:
        away = beside.submit(
            send, scene.port, asked, clients=CLIENTS_AWAY, rate=AWAY, expect=(200, 500, 503)
        )
        sent = send(scene.port, here, rate=RATE)
    well = away.result().statuses.get("200", 0)
    if (well == len(asked)) is not (manner == WELL):
        raise RuntimeError(f"of {len(asked)} requests to a peer that is {manner}, {well} were well")
    return quantiles(sent.latencies, n=100)[98] * 1000


def _turn(port: int, manner: str) -> None:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    connection.request("PUT", f"/{manner}")
    connection.getresponse().read()
    connection.close()


def _until_it_is_asked(scene: Scene, port: int) -> None:
    """Until every worker's breaker is closed. Raises RuntimeError after a minute."""
    _turn(port, WELL)
    deadline = time.monotonic() + 60
    asked = [Request("GET", ORDERS, headers=scene.asks(0))] * 40
    while True:
        sent = send(scene.port, asked, expect=(200, 503))
        if set(sent.statuses) == {"200"}:
            return
        if time.monotonic() > deadline:
            raise RuntimeError("the breakers stay open")
        time.sleep(0.5)
