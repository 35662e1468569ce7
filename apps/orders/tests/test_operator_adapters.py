"""The national adapters against a carrier that answers in its documented shapes."""

import json
import re
from datetime import date
from typing import Any

import pytest

from apps.orders.domain.operators.failures import NoAnswer, NotReached, Refused
from apps.orders.domain.operators.port import Box, Consignment, Line, Party, PickupWanted
from apps.orders.neighbours.operators import ADAPTERS, adapter_for
from apps.orders.tests.carrier import carrier as serving
from quenty.kernel.money import COP, Money

SECRETS = {
    "servientrega": {"login": "quenty", "password": "s3cret", "billing_code": "SER408"},
    "interrapidisimo": {"signature": "sig", "token": "tok"},
}
NATIONAL = sorted(SECRETS)
SENDER = Party(name="Tienda", phone="+576015550000", address="Cra 7 # 1-2", dane="11001")
RECIPIENT = Party(
    name="Ana Gómez", phone="+573001234567", address="Cl 10 # 2", dane="05001", document="1020"
)


@pytest.fixture
def carrier() -> Any:
    with serving() as running:
        yield running


def reach(name: str, carrier: Any, seconds: float = 2.0, **settings: str) -> Any:
    settings = {"id_cliente": "7", "id_sucursal": "9", "service_ground": "3", **settings}
    return adapter_for(
        name,
        Line(
            operator_id="1",
            operator_code=name,
            base_url=carrier.url,
            settings=settings,
            secrets=SECRETS[name],
            seconds=seconds,
        ),
    )


def consignment(**changes: Any) -> Consignment:
    values: dict[str, Any] = {
        "reference": "QTY100000011",
        "service_code": "ground",
        "sender": SENDER,
        "recipient": RECIPIENT,
        "boxes": (Box(number=1, weight_g=1200, length_mm=300, width_mm=200, height_mm=100),),
        "contents": "Zapatos",
        "declared": Money(100_000, COP),
        "collect": Money(50_000, COP),
    }
    return Consignment(**{**values, **changes})


@pytest.mark.parametrize("name", NATIONAL)
def test_quotes(name, carrier) -> None:
    [rate] = reach(name, carrier).quote(consignment())

    assert (rate.service_code, rate.total, rate.transit_days) == ("ground", Money(12_345, COP), 2)


@pytest.mark.parametrize("name", NATIONAL)
def test_books_and_finds_a_repeat_again(name, carrier) -> None:
    port = reach(name, carrier)

    first = port.book(consignment())
    again = port.book(consignment(repeated=True))

    assert first.number == again.number == carrier.booked["QTY100000011"]
    assert len(carrier.booked) == 1


@pytest.mark.parametrize("name", NATIONAL)
def test_what_was_never_booked_is_booked_by_a_repeat(name, carrier) -> None:
    assert reach(name, carrier).book(consignment(repeated=True)).number
    assert list(carrier.booked) == ["QTY100000011"]


def test_a_shipment_is_told_in_the_fields_of_servientrega(carrier) -> None:
    reach("servientrega", carrier).book(consignment())

    sent = carrier.asked[-1][2]
    for field in (
        "<ns1:Num_Recaudo>50000</ns1:Num_Recaudo>",
        "<ns1:Num_ValorDeclaradoTotal>100000</ns1:Num_ValorDeclaradoTotal>",
        "<ns1:Num_PesoTotal>2</ns1:Num_PesoTotal>",
        "<ns1:Num_Largo>30</ns1:Num_Largo>",
        "<ns1:Des_Ciudad>05001000</ns1:Des_Ciudad>",
        "<ns1:Id_CodFacturacion>SER408</ns1:Id_CodFacturacion>",
    ):
        assert field in sent
    assert carrier.headers[-1]["soapaction"] == '"http://tempuri.org/CargueMasivoExterno"'


def test_a_shipment_is_told_in_the_fields_of_interrapidisimo(carrier) -> None:
    reach("interrapidisimo", carrier).book(consignment())

    sent = json.loads(carrier.asked[-1][2])
    assert sent["Destinatario"]["idLocalidad"] == "05001000"
    # 30 x 20 x 10 cm over 2,500 are 2.4 kg: more than it weighs, and told whole.
    assert (sent["Peso"], sent["IdServicio"], sent["ValorRecaudar"]) == (3, 3, 50_000)
    assert carrier.headers[-1]["x-app-signature"] == "sig"


