"""A list of 20 among a thousand rows and among a hundred thousand."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

from benchmarks import rows, states
from benchmarks.figures import Figure, of_samples
from benchmarks.scene import ORDERS, Scene
from benchmarks.stack import Stack, say
from benchmarks.traffic import Request, send
from quenty.kernel import clock

FEW, MANY = 1_000, 100_000


def measure(stack: Stack, scene: Scene, *, quick: bool) -> Iterator[Figure]:
    """Two servers of the same product, whose orders differ in number only."""
    many, rounds, count = (FEW * 2, 1, 16) if quick else (MANY, 5, 300)
    states.restore()
    web = stack.web(port=stack.web_port)
    ((_, order_id),) = scene.create(1)
    web.stop()
    for name, size in (("bench_few", FEW), ("bench_many", many)):
        say(f"{size} orders")
        states.copy("orders", "quenty_orders", name)
        _fill(name, order_id, size)
    url = stack.env["ORDERS_DATABASE_URL"].rpartition("/")[0]
    env = {"ORDERS_DATABASE_URL": f"{url}/bench_few"}
    few_web = stack.web(port=stack.web_port, env=env)
    many_web = stack.web(env={"ORDERS_DATABASE_URL": f"{url}/bench_many"})
    for page, path_few, path_many in (
        ("first page", ORDERS, ORDERS),
        ("page in the middle", _middle(FEW), _middle(many)),
    ):
        sides = [(few_web.port, path_few), (many_web.port, path_many)]
        for port, path in sides:
            send(port, _asks(scene, path, 40))
        found = []
        for number in range(rounds):
            speeds = {
                port: send(port, _asks(scene, path, count)).per_second
                for port, path in (sides if number % 2 else sides[::-1])
            }
            found.append((speeds[many_web.port], speeds[few_web.port]))
        yield of_samples(
            f"list of 20, {page}: {many:,} rows / {FEW:,}",
            [fast / slow for fast, slow in found],
            target=0.8,
            note=", ".join(f"{speed:,.0f}/s" for speed in found[-1]),
        )
    few_web.stop()
    many_web.stop()


def _fill(database: str, order_id: str, size: int) -> None:
    """That many orders of the one merchant, a second apart, each with its piece."""
    with states.superuser(database) as connection:
        made = rows.multiply(
            connection,
            "orders.orders_order",
            f"r.id = '{order_id}'",
            {
                "id": "uuidv7()",
                "reference": "md5(random()::text)",
                "created_at": "r.created_at - n * interval '1 second'",
            },
            source=f"generate_series(1, {size - 1})",
        )
        assert made == size - 1  # noqa: S101
        others = f"(SELECT id FROM orders.orders_order WHERE id <> '{order_id}')"  # noqa: S608
        rows.multiply(
            connection,
            "orders.orders_piece",
            f"r.order_id = '{order_id}'",
            {"id": "uuidv7()", "order_id": "n.id"},
            source=others,
        )
        connection.execute("VACUUM ANALYZE")


def _middle(size: int) -> str:
    """A page among rows of which as many are newer as older."""
    position = (clock.now() - timedelta(seconds=size // 2)).isoformat()
    cursor = b64encode(f"p={quote(position)}".encode()).decode()
    return f"{ORDERS}?cursor={quote(cursor)}"


def _asks(scene: Scene, path: str, count: int) -> list[Request]:
    return [Request("GET", path, headers=scene.asks(0)) for _ in range(count)]
