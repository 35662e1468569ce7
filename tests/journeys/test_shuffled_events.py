"""The first journey with every message handed over five times, in any order: the same end."""

import random
from typing import Any

import pytest
from django.db import connections

from quenty.kernel.contexts import alias_of
from quenty.platform.events import inbox
from quenty.platform.events.relay import claim, mark
from quenty.platform.testing.events import act_on
from quenty.platform.testing.http import Api
from tests.journeys.world import CONTEXTS, DATABASES, World, good

pytestmark = pytest.mark.django_db(databases=DATABASES)

COPIES = 5


def shuffled(seed: int) -> Any:
    """In place of `settle`: all that is told, five times over, one at a time, in any order."""
    chance = random.Random(seed)

    def run(*contexts: str) -> None:
        while True:
            told = []
            for context in contexts:
                while batch := claim(context):
                    told += batch * COPIES
                    mark(context, batch)
            if not told:
                return
            chance.shuffle(told)
            for envelope in told:
                inbox.receive([envelope])
            for context in chance.sample(contexts, len(contexts)):
                act_on(context, "event")
                act_on(context, "job")

    return run


def facts(world: World) -> dict[str, Any]:
    """What the journey left behind, without what differs from one run to the next."""
    world.open_network()
    merchant = world.register("zapateria", "800197268-4")
    world.pass_kyc(merchant)
    world.top_up(merchant, "500000")
    guide = world.ship(merchant)
    where = f"/api/v1/orders/guides/{guide['number']}/events"
    for event in ("picked_up", "in_transit", "out_for_delivery", "delivered"):
        good(world.admin.post(where, json={"event": event}))
    world.settle()
    wallet = world.wallet(merchant)
    entries = good(merchant.get("/api/v1/customers/wallet/entries?page_size=100"))["results"]
    tracking = good(world.api.anonymous().get(f"/api/v1/orders/tracking/{guide['number']}"))
    return {
        "available": wallet["available"],
        "held": wallet["held"],
        "entries": len(entries),
        "guides": len(good(merchant.get("/api/v1/orders/guides"))["results"]),
        "tracking": tracking["status"],
        "rates": rows("orders", "SELECT count(*) FROM orders_sheetcopy"),
        "stuck": sum(
            rows(context, "SELECT count(*) FROM platform_inbox WHERE status <> 'done'")
            for context in CONTEXTS
        ),
    }


def rows(context: str, statement: str) -> int:
    with connections[alias_of(context)].cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


# 500,000 less 29,025: base 21,000, fuel 4.5% of it 945, declared value 1% of 100,000, margin
# 8% of base and fuel 1,756, and IVA at 19%: 3,990 on the base, 334 on the margin.
EXPECTED = {
    "available": {"amount": "470975.00", "currency": "COP"},
    "entries": 2,
    "held": {"amount": "0.00", "currency": "COP"},
    "guides": 1,
    "tracking": "delivered",
    "rates": 1,
    "stuck": 0,
}


def test_in_order(api: Api, settle: Any) -> None:
    found = facts(World(api, settle))
    assert {name: found[name] for name in EXPECTED} == EXPECTED


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_five_times_and_shuffled(api: Api, seed: int) -> None:
    found = facts(World(api, shuffled(seed)))
    assert {name: found[name] for name in EXPECTED} == EXPECTED
