"""One hot wallet beside many, through the service that holds money, over real HTTP."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from benchmarks import rows, states
from benchmarks.figures import Figure, of_samples
from benchmarks.scene import Scene
from benchmarks.stack import Stack, say
from benchmarks.traffic import Request, send
from quenty.contracts.customers.api import CustomersApi
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money
from quenty.platform.codec import to_plain
from quenty.platform.registry import service_tokens, wire

SPREAD = 64
PESO = Money("10", COP)


def measure(stack: Stack, scene: Scene, *, quick: bool) -> Iterator[Figure]:
    """Holds of one wallet by 8 and by 32 clients, and of many wallets by 8."""
    rounds, count = (1, 16) if quick else (5, 400)
    states.restore()
    hot = scene.merchants[0]
    spread = _more(hot, SPREAD)
    web = stack.web(port=stack.web_port)
    send(web.port, _holds(spread, 64))
    found: list[tuple[float, float, float]] = []
    for number in range(rounds):
        sides = [([hot], 8), (spread, 8), ([hot], 32)]
        speeds = {}
        for wallets, clients in sides[number % 3 :] + sides[: number % 3]:
            sent = send(web.port, _holds(wallets, count), clients=clients)
            speeds[len(wallets), clients] = sent.per_second
        found.append((speeds[1, 8], speeds[SPREAD, 8], speeds[1, 32]))
    note = "hot {:,.0f}/s, spread {:,.0f}/s, hot by 32 {:,.0f}/s".format(*found[-1])
    yield of_samples(
        "one hot wallet / spread wallets, 8 clients",
        [hot8 / spread8 for hot8, spread8, _ in found],
        target=0.30,
        note=note,
    )
    yield of_samples(
        "one hot wallet: 32 clients / 8",
        [hot32 / hot8 for hot8, _, hot32 in found],
        target=0.6,
    )
    say("overdraft")
    yield _overdraft(web.port, spread[0], count)
    web.stop()


def _overdraft(port: int, wallet: UUID, count: int) -> Figure:
    """32 clients ask for twice what a wallet has: half of it is refused, and nothing owed."""
    half = count // 2
    query = "UPDATE customers.customers_ledgeraccount SET floor = balance - %s WHERE {} RETURNING 1"
    which = "owner_id = %s AND purpose = 'wallet_available'"
    with states.superuser("quenty_customers") as connection:
        amount = PESO.units * half
        given = connection.execute(query.format(which).encode(), [amount, wallet]).fetchall()
        sent = send(port, _holds([wallet], count), clients=32, expect=(200, 402, 409, 422))
        left = "SELECT balance - floor FROM customers.customers_ledgeraccount WHERE {}"
        ((over,),) = connection.execute(left.format(which).encode(), [wallet]).fetchall()
    accepted = sent.statuses.get("200", 0)
    return Figure(
        "one wallet, twice its money asked by 32 clients: overdrawn by",
        float(abs(over) + abs(accepted - half) + (len(given) != 1)),
        unit="",
        target=0,
        most=True,
        note=f"{accepted} of {count} holds were granted, {half} could be",
    )


def _holds(wallets: Sequence[UUID], count: int) -> list[Request]:
    headers = (("Authorization", f"Bearer {service_tokens.issue(audience='customers')}"),)
    path = wire.path_of(CustomersApi, "place_hold")
    return [
        Request(
            "POST",
            path,
            to_plain(
                {
                    "idempotency_key": new_id().hex,
                    "customer_id": wallets[number % len(wallets)],
                    "amount": PESO,
                    "purpose": "order",
                    "reference_id": new_id(),
                }
            ),
            headers,
        )
        for number in range(count)
    ]


def _more(merchant: UUID, count: int) -> list[UUID]:
    """Merchants like this one, each with a wallet like its own."""
    made = [new_id() for _ in range(count)]
    ids = ", ".join(f"'{id_}'::uuid" for id_ in made)
    source = f"(SELECT id FROM unnest(ARRAY[{ids}]) id)"  # noqa: S608
    with states.superuser("quenty_customers") as connection:
        for table, where, values in (
            (
                "customers_merchant",
                f"r.id = '{merchant}'",
                {"id": "n.id", "document_number": "right(md5(n.id::text), 12)", "twin_id": "NULL"},
            ),
            (
                "customers_kyccase",
                f"r.merchant_id = '{merchant}'",
                {"id": "gen_random_uuid()", "merchant_id": "n.id"},
            ),
            (
                "customers_ledgeraccount",
                f"r.owner_id = '{merchant}'",
                {"id": "gen_random_uuid()", "owner_id": "n.id"},
            ),
        ):
            rows.multiply(connection, f"customers.{table}", where, values, source=source)
    return made
