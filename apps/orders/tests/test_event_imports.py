"""What an operator without an API tells of its guides, in a file: by its own words, once each."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from apps.orders.domain.imports.instants import instant
from apps.orders.models import Guide, GuideEvent
from apps.orders.tests.event_files import HERE, IMPORTS, counts, courier, guide, row, send
from quenty.kernel.clock import BOGOTA
from quenty.kernel.ids import new_id

__all__ = ["courier", "guide"]

pytestmark = pytest.mark.django_db(databases=["orders"])
WORDS = "/api/v1/orders/operators/words"


def reasons(answer: Any) -> list[tuple[int, str, str]]:
    return [
        (p["line"], p["column"], p["code"])
        for bad in answer.json()["rejected"]
        for p in bad["problems"]
    ]


def way(guide: Guide) -> list[tuple[str, str]]:
    lines = guide.events.filter(source="import").order_by("occurred_at")
    return [(line.event, line.place) for line in lines]


def test_rows_in_its_words_become_history(guide, courier) -> None:
    answer = send(
        courier,
        row(guide, "RECOGIDO", "10/03/2026;9:05", "Bogotá"),
        row(guide, "En tránsito", "10/03/2026;6:30 p. m.", "Bodega La Sabana"),
        row(guide, "en reparto", "11/03/2026;08:00:00", "Medellín"),
        row(guide, "Entregado", "11/03/2026;11:15", "medellin", "", "Recibe Luz Peña"),
    )

    assert (answer.status_code, counts(answer)) == (201, ("done", 4, 0, 0)), answer.json()
    assert way(guide) == [
        ("picked_up", "11001"),
        ("in_transit", "Bodega La Sabana"),
        ("out_for_delivery", "05001"),
        ("delivered", "05001"),
    ]
    guide.refresh_from_db()
    assert guide.status == "delivered"
    assert guide.delivered_at == datetime(2026, 3, 11, 11, 15, tzinfo=BOGOTA)


def test_the_same_file_twice_makes_nothing_new(guide, courier, published) -> None:
    rows = [
        row(guide, "Recogido"),
        row(guide, "No entregado", "11/03/2026;10:00", "", "Destinatario ausente"),
    ]
    send(courier, *rows)
    before = (GuideEvent.objects.count(), guide.incidents.count())

    again = send(courier, *rows, rows[0])

    assert counts(again) == ("done", 0, 3, 0)
    assert (GuideEvent.objects.count(), guide.incidents.count()) == before
    assert len(published("orders.guide.picked_up")) == 1
    assert len(published("orders.incident.reported")) == 1


def test_a_row_that_the_webhook_told_is_known(guide, courier) -> None:
    from apps.orders.services.record_tracking import record_tracking
    from quenty.kernel.actors import Actor

    at = datetime(2026, 3, 10, 9, tzinfo=BOGOTA)
    actor = Actor("operator", "x")
    told = {"source": "operator", "actor": actor, "external_id": "77"}
    record_tracking(guide_id=guide.pk, event="picked_up", occurred_at=at, **told)

    header = "guia;estado;fecha;id"
    same = f"{guide.number};Recogido;2026-03-10T09:00:00-05:00;"
    by_id = f"{guide.number};Recogido;10/03/2026 09:01;77"

    assert counts(send(courier, same, by_id, header=header)) == ("done", 0, 2, 0)


def test_each_bad_row_has_its_column_and_reason_and_harms_no_other(guide, courier) -> None:
    answer = send(
        courier,
        row(guide, "Recogido"),
        row(guide, "Volando"),
        row(guide, "En reparto", "10/03/2026;"),
        row(guide, "En reparto", "31/02/2026;10:00"),
        row(guide, "En reparto", "15/03/2026;10:00"),
        row(guide, "En reparto", "01/03/2026;10:00"),
        "QTY999999999;Recogido;10/03/2026;09:00;;;",
        ";;;;;;x",
    )

    assert counts(answer) == ("done", 1, 0, 7)
    assert reasons(answer) == [
        (3, "Estado", "orders.import.unknown_status"),
        (4, "Fecha", "orders.import.bad_instant"),
        (5, "Fecha", "orders.import.bad_instant"),
        (6, "Fecha", "orders.tracking_in_future"),
        (7, "Fecha", "orders.tracking_before_issue"),
        (8, "Guía", "orders.guide_not_found"),
        (9, "Guía", "orders.import.required"),
        (9, "Estado", "orders.import.required"),
        (9, "Fecha", "orders.import.required"),
    ]
    back = courier.get(f"{IMPORTS}/{answer.json()['id']}/rejected.csv")
    text = b"".join(back.streaming_content).decode()
    assert "Volando" in text
    assert "orders.import.unknown_status" in text


def test_late_rows_never_move_what_has_ended(guide, courier) -> None:
    send(courier, row(guide, "Entregado", "11/03/2026;11:15"))

    late = send(
        courier,
        row(guide, "En reparto", "11/03/2026;08:00"),
        row(guide, "No entregado", "11/03/2026;12:00", "", "Cerrado"),
        row(guide, "Devuelto", "12/03/2026;07:00"),
    )

    assert counts(late) == ("done", 3, 0, 0)
    guide.refresh_from_db()
    assert (guide.status, guide.order.status) == ("delivered", "closed")
    assert guide.incidents.count() == 0
    kept = guide.events.filter(source="import").values_list("event", "applied")
    assert dict(kept)["returned"] is False


def test_rows_in_any_order_come_to_the_same(guide, courier) -> None:
    send(
        courier,
        row(guide, "Entregado", "11/03/2026;11:15"),
        row(guide, "No entregado", "10/03/2026;15:00", "", "Cerrado"),
        row(guide, "Recogido"),
    )

    guide.refresh_from_db()
    incident = guide.incidents.get()
    assert guide.status == "delivered"
    assert (incident.reason, incident.outcome) == ("premises_closed", "delivered")


def test_a_failed_delivery_is_an_incident_with_the_reason_in_its_words(guide, courier) -> None:
    courier.put(WORDS, json={"reasons": {"Perro bravo": "no_access"}})

    send(courier, row(guide, "No entregado", "11/03/2026;10:00", "", "perro BRAVO", "esquina"))
    send(courier, row(guide, "No entregado", "11/03/2026;12:00", "", "Llovizna", "esquina"))

    made = guide.incidents.order_by("occurred_at").values_list("reason", "comment")
    assert list(made) == [("no_access", "esquina"), ("recipient_absent", "Llovizna. esquina")]


def test_a_dry_run_tells_all_and_keeps_nothing(guide, courier) -> None:
    rows = [row(guide, "Recogido"), row(guide, "No entregado", "11/03/2026;10:00")]

    answer = send(courier, *rows, row(guide, "Volando"), rows[0], dry_run="true")

    told = answer.json()
    assert (told["rows_total"], told["rows_known"], told["rows_bad"]) == (4, 1, 1)
    assert way(guide) == []
    assert guide.incidents.count() == 0
    assert counts(send(courier, *rows)) == ("done", 2, 0, 0)


def test_an_operator_explains_its_words_and_columns_once(guide, courier) -> None:
    said = courier.put(
        WORDS,
        json={
            "statuses": {"Volando": "in_transit", "Impreso": ""},
            "columns": {"guide": "Remesa", "status": "Paso"},
        },
    )
    assert said.status_code == 200, said.json()

    header = "Remesa;Paso;Fecha;Hora"
    flown, printed = (f"{guide.number};{word};10/03/2026;09:00" for word in ("VOLANDO", "impreso"))

    assert counts(send(courier, flown, printed, header=header)) == ("done", 1, 1, 0)
    assert way(guide) == [("in_transit", "")]
    assert courier.get(WORDS).json()["statuses"] == {"Volando": "in_transit", "Impreso": ""}


def test_words_of_a_carrier_that_we_know_need_no_explaining(guide, courier) -> None:
    courier.put(WORDS, json={"vocabulary": "interrapidisimo"})

    send(courier, row(guide, "1"), row(guide, "6", "11/03/2026;07:00"))

    assert [event for event, _ in way(guide)] == ["picked_up", "out_for_delivery"]


@pytest.mark.parametrize(
    "body",
    [
        {"statuses": {"x": "flown"}},
        {"reasons": {"x": "because"}},
        {"columns": {"colour": "x"}},
        {"vocabulary": "klingon"},
        {"statuses": {f"w{i}": "" for i in range(201)}},
    ],
)
def test_what_means_nothing_is_no_explanation(body, courier) -> None:
    assert courier.put(WORDS, json=body).status_code == 422


def test_a_workbook_is_read_as_well(guide, courier) -> None:
    book, out = Workbook(), BytesIO()
    book.active.append(["Número de guía", "Estado", "Fecha y hora"])
    at = datetime(2026, 3, 10, 9, tzinfo=BOGOTA).replace(tzinfo=None)
    book.active.append([guide.number.lower(), "Recogido", at])
    book.save(out)

    answer = courier.upload(HERE, {"file": SimpleUploadedFile("x.bin", out.getvalue())})

    assert counts(answer) == ("done", 1, 0, 0)
    assert guide.events.get(source="import").occurred_at == datetime(2026, 3, 10, 9, tzinfo=BOGOTA)


def test_a_guide_goes_by_the_operators_own_number_too(guide, courier) -> None:
    Guide.objects.update(operator_number="SER-0042")

    assert counts(send(courier, "SER-0042;Recogido;10/03/2026;09:00;;;")) == ("done", 1, 0, 0)


def test_nobody_tells_of_anothers_guides(guide, courier, api, merchant) -> None:
    with_copy = api.as_role("operator", operator_id=new_id())
    assert send(with_copy, row(guide, "Recogido")).json()["code"] == "orders.operator.not_found"
    assert send(merchant, row(guide, "Recogido")).status_code == 403
    stolen = send(courier, row(guide, "Recogido"), operator_id=str(new_id()))
    assert stolen.json()["code"] == "orders.operator.not_found"
    staff = api.as_role("admin")
    assert send(staff, row(guide, "Recogido")).json()["code"] == "orders.operator.not_found"
    assert way(guide) == []

    told = send(staff, row(guide, "Recogido"), operator_id=str(guide.operator_id)).json()

    assert courier.get(f"{IMPORTS}/{told['id']}").status_code == 200
    assert merchant.get(f"{IMPORTS}/{told['id']}").status_code == 404
    assert with_copy.get(f"{IMPORTS}/{told['id']}").status_code == 404
    assert merchant.get(IMPORTS).json()["results"] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("05/03/2026 14:30", "2026-03-05T14:30:00-05:00"),
        ("5-3-2026 2:30 p. m.", "2026-03-05T14:30:00-05:00"),
        ("05.03.2026, 12:05:09 AM", "2026-03-05T00:05:09-05:00"),
        ("2026-03-05T14:30:00", "2026-03-05T14:30:00-05:00"),
        ("2026-03-05T14:30:00.250Z", "2026-03-05T14:30:00+00:00"),
        ("2026-03-05 14:30:00+02:00", "2026-03-05T14:30:00+02:00"),
        ("05/03/2026", None),
        ("03/13/2026 10:00", None),
        ("05/03/2026 25:00", None),
        ("05/03/2026 13:00 pm", None),
        ("ayer", None),
    ],
)
def test_an_instant_as_people_write_it(text: str, told: str | None) -> None:
    found = instant(text)
    assert (found.isoformat() if found else None) == told


def test_the_template_goes_through_as_it_stands(guide, courier) -> None:
    text = courier.get(f"{HERE}/template.csv").content.decode()
    filled = text.replace("QTY000000005", guide.number).replace("05/03/2026", "11/03/2026")

    file = SimpleUploadedFile("t.csv", filled.encode())

    assert counts(courier.upload(HERE, {"file": file})) == ("done", 1, 0, 0)
    assert guide.incidents.get().reason == "recipient_absent"
