"""Quotes over ten operators with four services each, and a thousand shipments at once."""

import random
import time
from collections.abc import Iterator
from typing import Any

from benchmarks import recording, states
from benchmarks.figures import Figure, of_samples
from benchmarks.recording import FILE
from benchmarks.scene import Scene, with_digit
from benchmarks.stack import Stack, say
from benchmarks.traffic import Request, send

OPERATORS, SERVICES = 10, 4
QUOTES = "/api/v1/orders/quotes"
OF_BARE, OFFERS = 0.7, 3_000


def measure(stack: Stack, scene: Scene, *, quick: bool) -> Iterator[Figure]:
    """One parcel through the web server beside a bare view with the same reads and inserts, and
    beside a view that only runs a quote's statements and answers its body; a thousand shipments
    through the job that prices them, on one core."""
    operators, rounds, quotes, shipments = (1, 1, 8, 30) if quick else (OPERATORS, 5, 80, 1_000)
    states.restore()
    web = stack.web(port=stack.web_port)
    _open(stack, scene, operators)
    asked = _asked(scene, rounds * quotes)
    web.stop()
    recorded = _recorded(stack, asked)
    web = stack.web(port=stack.web_port)
    bare = stack.web(env={"DJANGO_SETTINGS_MODULE": "benchmarks.bare_settings", FILE: recorded})
    yield from _one_parcel(scene, web.port, bare.port, rounds, quotes)
    bare.stop()
    web.stop()
    yield _in_bulk(scene, 1 if quick else 3, shipments)


def _recorded(stack: Stack, asked: list[Request]) -> str:
    """The file of these quotes, none of which is left."""
    states.save("rated")
    say(f"recording {len(asked)} quotes")
    found = recording.record(asked)
    states.restore("rated")
    file = stack.folder / "recorded.json"
    recording.write({"quote": found}, file)
    return str(file)


def _asked(scene: Scene, count: int) -> list[Request]:
    of = [scene.merchant_of(n) for n in range(count)]
    return [Request("POST", QUOTES, _shipment(n), scene.asks(m)) for n, m in enumerate(of)]


def _open(stack: Stack, scene: Scene, operators: int) -> None:
    from tests.journeys.world import OPERATOR, SERVICE

    say(f"{operators} operators, {SERVICES} services each")
    roles = stack.process("manage", "run_roles", "relay", "worker", "beat")
    world = scene.world()
    for n in range(operators):
        code = f"bench{n}"
        operator = {**OPERATOR, "code": code, "nit": with_digit(f"{800_100_000 + n}")}
        services = [{**SERVICE, "code": f"{code}-{m}"} for m in range(SERVICES)]
        world.open_operator(operator, services, cost=True)
    roles.stop()


def _one_parcel(
    scene: Scene, product: int, bare: int, rounds: int, quotes: int
) -> Iterator[Figure]:
    def plain(count: int) -> list[Request]:
        of = [str(scene.merchants[scene.merchant_of(n)]) for n in range(count)]
        where = "/plain/quotes"
        return [
            Request("POST", where, _shipment(n), (("X-Merchant", m),)) for n, m in enumerate(of)
        ]

    def replayed(number: int) -> list[Request]:
        first = number * quotes
        paths = [f"/replay/quote/{n}" for n in range(first, first + quotes)]
        return [Request("POST", path, _shipment(0)) for path in paths]

    say("one parcel")
    for port, requests in ((product, _asked(scene, 8)), (bare, plain(8))):
        send(port, requests)
    found = []
    for number in range(rounds):
        sides = [
            ("product", product, _asked(scene, quotes)),
            ("bare view", bare, plain(quotes)),
            ("replay", bare, replayed(number)),
        ]
        found.append(
            {
                side: send(port, requests).per_second
                for side, port, requests in (sides if number % 2 else sides[::-1])
            }
        )
    body = send(product, _asked(scene, 1), keep=True).bodies[0]
    offers = sum(offer["available"] for offer in body["offers"])
    said = ", ".join(f"{side} {speed:,.0f}/s" for side, speed in found[-1].items())
    for side, target in (("bare view", OF_BARE), ("replay", None)):
        yield of_samples(
            f"quote of {offers} offers / {side}",
            [speeds["product"] / speeds[side] for speeds in found],
            target=target,
            note=said,
        )


def _in_bulk(scene: Scene, rounds: int, count: int) -> Figure:
    """Asked for once a round; then the job, again and again in this thread, until all is done."""
    from apps.orders.domain.pricing.shipment import Parcel, Shipment
    from apps.orders.domain.states import Payer
    from apps.orders.models import Estimate
    from apps.orders.selectors.catalogue import catalogue
    from apps.orders.services.estimates.ask import ask_estimate
    from apps.orders.services.estimates.price import price_estimate
    from quenty.kernel import clock
    from quenty.kernel.actors import SYSTEM
    from quenty.kernel.money import COP, Money

    say(f"{count} shipments")
    choose = random.Random(7)  # noqa: S311  (the same shipments each time, guarding nothing)
    services = len(catalogue(clock.today()).tariffs)

    def shipment() -> Shipment:
        sides = [choose.randint(50, 400) for _ in range(3)]
        return Shipment(
            origin="11001",
            destination="05001",
            parcels=(Parcel(choose.randint(100, 4_900), *sides),),
            declared=Money(choose.randint(10, 2_000) * 1_000, COP),
            cod=Money(choose.choice((0, 50_000)), COP),
            payer=Payer.SENDER,
        )

    speeds = []
    for _ in range(rounds):
        estimate = ask_estimate(
            customer_id=scene.merchants[0],
            livemode=True,
            shipments=[(str(n), shipment()) for n in range(count)],
            modes=(),
            best="price",
            keep=3,
            actor=SYSTEM,
        )
        began = time.perf_counter()
        while Estimate.objects.get(pk=estimate.pk).status == "running":
            price_estimate(estimate_id=estimate.pk)
        speeds.append(count * services / (time.perf_counter() - began))
    return of_samples(
        f"{count:,} shipments x {services} services, read, priced and stored by one thread",
        speeds,
        unit="offers/s",
        target=OFFERS,
    )


def _shipment(number: int) -> dict[str, Any]:
    return {
        "origin": "11001",
        "destination": "05001",
        "pieces": [
            {
                "weight_kg": f"{1 + number % 4}.2",
                "length_cm": "20",
                "width_cm": "10",
                "height_cm": "10",
            }
        ],
        "declared_value": "100000",
    }
