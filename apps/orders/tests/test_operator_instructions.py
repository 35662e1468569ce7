"""What is answered to an incident reaches the operator that carries the parcel: once."""

import json
from datetime import timedelta
from typing import Any

import pytest

from apps.orders.models import Guide, OperatorCall, OperatorInstruction
from apps.orders.tests.carrier import NATIONAL
from apps.orders.tests.carrier import carrier as serving
from apps.orders.tests.karrio_carrier import Abroad
from quenty.kernel import clock
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["orders"])
BASE = "/api/v1/orders"
ADDRESS = {
    "action": "new_address",
    "address": "Calle 99 # 1-2",
    "complement": "Apto 301",
    "phone": "3109998877",
    "comment": "Timbre dañado",
}


@pytest.fixture
def carrier(connected: Any) -> Any:
    """A national carrier, not connected yet."""
    with serving() as running:
        yield running


@pytest.fixture
def incident(api: Any, shipped: Any) -> Any:
    """`incident()`: of a new guide whose address was incomplete, and the guide's number."""

    def report(reason: str = "address_incomplete") -> tuple[str, str]:
        with clock.at(clock.now() - timedelta(hours=2)):
            number = shipped()
        body = {
            "reason": reason,
            "occurred_at": (clock.now() - timedelta(minutes=30)).isoformat(),
            "comment": "No es claro",
        }
        made = api.as_role("support").post(f"{BASE}/guides/{number}/incidents", json=body)
        assert made.status_code == 201, made.json()
        return made.json()["id"], number

    return report


@pytest.fixture
def answer(merchant: Any, run_jobs: Any) -> Any:
    """`answer(incident, **body)`: what became of telling the operator, by the incident's API."""

    def act(incident_id: str, run: bool = True, **body: Any) -> dict[str, Any]:
        done = merchant.post(f"{BASE}/incidents/{incident_id}/answer", json=body)
        assert done.status_code == 200, done.json()
        if run:
            run_jobs("orders")
        seen = merchant.get(f"{BASE}/incidents/{incident_id}").json()
        return dict(seen["answers"][-1]["operator"])

    return act


def asked(carrier: Any) -> list[tuple[str, str, str]]:
    """The solutions that it was told."""
    return [
        one
        for one in carrier.asked
        if "<ns1:SolucionNovedad>" in one[2] or one[1].endswith("InsertarSolucionNovedad")
    ]


def again(run_jobs: Any, minutes: int) -> None:
    """The sweeper comes by so much later."""
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        JOBS["orders.sweep_instructions"].run()
        run_jobs("orders")


def test_servientrega_is_told_a_new_address(connected, carrier, incident, answer) -> None:
    connected("servientrega", carrier)
    incident_id, number = incident()

    told = answer(incident_id, **ADDRESS)

    assert (told["status"], told["reference"], told["by_hand"]) == ("told", "770001", False)
    [(method, path, sent)] = asked(carrier)
    guide, row = Guide.objects.get(number=number), OperatorInstruction.objects.get()
    assert (method, path) == ("POST", "/GeneracionGuias.asmx")
    assert sent.partition("<soap:Body>")[2] == (
        "<ns1:SolucionNovedad><ns1:novedad><ns1:SolucionNovedadDTO>"
        f"<ns1:Num_Guia>{guide.operator_number}</ns1:Num_Guia>"
        "<ns1:Ide_CodFacturacion>SER408</ns1:Ide_CodFacturacion>"
        "<ns1:Tip_Solucion>2</ns1:Tip_Solucion>"
        "<ns1:Fec_Ofrecimiento />"
        "<ns1:Des_Direccion>Calle 99 # 1-2 Apto 301</ns1:Des_Direccion>"
        "<ns1:Des_Ciudad>05001000</ns1:Des_Ciudad>"
        "<ns1:Des_Telefono>3109998877</ns1:Des_Telefono>"
        "<ns1:Des_Observaciones>Timbre dañado</ns1:Des_Observaciones>"
        f"<ns1:Doc_Relacionado>{row.id.hex}</ns1:Doc_Relacionado>"
        "</ns1:SolucionNovedadDTO></ns1:novedad></ns1:SolucionNovedad></soap:Body></soap:Envelope>"
    )
    assert carrier.headers[-1]["soapaction"] == '"http://tempuri.org/SolucionNovedad"'