@pytest.mark.parametrize("name", NATIONAL)
def test_a_refusal_is_told_in_its_words(name, carrier) -> None:
    carrier.refuses = "Destino sin cubrimiento"

    with pytest.raises(Refused) as caught:
        reach(name, carrier).book(consignment())

    assert "Destino sin cubrimiento" in caught.value.detail


@pytest.mark.parametrize("name", NATIONAL)
def test_labels_and_cancels(name, carrier) -> None:
    port = reach(name, carrier)
    number = port.book(consignment()).number

    label = port.label(number)
    port.cancel(number, "QTY100000011", "ya no")
    port.cancel("", "QTY100000011", "ya no")
    port.cancel("", "QTY000000000", "ya no")

    assert (label.content[:4], label.media) == (b"%PDF", "application/pdf")
    assert carrier.cancelled == [number, number]


def test_tracks_at_servientrega(carrier) -> None:
    carrier.told["219"] = [
        {"word": "Admitido", "at": "05/03/2026 10:00:00", "place": "BOGOTA"},
        {"word": "Novedad en la entrega", "at": "06/03/2026 15:30", "concept": "Rehusado"},
        {"word": "Algo nuevo", "at": "06/03/2026 16:00"},
    ]

    events = reach("servientrega", carrier).track(["219"])["219"]

    assert [(e.event, e.reason) for e in events] == [
        ("picked_up", ""),
        ("delivery_failed", "recipient_refused"),
        ("", ""),
    ]
    assert events[0].occurred_at.isoformat() == "2026-03-05T10:00:00-05:00"


def test_tracks_many_at_once_at_interrapidisimo(carrier) -> None:
    for number in ("1", "2"):
        carrier.told[number] = [
            {"idEstado": "6", "fecha": "2026-03-05T08:00:00", "idLocalidad": "05001000"},
            {"idEstado": "7", "fecha": "2026-03-05T11:00:00", "motivo": "Destinatario ausente"},
        ]

    found = reach("interrapidisimo", carrier).track(["1", "2"])

    assert len(carrier.asked) == 1
    assert [e.event for e in found["2"]] == ["out_for_delivery", "delivery_failed"]
    assert (found["1"][0].place, found["1"][1].reason) == ("05001", "recipient_absent")


def test_orders_a_pickup(carrier) -> None:
    wanted = PickupWanted(
        at=SENDER,
        day=date(2026, 3, 6),
        ready_from="08:00",
        ready_until="12:00",
        numbers=("1", "2"),
        weight_g=2000,
    )

    assert reach("interrapidisimo", carrier).pickup(wanted).reference == "5501"
    assert json.loads(carrier.asked[-1][2])["fechaRecogida"] == "2026-03-06 08:00"
    # Servientrega's is the manifest of what whoever comes by is handed.
    assert reach("servientrega", carrier).pickup(wanted).reference == "88001"
    assert re.findall(r"Numero_Guia>(\d+)<", carrier.asked[-1][2]) == ["1", "2"]


@pytest.mark.parametrize("name", NATIONAL)
@pytest.mark.parametrize("mode", ["hang", "err", "trickle", "garbage"])
def test_what_makes_no_sense_in_time_is_no_answer(name, mode, carrier) -> None:
    carrier.mode = mode

    with pytest.raises(NoAnswer):
        reach(name, carrier, seconds=0.3).book(consignment())

    assert len(carrier.asked) == 1


@pytest.mark.parametrize("name", NATIONAL)
def test_nobody_there_was_not_reached(name, carrier) -> None:
    closed = type("Closed", (), {"url": "http://127.0.0.1:1"})

    with pytest.raises(NotReached):
        reach(name, closed).book(consignment())


@pytest.mark.parametrize("name", sorted(ADAPTERS))
def test_every_adapter_says_what_it_needs(name) -> None:
    assert isinstance(ADAPTERS[name].needs, tuple)
    assert isinstance(ADAPTERS[name].offline, bool)
