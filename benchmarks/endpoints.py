"""Endpoints beside the same SQL: by pgbench, by bare views of the same stack, by the product."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks import pgbench, recording, states
from benchmarks.figures import Figure, of_samples
from benchmarks.recording import FILE, Recorded
from benchmarks.scene import ORDERS, Scene
from benchmarks.stack import Stack, say
from benchmarks.traffic import Request, send

OF_SQL, OF_BARE = 0.06, 0.7


@dataclass(frozen=True)
class Size:
    """How often all sides are measured, and how many requests each time."""

    rounds: int
    creates: int
    confirms: int
    reads: int


FULL = Size(rounds=3, creates=300, confirms=100, reads=400)
QUICK = Size(rounds=1, creates=8, confirms=4, reads=8)


@dataclass
class Kind:
    """A kind of request: `fresh` gives `count` that were never sent. `recorded`: one set for
    pgbench and one to be replayed in each round; reads are repeated."""

    name: str
    count: int
    fresh: Callable[[int], list[Request]]
    of_sql: float | None
    recorded: list[Recorded]
    repeats: bool = False

    def part(self, number: int) -> tuple[int, list[Recorded]]:
        """Where a set begins, and the set."""
        if self.repeats:
            return 0, (self.recorded * self.count)[: self.count * 5]
        begins = number * self.count
        return begins, self.recorded[begins : begins + self.count]


def measure(stack: Stack, scene: Scene, *, quick: bool) -> Iterator[Figure]:
    """Needs a made scene, and no server running."""
    size = QUICK if quick else FULL
    states.restore()
    product = stack.web(port=stack.web_port)
    quoted = iter(scene.quoted(size.confirms * size.rounds * 4 + 16))
    kinds = _kinds(scene, size, lambda n: [scene.confirmation(next(quoted)) for _ in range(n)])
    scripts = [kind.fresh(2 + 2 * size.rounds * kind.count) for kind in kinds[:2]]
    scripts += [kind.fresh(min(50, kind.count)) for kind in kinds[2:]]
    product.stop()
    states.save("quoted")
    for kind, requests in zip(kinds, scripts, strict=True):
        say(f"recording {len(requests)} x {kind.name}")
        # The first ones fill what a process remembers between requests.
        kind.recorded = recording.record(requests)[2:]
    states.restore("quoted")
    # Recorded entries have the numbers that they had: new ones are given others.
    with states.superuser("quenty_customers") as connection:
        move = "UPDATE customers.customers_ledgeraccount SET version = version + %s"
        connection.execute(move, [states.BEYOND])
    file = stack.folder / "recorded.json"
    recording.write({kind.name: kind.recorded for kind in kinds}, file)
    product = stack.web(port=stack.web_port)
    env = {"DJANGO_SETTINGS_MODULE": "benchmarks.bare_settings", FILE: str(file)}
    bare = stack.web(env=env)
    sides = Sides(stack, scene, product.port, bare.port)
    for kind in kinds:
        yield from _figures(kind, sides.measured(kind, size.rounds))
    bare.stop()
    product.stop()


def _kinds(scene: Scene, size: Size, confirmations: Callable[[int], list[Request]]) -> list[Kind]:
    guides: list[Any] = []

    def of_order(count: int) -> list[Request]:
        placed = scene.create(4)
        return [
            Request("GET", f"{ORDERS}/{order_id}", headers=scene.asks(merchant))
            for merchant, order_id in (placed * count)[:count]
        ]

    def lists(count: int) -> list[Request]:
        return [
            Request("GET", ORDERS, headers=scene.asks(scene.merchant_of(n))) for n in range(count)
        ]

    def tracking(count: int) -> list[Request]:
        if not guides:
            sent = send(scene.port, confirmations(4), keep=True)
            guides.extend(body["number"] for body in sent.bodies)
        path = "/api/v1/orders/tracking/"
        return [Request("GET", f"{path}{guides[n % 4]}") for n in range(count)]

    return [
        Kind("create", size.creates, scene.new_orders, OF_SQL, []),
        Kind("confirm", size.confirms, confirmations, OF_SQL, []),
        Kind("list of 20", size.reads, lists, None, [], repeats=True),
        Kind("get", size.reads, of_order, None, [], repeats=True),
        Kind("tracking", size.reads, tracking, None, [], repeats=True),
    ]


@dataclass(frozen=True)
class Measured:
    """Requests a second of each side, in one round."""

    sql: float
    replay: float
    bare: float
    product: float


@dataclass(frozen=True)
class Sides:
    stack: Stack
    scene: Scene
    product: int
    bare: int

    def measured(self, kind: Kind, rounds: int) -> list[Measured]:
        """Each side in turn, beginning with another one in each round."""
        say(f"measuring {kind.name}")
        # Pools grow, processes remember, plans are cached.
        send(self.product, kind.fresh(4))
        send(self.bare, self._plain(kind.fresh(4)))
        found = []
        for number in range(rounds):
            speeds: dict[str, float] = {}
            sides = [("sql", self._sql), ("replay", self._replay)]
            sides += [("product", self._product), ("bare", self._bare)]
            turn = number % len(sides)
            for name, side in sides[turn:] + sides[:turn]:
                speeds[name] = side(kind, number)
            found.append(Measured(**speeds))
        return found

    def _sql(self, kind: Kind, number: int) -> float:
        _, part = kind.part(2 * number)
        return len(part) / pgbench.seconds(part, self.stack.folder)

    def _replay(self, kind: Kind, number: int) -> float:
        begins, part = kind.part(2 * number + 1)
        method = "GET" if kind.repeats else "POST"
        name = kind.name.replace(" ", "%20")
        paths = [f"/replay/{name}/{begins + n % len(kind.recorded)}" for n in range(len(part))]
        return send(self.bare, [Request(method, path) for path in paths]).per_second

    def _product(self, kind: Kind, number: int) -> float:
        return send(self.product, kind.fresh(kind.count)).per_second

    def _bare(self, kind: Kind, number: int) -> float:
        # Its keys are those of requests that pgbench has: the rows are there, to be written over.
        begins, _ = kind.part(2 * number)
        keys = [f"{kind.name}/{begins + n}" for n in range(kind.count)]
        return send(self.bare, self._plain(kind.fresh(kind.count), keys)).per_second

    def _plain(self, requests: list[Request], keys: Sequence[str] = ()) -> list[Request]:
        """The same requests to the plain views, without credentials or keys of their own."""
        plain = []
        for n, asked in enumerate(requests):
            merchant = self.scene.whose(asked) if asked.headers else ""
            headers = [("X-Merchant", str(merchant))]
            if keys and asked.method == "POST":
                headers.append(("X-Recorded", keys[n]))
            path = asked.path.replace("/api/v1/orders/", "/plain/")
            plain.append(Request(asked.method, path, asked.body, tuple(headers)))
        return plain


def _figures(kind: Kind, rounds: list[Measured]) -> Iterator[Figure]:
    speeds = {
        side: median(getattr(row, side) for row in rounds)
        for side in ("sql", "replay", "bare", "product")
    }
    note = ", ".join(f"{side} {speed:,.0f}/s" for side, speed in speeds.items())
    name = f"order {kind.name}"
    each = len(kind.recorded[0].statements)
    yield of_samples(
        f"{name} / its SQL by pgbench",
        [row.product / row.sql for row in rounds],
        target=kind.of_sql,
        note=f"{note}; {each} statements",
        extra=speeds,
    )
    yield of_samples(
        f"{name} / bare view", [row.product / row.bare for row in rounds], target=OF_BARE
    )
    yield of_samples(
        f"{name} / bare view without ORM or serializers",
        [row.product / row.replay for row in rounds],
    )
