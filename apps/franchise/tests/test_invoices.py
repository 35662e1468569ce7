"""Operators' invoices: every planted fault is found and none is invented."""

from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

import pytest

from apps.franchise.models import GuideCopy, InvoiceLine
from apps.franchise.tests.conftest import csv_file
from apps.franchise.tests.deliveries import pesos
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["franchise"])
ROOT = "/api/v1/franchise"
HEADER = "guide,weight_kg,zone,amount"
ISSUED = datetime(2026, 6, 2, 15, tzinfo=UTC)
MANY = 10_000
# Each kind of fault with the lines it is planted in, disjoint by their remainders.
PLANTED = {
    "weight": range(7, MANY, 400),
    "zone": range(11, MANY, 500),
    "amount": range(13, MANY, 600),
    "unknown_guide": range(17, MANY, 700),
    "voided": range(19, MANY, 800),
    "duplicate": range(23, MANY, 900),
}


def guides(service, count: int) -> list[GuideCopy]:
    whose = UUID(service["operator_id"])
    return GuideCopy.objects.bulk_create(
        [
            GuideCopy(
                number=f"G{n:05}",
                customer_id=new_id(),
                operator_id=whose,
                service_id=UUID(service["id"]),
                origin="11001",
                destination="05001",
                chargeable_g=1000 + n % 5 * 500,
                freight=pesos(15_000),
                cost=pesos(9_000 + n % 5 * 100),
                issued_at=ISSUED,
                delivered_at=ISSUED,
            )
            for n in range(count)
        ],
        batch_size=2000,
    )


def kilos(guide: GuideCopy) -> str:
    return f"{guide.chargeable_g / 1000:.3f}"


def good(guide: GuideCopy) -> str:
    return f"{guide.number},{kilos(guide)},national,{int(guide.cost.amount)}"


def send(desk, service, lines: list[str], number: str = "F-1"):
    path = f"{ROOT}/operators/{service['operator_id']}/invoices"
    file = csv_file("\n".join([HEADER, *lines, ""]))
    return desk.client.upload(path, {"file": file, "number": number})


@pytest.fixture
def priced(desk, service):
    """The service with a published cost sheet, by which zones are known."""
    desk.publish(desk.draft(service, side="cost"))
    return service


def plant(rows: list[GuideCopy]) -> tuple[list[str], dict[int, str]]:
    """The lines, and by line of the file the fault that is in it."""
    fault = {n: kind for kind, where in PLANTED.items() for n in where}
    lines = []
    for n, guide in enumerate(rows):
        number, weight, zone, amount = good(guide).split(",")
        match fault.get(n, ""):
            case "weight":
                weight, amount = "30.000", "60000"
            case "zone":
                zone, amount = "local", "12000"
            case "amount":
                amount = str(int(amount) + 1)
            case "unknown_guide":
                number = f"X{n}"
            case "voided":
                guide.given_back, guide.delivered_at = True, None
            case "duplicate":
                number, weight, zone, amount = good(rows[n - 1]).split(",")
        lines.append(f"{number},{weight},{zone},{amount}")
    GuideCopy.objects.bulk_update(
        [row for row in rows if row.given_back], ("given_back", "delivered_at")
    )
    return lines, {n + 2: kind for n, kind in fault.items()}


def test_ten_thousand_lines_with_planted_faults_of_each_kind(desk, priced):
    lines, planted = plant(guides(priced, MANY))

    invoice = send(desk, priced, lines).json()

    found = dict(
        InvoiceLine.objects.filter(invoice=invoice["id"])
        .exclude(fault="")
        .values_list("line", "fault")
    )
    assert found == planted
    assert (invoice["lines"], invoice["faults"]) == (MANY, len(planted))
    assert set(Counter(planted.values())) == set(PLANTED)


def test_an_invoice_that_agrees_has_no_fault(desk, priced):
    invoice = send(desk, priced, [good(guide) for guide in guides(priced, 50)]).json()
    assert (invoice["faults"], invoice["disputed"]["amount"]) == (0, "0.00")


def test_what_is_disputed_is_what_is_billed_beyond_what_we_owe(desk, priced):
    one, two = guides(priced, 2)
    number, weight, zone, _ = good(one).split(",")
    lines = [f"{number},{weight},{zone},9500", good(two), good(two), "NADA,1.000,local,4000"]
    invoice = send(desk, priced, lines).json()
    assert invoice["disputed"]["amount"] == f"{500 + 9100 + 4000}.00"
    path = f"{ROOT}/operator-invoices/{invoice['id']}/lines"
    faulty = desk.client.get(f"{path}?faulty=true&ordering=line").json()["results"]
    assert [row["fault"] for row in faulty] == ["amount", "duplicate", "unknown_guide"]


def test_a_guide_that_an_earlier_invoice_billed_is_a_duplicate(desk, priced):
    (guide,) = guides(priced, 1)
    send(desk, priced, [good(guide)])
    again = send(desk, priced, [good(guide)], "F-2").json()
    same = send(desk, priced, [good(guide)], "F-1")
    assert again["faults"] == 1
    assert same.json()["code"] == "franchise.invoice_taken"


def test_another_operators_guide_is_unknown(desk, priced):
    (guide,) = guides(priced, 1)
    GuideCopy.objects.update(operator_id=new_id())
    invoice = send(desk, priced, [good(guide)]).json()
    assert InvoiceLine.objects.get(invoice=invoice["id"]).fault == "unknown_guide"


def test_without_a_cost_sheet_or_a_cost_nothing_is_invented(desk, service):
    (guide,) = guides(service, 1)
    GuideCopy.objects.update(cost=None)
    assert send(desk, service, [good(guide)]).json()["faults"] == 0


def test_a_file_with_bad_cells_is_refused_whole(desk, priced):
    (guide,) = guides(priced, 1)
    bad = ["G1,-1,national,9000", "G2,1,national,12.500", ",1,national,9000"]
    answer = send(desk, priced, [good(guide), *bad])
    assert answer.status_code == 422
    assert len(answer.json()["errors"]) == 3
    assert not InvoiceLine.objects.exists()


def test_an_operator_sees_its_own_invoices_and_no_others(api, desk, priced):
    invoice = send(desk, priced, [good(guide) for guide in guides(priced, 2)]).json()
    path = f"{ROOT}/operator-invoices/{invoice['id']}"
    own = api.as_role("operator", operator_id=priced["operator_id"])
    other = api.as_role("operator", operator_id=new_id())
    assert [c.get(path).status_code for c in (own, other)] == [200, 404]
    assert [c.get(f"{path}/lines").status_code for c in (own, other)] == [200, 404]
    assert other.get(f"{ROOT}/operator-invoices").json()["results"] == []