def test_interrapidisimo_is_told_a_new_date(connected, carrier, incident, answer) -> None:
    connected("interrapidisimo", carrier)
    incident_id, number = incident()
    day = clock.today() + timedelta(days=3)

    told = answer(incident_id, action="new_date", retry_on=str(day), comment="En la tarde")

    assert (told["status"], told["reference"]) == ("told", "770001")
    [(method, path, sent)] = asked(carrier)
    assert (method, path) == ("POST", "/ApiVentaCredito/api/Novedades/InsertarSolucionNovedad")
    assert json.loads(sent) == {
        "idCliente": "7",
        "numeroGuia": Guide.objects.get(number=number).operator_number,
        "numeroReferencia": OperatorInstruction.objects.get().id.hex,
        "idTipoSolucion": 1,
        "fechaEntrega": str(day),
        "direccion": "",
        "idLocalidad": None,
        "telefono": "",
        "observaciones": "En la tarde",
    }


@pytest.mark.parametrize("name", sorted(NATIONAL))
@pytest.mark.parametrize(("action", "kind"), [("retry", 1), ("office", 3), ("return", 4)])
def test_the_other_answers_go_too(name, action, kind, connected, carrier, incident, answer) -> None:
    connected(name, carrier)
    incident_id, _ = incident()

    assert answer(incident_id, action=action)["status"] == "told"

    [(_, _, sent)] = asked(carrier)
    assert f"Tip_Solucion>{kind}<" in sent or f'"idTipoSolucion": {kind}' in sent


@pytest.mark.parametrize("name", sorted(NATIONAL))
def test_the_call_is_logged_without_people(name, connected, carrier, incident, answer) -> None:
    connected(name, carrier)
    incident_id, number = incident()

    answer(incident_id, **ADDRESS)

    [call] = OperatorCall.objects.filter(operation="instruct")
    assert (call.outcome, call.reference) == ("ok", number)
    for hidden in ("Calle 99", "3109998877", "Timbre"):
        assert hidden not in call.sent


@pytest.mark.parametrize("name", sorted(NATIONAL))
def test_an_operator_is_told_once_though_the_job_runs_twice(
    name, connected, carrier, incident, answer
) -> None:
    connected(name, carrier)
    incident_id, _ = incident()
    answer(incident_id, action="retry")

    JOBS["orders.tell_operator"].run(instruction_id=str(OperatorInstruction.objects.get().id))

    assert len(asked(carrier)) == len(carrier.solved) == 1


@pytest.mark.parametrize("name", sorted(NATIONAL))
def test_an_operator_whose_answer_was_lost_is_told_once(
    name, connected, carrier, incident, answer, run_jobs, merchant
) -> None:
    connected(name, carrier)
    incident_id, _ = incident()
    carrier.loses_answer = True
    lost = answer(incident_id, action="retry")
    assert lost["status"] == "pending"
    assert lost["detail"]

    again(run_jobs, minutes=2)

    seen = merchant.get(f"{BASE}/incidents/{incident_id}").json()["answers"][-1]["operator"]
    assert (seen["status"], seen["reference"]) == ("told", "770001")
    assert len(asked(carrier)) == len(carrier.solved) == 1


@pytest.mark.parametrize("name", sorted(NATIONAL))
def test_one_that_crashed_while_asking_is_told_once(
    name, connected, carrier, incident, answer, run_jobs
) -> None:
    connected(name, carrier)
    incident_id, _ = incident()
    answer(incident_id, action="retry")
    # As it stands when the process is gone before it could write down the answer.
    now = clock.now()
    OperatorInstruction.objects.update(
        status="pending", told_at=None, reference="", asking_until=now + timedelta(seconds=32)
    )

    again(run_jobs, minutes=0)
    assert OperatorInstruction.objects.get().status == "pending"
    again(run_jobs, minutes=2)

    assert OperatorInstruction.objects.get().status == "told"
    assert len(carrier.solved) == 1


