"""The country that is measured: an operator, merchants with money, orders waiting to be confirmed.

Made through the public doors of real processes, as the journeys make theirs.
"""

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from benchmarks.stack import Stack, say
from benchmarks.traffic import Request, send
from quenty.kernel.actors import SYSTEM
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money

ORDERS = "/api/v1/orders/orders"
MERCHANTS = ("uno", "dos", "tres", "cuatro")
NITS = ("900123456", "900234567", "900345678", "900456789")
# Less than a token lasts.
TOKEN_SECONDS = 240.0


@dataclass(frozen=True)
class Quoted:
    """An order that waits to be confirmed with an offer."""

    merchant: int
    order_id: str
    offer_id: str


class Scene:
    """`merchants`: their ids. Needs a web server at `port`, and roles while it is made."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.merchants: list[UUID] = []
        self._tokens: dict[int, tuple[float, str]] = {}
        self._whose: dict[str, UUID] = {}
        self.port = stack.web_port

    def make(self, merchants: int) -> None:
        from apps.customers.services.ledger.set_limit import set_limit

        world = self.world()
        world.open_network()
        for name, nit in list(zip(MERCHANTS, NITS, strict=True))[:merchants]:
            say(f"merchant {name}")
            client = world.register(name, with_digit(nit))
            world.pass_kyc(client)
            world.top_up(client)
            set_limit(
                customer_id=UUID(str(client.customer_id)),
                limit=Money("900000000000", COP),
                actor=SYSTEM,
            )
            self.merchants.append(UUID(str(client.customer_id)))
        world.settle()

    def world(self) -> Any:
        """What is made in it is made over HTTP at `port`, by relay and worker too."""
        from apps.gateway.seeds import DEMO_ADMIN
        from tests.journeys.elsewhere import HttpApi, settled
        from tests.journeys.world import World

        password = self.stack.env["QUENTY_DEMO_ADMIN_PASSWORD"]
        api = HttpApi(f"http://127.0.0.1:{self.port}", (DEMO_ADMIN, password))
        return World(api, settled)  # type: ignore[arg-type]

    def token(self, merchant: int) -> str:
        """An access token of a merchant, logged in anew before the last one ends."""
        from tests.journeys.world import PASSWORD

        had, token = self._tokens.get(merchant, (-TOKEN_SECONDS, ""))
        if time.monotonic() - had >= TOKEN_SECONDS:
            body = {"email": f"{MERCHANTS[merchant]}@example.com", "password": PASSWORD}
            asked = Request("POST", "/api/v1/gateway/tokens", body)
            answer = send(self.port, [asked], clients=1, keep=True)
            token = answer.bodies[0]["access_token"]
            self._tokens[merchant] = (time.monotonic(), token)
            self._whose[f"Bearer {token}"] = self.merchants[merchant]
        return token

    def whose(self, request: Request) -> UUID:
        """The merchant who makes a request that `asks` wrote the headers of."""
        return self._whose[dict(request.headers)["Authorization"]]

    def asks(self, merchant: int, *, key: bool = False) -> tuple[tuple[str, str], ...]:
        """Headers of a merchant's request; `key`: with an idempotency key of its own."""
        headers = (("Authorization", f"Bearer {self.token(merchant)}"),)
        return (*headers, ("Idempotency-Key", str(new_id()))) if key else headers

    def merchant_of(self, number: int) -> int:
        return number % len(self.merchants)

    def new_orders(self, count: int) -> list[Request]:
        """Orders to be created, of all merchants in turn."""
        return [
            Request("POST", ORDERS, new_order(), self.asks(self.merchant_of(n), key=True))
            for n in range(count)
        ]

    def create(self, count: int) -> list[tuple[int, str]]:
        """Orders that exist: (merchant, id)."""
        placed = send(self.port, self.new_orders(count), keep=True)
        return [(self.merchant_of(n), body["id"]) for n, body in enumerate(placed.bodies)]

    def quoted(self, count: int) -> list[Quoted]:
        """Orders that exist and have an offer in force."""
        placed = self.create(count)
        quotes = [
            Request("POST", f"{ORDERS}/{order_id}/quotes", {}, self.asks(merchant, key=True))
            for merchant, order_id in placed
        ]
        answers = send(self.port, quotes, keep=True).bodies
        return [
            Quoted(merchant, order_id, _offer(quote))
            for (merchant, order_id), quote in zip(placed, answers, strict=True)
        ]

    def confirmation(self, quoted: Quoted) -> Request:
        where = f"{ORDERS}/{quoted.order_id}/confirm"
        body = {"offer_id": quoted.offer_id}
        return Request("POST", where, body, self.asks(quoted.merchant, key=True))


def new_order() -> dict[str, Any]:
    """As a shop's own program sends it."""
    party = {"name": "Ana Gómez", "phone": "3001234567", "address": "Calle 10 # 20-30"}
    return {
        "reference": new_id().hex,
        "contents": "Zapatos",
        "origin": {**party, "name": "Tienda", "dane_code": "11001"},
        "recipient": {**party, "dane_code": "05001"},
        "pieces": [{"weight_kg": "1.2", "length_cm": "20", "width_cm": "10", "height_cm": "10"}],
        "declared_value": "100000",
    }


def _offer(quote: dict[str, Any]) -> str:
    return next(str(offer["id"]) for offer in quote["offers"] if offer["available"])


def with_digit(nit: str) -> str:
    from stdnum.co import nit as numbers

    return f"{nit}-{numbers.calc_check_digit(nit)}"
