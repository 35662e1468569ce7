"""`events replay` refuses what nobody tells or hears here, instead of doing nothing in silence."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

SINCE = "2026-01-01"
SUSPENDED = "customers.customer.suspended"


@pytest.mark.parametrize("name", ["customers.customer.suspendid", "nothing", "x.y.z"])
def test_an_event_that_nobody_declared(name: str) -> None:
    with pytest.raises(CommandError, match=f"no event is called {name}"):
        call_command("events", "replay", type=name, since=SINCE)


def test_an_event_of_a_context_that_lives_elsewhere(settings: Any) -> None:
    settings.QUENTY_CONTEXTS = ("orders",)
    with pytest.raises(CommandError, match="customers lives elsewhere"):
        call_command("events", "replay", type=SUSPENDED, since=SINCE)


def test_a_consumer_that_is_not_here() -> None:
    with pytest.raises(CommandError, match=r"nothing here is called orders\.nobody"):
        call_command("events", "replay", type=SUSPENDED, since=SINCE, consumer="orders.nobody")