@pytest.mark.parametrize("mode", ["hang", "err", "trickle", "garbage"])
def test_one_that_is_ill_is_asked_again_and_told_by_hand_in_the_end(
    mode, connected, carrier, incident, answer, run_jobs, published
) -> None:
    connected("interrapidisimo", carrier)
    incident_id, _ = incident()
    carrier.mode = mode
    assert answer(incident_id, action="retry")["status"] == "pending"
    again(run_jobs, minutes=0)
    assert len(asked(carrier)) == 1

    for hours in range(1, 7):
        again(run_jobs, minutes=60 * hours)
    # Broken off after five: it is left alone, and still to be told.
    assert len(carrier.asked) - 1 <= 6
    assert OperatorInstruction.objects.get().status == "pending"
    [(told, _)] = published("orders.operator.health_changed")
    assert (told.after, told.reason) == ("down", "no_answer")

    again(run_jobs, minutes=60 * 13)
    assert OperatorInstruction.objects.get().status == "by_hand"


def test_a_refusal_is_told_and_ended_by_hand(
    connected, carrier, incident, answer, api, merchant
) -> None:
    connected("servientrega", carrier)
    incident_id, _ = incident()
    carrier.refuses = "La guía no tiene novedad"
    staff = api.as_role("support")

    refused = answer(incident_id, action="retry")
    queue = staff.get(f"{BASE}/incidents?operator=refused").json()["results"]
    path = f"{BASE}/incidents/{incident_id}/told"
    mine, done, twice = merchant.post(path), staff.post(path), staff.post(path)

    assert (refused["status"], refused["detail"]) == ("refused", "LA GUIA NO TIENE NOVEDAD")
    assert [one["id"] for one in queue] == [incident_id]
    assert mine.status_code == 403
    told = done.json()["answers"][-1]["operator"]
    assert (told["status"], told["by_hand"]) == ("told", True)
    assert told["told_at"]
    assert (twice.status_code, twice.json()["code"]) == (409, "orders.incident.nothing_to_tell")
    assert OperatorInstruction.objects.get().told_by.startswith("staff:")


def test_carriers_abroad_are_told_by_hand_and_not_asked(
    connected, shipped, incident, answer
) -> None:
    with serving(Abroad) as abroad:
        connected("karrio_fedex", abroad)
        incident_id, _ = incident()
        before = len(abroad.asked)

        told = answer(incident_id, action="return")

        assert (told["status"], told["detail"]) == ("by_hand", "not_offered")
        assert len(abroad.asked) == before
    assert OperatorCall.objects.filter(operation="instruct").count() == 0


def test_who_works_by_its_sheet_reads_it_here(incident, answer) -> None:
    incident_id, _ = incident()

    told = answer(incident_id, action="office")

    assert (told["status"], told["reference"]) == ("told", "")


def test_a_later_answer_stands_in_the_place_of_one_not_told_yet(
    connected, carrier, incident, answer, merchant
) -> None:
    connected("servientrega", carrier)
    incident_id, _ = incident()

    answer(incident_id, run=False, action="retry")
    answer(incident_id, **ADDRESS)

    answers = merchant.get(f"{BASE}/incidents/{incident_id}").json()["answers"]
    assert [one["operator"]["status"] for one in answers] == ["superseded", "told"]
    [(_, _, sent)] = asked(carrier)
    assert "Tip_Solucion>2<" in sent


def test_nobody_is_told_of_a_parcel_that_has_arrived(
    connected, carrier, incident, answer, run_jobs, api
) -> None:
    connected("servientrega", carrier)
    incident_id, number = incident()
    answer(incident_id, run=False, action="retry")
    api.as_role("support").post(f"{BASE}/guides/{number}/events", json={"event": "delivered"})

    run_jobs("orders")

    assert asked(carrier) == []
    assert OperatorInstruction.objects.get().status == "superseded"


def test_nobody_has_to_tell_by_hand_what_is_of_no_use_any_more(
    connected, carrier, incident, answer, api
) -> None:
    connected("servientrega", carrier)
    incident_id, number = incident()
    carrier.refuses = "La guía no tiene novedad"
    answer(incident_id, action="retry")
    staff = api.as_role("support")
    staff.post(f"{BASE}/guides/{number}/events", json={"event": "delivered"})

    queue = staff.get(f"{BASE}/incidents?operator=refused").json()["results"]

    assert queue == []
    assert OperatorInstruction.objects.get().status == "superseded"
