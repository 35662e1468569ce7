"""DHL Express, FedEx and UPS through the SDK, against their documented shapes."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from apps.orders.domain.operators.failures import NoAnswer, NotOffered, NotReached, Refused
from apps.orders.domain.operators.port import Line, PickupWanted
from apps.orders.neighbours.operators import adapter_for
from apps.orders.neighbours.operators.exchange import transcribed
from apps.orders.tests.carrier import carrier as serving
from apps.orders.tests.karrio_carrier import SECRETS, SERVICES, Abroad
from apps.orders.tests.test_operator_adapters import SENDER, consignment
from quenty.kernel.money import COP, Money

ABROAD = sorted(SECRETS)
NONE = Money.zero()


@pytest.fixture
def carrier() -> Any:
    with serving(Abroad) as running:
        yield running


def reach(name: str, carrier: Any, seconds: float = 3.0, **secrets: str) -> Any:
    line = Line(
        operator_id="1",
        operator_code=name,
        base_url=carrier.url,
        settings={"service_ground": SERVICES[name]},
        secrets={**SECRETS[name], **secrets},
        seconds=seconds,
    )
    return adapter_for(name, line)


def plain(**changes: Any) -> Any:
    return consignment(collect=NONE, **changes)


@pytest.mark.parametrize("name", ABROAD)
def test_good_credentials_are_good(name, carrier) -> None:
    reach(name, carrier).check()

    assert len(carrier.asked) == 1


@pytest.mark.parametrize("name", ABROAD)
def test_wrong_credentials_are_refused_in_its_words(name, carrier) -> None:
    carrier.refuses = "token"

    with pytest.raises(Refused) as caught:
        reach(name, carrier).check()

    assert "ncorrect" in caught.value.detail or "Invalid" in caught.value.detail


@pytest.mark.parametrize(
    ("name", "days"), [("karrio_dhl_express", 4), ("karrio_fedex", None), ("karrio_ups", 2)]
)
def test_quotes_by_our_name_of_the_service(name, days, carrier) -> None:
    [rate] = reach(name, carrier).quote(plain())

    assert (rate.service_code, rate.total) == ("ground", Money(12_345, COP))
    assert rate.transit_days == days


@pytest.mark.parametrize("name", ABROAD)
def test_a_price_in_another_currency_is_no_offer(name, carrier) -> None:
    carrier.currency = "USD"

    with pytest.raises(Refused) as caught:
        reach(name, carrier).quote(plain())

    assert caught.value.code == "currency"


@pytest.mark.parametrize("name", ABROAD)
@pytest.mark.parametrize("act", ["quote", "book"])
def test_nothing_is_collected_at_the_door(name, act, carrier) -> None:
    with pytest.raises(Refused) as caught:
        getattr(reach(name, carrier), act)(consignment())

    assert (caught.value.code, carrier.asked) == ("cod_not_offered", [])


@pytest.mark.parametrize("name", ABROAD)
def test_books_and_brings_its_label(name, carrier) -> None:
    booked = reach(name, carrier).book(plain())

    [number] = carrier.booked.values()
    assert booked.number == number
    assert number in booked.tracking_url
    assert booked.label is not None
    assert booked.label.content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ABROAD)
def test_the_shipment_is_told_whole(name, carrier) -> None:
    reach(name, carrier).book(plain())

    sent = carrier.asked[-1][2]
    for told in ("QTY100000011", "Medell", "3001234567", "Ana G", "Cl 10 # 2", "Zapatos"):
        assert told in sent, told


@pytest.mark.parametrize("name", ABROAD)
def test_the_log_keeps_neither_people_nor_secrets(name, carrier) -> None:
    with transcribed() as kept:
        reach(name, carrier).book(plain())

    log = "\n".join(kept.sent + kept.received)
    hidden = ["Ana", "3001234567", "1020", "Cl 10", "Cra 7", *SECRETS[name].values(), "JVBERi"]
    assert [told for told in hidden if told in log] == []
    assert kept.sent


@pytest.mark.parametrize("name", ABROAD)
def test_a_refusal_is_told_in_its_words(name, carrier) -> None:
    carrier.refuses = "Destination is not serviced"

    with pytest.raises(Refused) as caught:
        reach(name, carrier).book(plain())

    assert "Destination is not serviced" in caught.value.detail


@pytest.mark.parametrize("name", ["karrio_fedex", "karrio_ups"])
def test_cancels(name, carrier) -> None:
    port = reach(name, carrier)

    port.cancel("2191988001", "QTY1", "ya no")
    port.cancel("", "QTY1", "ya no")

    assert carrier.cancelled == ["2191988001"]


def test_dhl_has_nothing_to_cancel(carrier) -> None:
    with pytest.raises(NotOffered):
        reach("karrio_dhl_express", carrier).cancel("2191988001", "QTY1", "ya no")


@pytest.mark.parametrize(
    ("name", "codes", "second"),
    [
        ("karrio_dhl_express", ("PU", "NH", "OK"), ("delivery_failed", "recipient_absent")),
        ("karrio_fedex", ("PU", "DE", "DL"), ("delivery_failed", "other")),
        ("karrio_ups", ("P PU", "X 48", "D KB"), ("on_hold", "other")),
    ],
)
def test_tracks_those_that_it_knows(name, codes, second, carrier) -> None:
    hours = ("05T10:00:00", "06T15:30:00", "07T09:00:00")
    carrier.told["1"] = [
        {"type": code[:1], "code": code[-2:], "at": f"2026-03-{at}", "place": "BOGOTA"}
        for code, at in reversed(list(zip(codes, hours, strict=True)))
    ]

    found = reach(name, carrier).track(["1", "2"])

    assert list(found) == ["1"]
    events = sorted(found["1"], key=lambda event: event.occurred_at)
    assert [e.event for e in events] == ["picked_up", second[0], "delivered"]
    assert events[1].reason in ("", second[1])
    assert events[0].occurred_at.isoformat() == "2026-03-05T10:00:00-05:00"
    assert "BOGOTA" in events[0].place
    assert len({e.external_id for e in events}) == 3


@pytest.mark.parametrize(
    ("name", "reference"),
    [("karrio_dhl_express", "3674"), ("karrio_fedex", "3001"), ("karrio_ups", "2929602E9CP")],
)
def test_orders_a_pickup(name, reference, carrier) -> None:
    wanted = PickupWanted(
        at=SENDER,
        day=date(2026, 3, 6),
        ready_from="08:00",
        ready_until="12:00",
        numbers=("1", "2"),
        weight_g=2000,
    )

    assert reach(name, carrier).pickup(wanted).reference == reference
    sent = carrier.asked[-1][2]
    assert "2026-03-06" in sent or "20260306" in sent
    assert "Bogot" in sent


@pytest.mark.parametrize("name", ABROAD)
@pytest.mark.parametrize("mode", ["hang", "err", "trickle", "garbage"])
@pytest.mark.parametrize("act", ["quote", "book"])
def test_what_makes_no_sense_in_time_is_no_answer(name, mode, act, carrier) -> None:
    carrier.mode = mode

    with pytest.raises(NoAnswer):
        getattr(reach(name, carrier, seconds=0.4), act)(plain())

    assert len(carrier.asked) == 1


@pytest.mark.parametrize("name", ABROAD)
def test_nobody_there_was_not_reached(name) -> None:
    closed = type("Closed", (), {"url": "http://127.0.0.1:1"})

    with pytest.raises(NotReached):
        reach(name, closed).book(plain())


def test_nothing_but_its_own_module_knows_the_sdk() -> None:
    known = re.compile(r"""^\s*(from|import) (karrio|loguru)\b|["']karrio\.""", re.MULTILINE)
    files = [file for root in ("apps", "quenty") for file in Path(root).rglob("*.py")]
    knowing = [
        file.name for file in files if "tests" not in file.parts if known.search(file.read_text())
    ]

    assert knowing == ["karrio_sdk.py"]
