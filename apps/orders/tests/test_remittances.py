"""What operators pay us, against what they collected: differences are listed, each once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.orders.models import Guide
from apps.orders.tests.collecting import BASE, cop
from quenty.kernel import clock
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])


def delivered(confirmed, collecting, amount=90_000):
    guide = confirmed(cod_amount=str(amount))
    collecting.tell(guide, "delivered")
    return guide


def test_differences_of_a_remittance_are_listed(confirmed, collecting) -> None:
    short, over, missing = (delivered(confirmed, collecting) for _ in range(3))
    waiting = confirmed(cod_amount="10000")
    collecting.settle()

    answer = collecting.remit(
        "R-1",
        (short["number"], 80_000),
        (over["number"], 95_000),
        (over["number"], 95_000),
        (waiting["number"], 10_000),
        ("QTY000", 5),
        covers_until="2030-01-01",
    )

    where = f"{BASE}/cod-remittances/{answer.json()['id']}/lines?page_size=50"
    found = collecting.staff.get(where).json()["results"]
    assert sorted((li["outcome"], li["number"]) for li in found) == sorted(
        [
            ("short", short["number"]),
            ("over", over["number"]),
            ("repeated", over["number"]),
            ("not_due", waiting["number"]),
            ("unknown", "QTY000"),
            ("missing", missing["number"]),
        ]
    )
    # What is named twice is due once.
    assert answer.json()["expected"]["amount"] == "270000.00"
    assert collecting.cod(short).status == "collected"
    assert collecting.cod(over).status == "remitted"
    operator = str(collecting.cod(short).operator_id)
    # It keeps 10000 of one, and the other brought 5000 too many; the third's 90000 are out.
    assert collecting.ledger.account("collector", operator) == -cop(90_000 + 10_000 - 5_000)


def test_an_operator_names_guides_by_its_own_numbers_too(confirmed, collecting) -> None:
    one, two = (delivered(confirmed, collecting) for _ in range(2))
    own = {one["number"]: "sv-700100", two["number"]: "700101"}
    for number, theirs in own.items():
        Guide.objects.filter(number=number).update(operator_number=theirs)
    operator = Guide.objects.first().operator_id
    body = {
        "operator_id": str(operator),
        "reference": "R-1",
        "day": str(clock.today()),
        "covers_until": "2030-01-01",
        "lines": [
            {"number": "sv-700100", "amount": "90000"},
            {"number": one["number"], "amount": "90000"},
            {"number": two["number"].lower(), "amount": "90000"},
        ],
    }

    answer = collecting.staff.post(f"{BASE}/cod-remittances", json=body)
    collecting.settle()

    assert answer.json()["matched"]["amount"] == "180000.00"
    where = f"{BASE}/cod-remittances/{answer.json()['id']}/lines"
    outcomes = [li["outcome"] for li in collecting.staff.get(where).json()["results"]]
    assert sorted(outcomes) == ["matched", "matched", "repeated"]
    assert not collecting.ledger.account("collector", str(operator))


def test_what_was_short_is_made_good_by_the_next(confirmed, collecting) -> None:
    guide = delivered(confirmed, collecting)
    collecting.remit("R-1", (guide["number"], 80_000))
    collecting.remit("R-2", (guide["number"], 10_000))
    assert collecting.cod(guide).status == "remitted"


def test_a_reference_is_taken_once(confirmed, collecting) -> None:
    guide = delivered(confirmed, collecting)
    collecting.remit("R-1", (guide["number"], 90_000))

    again = collecting.remit("R-1", (guide["number"], 90_000))

    assert (again.status_code, again.json()["code"]) == (409, "orders.cod.remittance_taken")
    operator = str(collecting.cod(guide).operator_id)
    assert not collecting.ledger.account("collector", operator)


def test_a_file_says_the_same(confirmed, collecting, api) -> None:
    guide = delivered(confirmed, collecting)
    operator = api.as_role("operator", operator_id=collecting.cod(guide).operator_id)
    text = f"guia;valor\n{guide['number'].lower()};$ 90.000\n\n"
    sent = {"reference": "F-1", "day": str(clock.today())}

    bad = operator.upload(
        f"{BASE}/cod-remittances/file",
        {**sent, "file": SimpleUploadedFile("a.csv", b"guia;valor\nQTY1;nada\n")},
    )
    good = operator.upload(
        f"{BASE}/cod-remittances/file",
        {**sent, "file": SimpleUploadedFile("b.csv", text.encode())},
    )
    collecting.settle()

    assert (bad.status_code, bad.json()["code"]) == (422, "orders.cod.remittance_file")
    assert good.status_code == 201, good.json()
    assert collecting.cod(guide).status == "remitted"
    [row] = operator.get(f"{BASE}/cod-remittances").json()["results"]
    assert (row["reference"], row["source"]) == ("F-1", "file")


def test_an_operator_speaks_for_itself_only(confirmed, collecting, api) -> None:
    guide = delivered(confirmed, collecting)
    answer = collecting.remit("R-1", (guide["number"], 90_000))
    other = api.as_role("operator", operator_id=Guide.objects.get().customer_id)
    body = {"reference": "R-9", "day": str(clock.today()),
            "lines": [{"number": guide["number"], "amount": "90000"}]}  # fmt: skip

    named = {**body, "operator_id": str(collecting.cod(guide).operator_id)}
    assert other.post(f"{BASE}/cod-remittances", json=named).status_code == 404
    told = other.post(f"{BASE}/cod-remittances", json=body)
    assert told.json()["matched"]["amount"] == "0.00"
    where = f"{BASE}/cod-remittances/{answer.json()['id']}"
    assert other.get(where).status_code == 404
    assert other.get(f"{BASE}/cod/{guide['number']}").status_code == 404


def test_staff_tell_of_an_operator_that_collects(confirmed, collecting) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.tell(guide, "delivered")
    body = {
        "reference": "R-1",
        "day": str(clock.today()),
        "lines": [{"number": guide["number"], "amount": "90000"}],
    }
    told = [
        collecting.staff.post(f"{BASE}/cod-remittances", json={**body, "operator_id": operator})
        for operator in (str(new_id()), guide["operator_id"])
    ]

    assert [answer.status_code for answer in told] == [422, 201]
    assert told[0].json()["errors"][0]["pointer"] == "operator_id"
    assert told[0].json()["code"] == "orders.cod.operator_unknown"
    assert collecting.cod(guide).status == "remitted"


def test_what_is_not_paid_yet_is_no_remittance(confirmed, collecting) -> None:
    guide = delivered(confirmed, collecting)
    body = {
        "operator_id": str(Guide.objects.get().operator_id),
        "reference": "R-1",
        "day": str(clock.today() + timedelta(days=1)),
        "lines": [{"number": guide["number"], "amount": "90000"}],
    }
    early = collecting.staff.post(f"{BASE}/cod-remittances", json=body)
    assert (early.status_code, early.json()["code"]) == (422, "orders.cod.remittance_in_future")
    assert [error["pointer"] for error in early.json()["errors"]] == ["day"]
    body["day"] = str(clock.today())
    assert collecting.staff.post(f"{BASE}/cod-remittances", json=body).status_code == 201
