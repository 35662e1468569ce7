"""What merchants' webhooks carry: never what an operator costs us."""

from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest

from quenty.kernel.events import EVENTS, EventType
from quenty.kernel.money import COP, Money
from quenty.platform.codec import from_plain
from quenty.platform.documents import loading
from quenty.platform.events.outward import NotForMerchants, outward

loading.contracts()
WEBHOOKS = [declared for declared in EVENTS.values() if declared.webhook]
OURS_ALONE = ("cost", "margin")


def names_in(kind: Any, seen: tuple[Any, ...] = ()) -> set[str]:
    """Every field name in a type, at any depth."""
    found: set[str] = set()
    for part in (kind, *get_args(kind)):
        if is_dataclass(part) and part not in seen and part is not Money:
            hints = get_type_hints(part)
            for one in fields(part):
                found |= {one.name} | names_in(hints[one.name], (*seen, part))
        elif part is not kind:
            found |= names_in(part, seen)
    return found


@pytest.mark.parametrize("declared", WEBHOOKS, ids=lambda e: e.key)
def test_no_webhook_carries_what_is_ours_alone(declared: EventType) -> None:
    hints = get_type_hints(declared.payload)
    for one in fields(declared.payload):
        if one.name in declared.internal:
            continue
        names = {one.name} | names_in(hints[one.name])
        assert not [n for n in names for ours in OURS_ALONE if ours in n], one.name


def test_the_cost_of_a_guide_stays_here() -> None:
    declared = EVENTS["orders.guide.generated.v1"]
    assert declared.internal == {"cost", "cost_lines"}
    event = sample(declared)

    sent = outward(event)

    assert event.cost == Money(9_123, COP)
    assert not [name for name in sent if "cost" in name]
    assert "9123" not in str(sent)
    assert sent["number"] == "QTY1"


def test_an_event_for_nobody_outside_does_not_leave() -> None:
    declared = next(e for e in EVENTS.values() if not e.webhook and fields(e.payload))
    with pytest.raises(NotForMerchants):
        outward(declared.payload.__new__(declared.payload))


def sample(declared: EventType) -> Any:
    some = "01900000-0000-7000-8000-000000000000"
    money = {"amount": "21075.00", "currency": "COP"}
    plain: dict[str, Any] = {}
    for name, hint in get_type_hints(declared.payload).items():
        text = str(hint)
        if "UUID" in text:
            plain[name] = some
        elif "tuple" in text:
            plain[name] = []
        elif "Money" in text:
            plain[name] = money
        elif "int" in text:
            plain[name] = 1
        elif "datetime.datetime" in text:
            plain[name] = "2026-03-05T19:20:00+00:00"
        elif "date" in text:
            plain[name] = "2026-03-09"
        else:
            plain[name] = "x"
    plain |= {"number": "QTY1", "cost": {"amount": "9123.00", "currency": "COP"}}
    return from_plain(plain, declared.payload)
