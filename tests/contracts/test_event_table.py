"""Every declared event has a publisher and somebody to hear it; every consumer's event exists."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from quenty.kernel.events import EVENTS, EventType
from quenty.platform.documents import loading
from quenty.platform.events.declared import CONSUMERS, CONSUMERS_BY_NAME

loading.contracts()
BASE = Path(settings.QUENTY_BASE_DIR)


def classes_made_in(context: str) -> set[str]:
    """Names called in the context's services and outgoing: where events are made."""
    folder = BASE / "apps" / context
    files = [
        *folder.glob("services/**/*.py"),
        *folder.glob("outgoing*"),
        *folder.glob("outgoing/*"),
    ]
    made: set[str] = set()
    for file in files:
        if file.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name | ast.Attribute):
                made.add(node.id if isinstance(node, ast.Name) else node.attr)
    return made


@pytest.mark.parametrize("declared", EVENTS.values(), ids=lambda e: e.key)
def test_an_event_has_a_publisher_and_a_listener(declared: EventType) -> None:
    assert declared.payload.__name__ in classes_made_in(declared.context), "nobody publishes it"
    assert CONSUMERS.get(declared.key) or declared.webhook, "nobody may hear it"


def test_consumers_listen_to_declared_events_of_others() -> None:
    for consumer in CONSUMERS_BY_NAME.values():
        assert EVENTS.get(consumer.event.key) is consumer.event
        assert consumer.event.context != consumer.context, f"{consumer.name} hears itself"


def test_events_live_with_their_publisher() -> None:
    for declared in EVENTS.values():
        if declared.payload.__module__.startswith("quenty.contracts."):
            assert declared.payload.__module__.split(".")[2] == declared.context
