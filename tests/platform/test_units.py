"""`up --services`: how contexts are split into units, and what each of them is told."""

import pytest
from django.core.management import CommandError, call_command

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.embedded import database_urls
from quenty.platform.embedded.ports import free_port
from quenty.platform.supervisor.units import (
    SplitError,
    environment_of,
    front_of,
    split,
    units_of,
)


@pytest.mark.parametrize(
    ("written", "units"),
    [
        ("", [(name, (name,)) for name in CONTEXTS]),
        (
            "gateway,orders+pickups",
            [
                ("gateway", ("gateway",)),
                ("orders-pickups", ("orders", "pickups")),
                ("rest", tuple(n for n in CONTEXTS if n not in ("gateway", "orders", "pickups"))),
            ],
        ),
        ("+".join(CONTEXTS), [("-".join(CONTEXTS), tuple(CONTEXTS))]),
    ],
)
def test_a_split_names_units_and_the_rest_shares_one(
    written: str, units: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert split(written, CONTEXTS) == units


@pytest.mark.parametrize("written", ["gateway,nothing", "orders,orders", "orders+", "orders,"])
def test_a_split_that_names_nothing_or_twice_is_refused(written: str) -> None:
    with pytest.raises(SplitError, match=r"is (no context|named twice)"):
        split(written, CONTEXTS)
    with pytest.raises(CommandError, match=r"is (no context|named twice)"):
        call_command("up", services=written)


def test_a_unit_knows_its_own_databases_its_queue_and_where_the_others_are() -> None:
    units = units_of("orders", CONTEXTS, free_port())
    orders, rest = units
    everything = database_urls("secret", 5432) | {"QUENTY_SECRET_KEY": "k"}

    told = environment_of(orders, units, everything, broker="amqp://here")

    assert [n for n in told if n.endswith("_DATABASE_URL")] == ["ORDERS_DATABASE_URL"]
    assert "quenty_customers" not in str(told)
    assert told["QUENTY_CONTEXTS"] == told["QUENTY_UNIT"] == "orders"
    assert told["RABBITMQ_URL"] == "amqp://here"
    peers = dict(pair.split("=") for pair in told["QUENTY_PEERS"].split(","))
    assert peers == {name: rest.url for name in CONTEXTS if name != "orders"}
    assert front_of(units) == rest


def test_ports_keep_their_distance_from_the_gateways() -> None:
    first = free_port()
    ports = {u.contexts[0]: u.port for u in units_of("", CONTEXTS, first)}
    assert len(set(ports.values())) == len(CONTEXTS)
    assert ports["gateway"] == first
    assert all(port >= first + CONTEXTS[name].port - 8000 for name, port in ports.items())
