"""Who sees and changes what in franchise, and what a list costs."""

import pytest

from apps.franchise.tests.conftest import OPERATOR, SERVICE, csv_file, sheet_csv
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["franchise"])
ROOT = "/api/v1/franchise"
READERS = ("admin", "analyst", "support")
STRANGERS = ("merchant", "driver", "franchisee", "credit_officer")


@pytest.fixture
def places(desk, service) -> dict[str, str]:
    """Paths of what there is to read."""
    sheet = desk.publish(desk.draft(service))
    operator = f"{ROOT}/operators/{service['operator_id']}"
    one, rates = f"{ROOT}/services/{service['id']}", f"{ROOT}/rate-sheets/{sheet['id']}"
    return {
        "operators": f"{ROOT}/operators",
        "operator": operator,
        "services": f"{ROOT}/services",
        "service": one,
        "coverage": f"{one}/coverage",
        "sheets": f"{ROOT}/rate-sheets",
        "sheet": rates,
        "pairs": f"{rates}/pairs",
        "diff": f"{rates}/diff?against={sheet['id']}",
    }


def writes(places: dict[str, str]) -> list[tuple[str, str]]:
    return [
        ("POST", places["operators"]),
        ("PATCH", places["operator"]),
        ("POST", f"{places['operator']}/activate"),
        ("POST", f"{places['operator']}/suspend"),
        ("POST", f"{places['operator']}/services"),
        ("PATCH", places["service"]),
        ("POST", f"{places['service']}/coverage"),
        ("POST", f"{places['service']}/rate-sheets"),
        ("PATCH", places["sheet"]),
        ("DELETE", places["sheet"]),
        ("POST", f"{places['sheet']}/publish"),
    ]


@pytest.mark.parametrize("role", READERS)
def test_staff_read_everything(api, places, role):
    client = api.as_role(role)
    answers = {name: client.get(path).status_code for name, path in places.items()}
    assert set(answers.values()) == {200}


@pytest.mark.parametrize("role", STRANGERS)
def test_others_are_refused_everything(api, places, role):
    client = api.as_role(role, customer_id=new_id())
    read = {client.get(path).status_code for path in places.values()}
    written = {client.request(method, path).status_code for method, path in writes(places)}
    assert (read, written) == ({403}, {403})


def test_nobody_reads_or_writes_without_a_token(api, places):
    client = api.anonymous()
    read = {client.get(path).status_code for path in places.values()}
    written = {client.request(method, path).status_code for method, path in writes(places)}
    assert (read, written) == ({401}, {401})


@pytest.mark.parametrize("role", ["analyst", "support", "operator"])
def test_only_an_administrator_writes(api, places, role):
    client = api.as_role(role)
    assert {client.request(m, path).status_code for m, path in writes(places)} == {403}


def test_an_operators_people_see_their_own_and_neither_prices_sold_nor_drafts(
    api, desk, places, service
):
    cost = desk.publish(desk.draft(service, side="cost"))
    desk.draft(service, side="cost")
    other = desk.register(code="otro", nit="999000102-8")
    own = api.as_role("operator", operator_id=service["operator_id"])

    operators = own.get(places["operators"]).json()["results"]
    sheets = own.get(places["sheets"]).json()["results"]

    assert [row["id"] for row in operators] == [service["operator_id"]]
    assert [row["id"] for row in sheets] == [cost["id"]]
    assert own.get(places["service"]).status_code == 200
    assert own.get(places["sheet"]).status_code == 404
    assert own.get(f"{ROOT}/operators/{other['id']}").status_code == 404


def test_an_operator_of_elsewhere_finds_nothing(api, places):
    client = api.as_role("operator", operator_id=new_id())
    lists = [
        client.get(places[name]).json()["results"] for name in ("operators", "services", "sheets")
    ]
    found = {
        client.get(places[n]).status_code
        for n in ("operator", "service", "coverage", "pairs", "diff")
    }
    assert (lists, found) == ([[], [], []], {404})


def test_an_api_key_needs_the_scope(api, places):
    path = places["operators"]
    without, reads = (
        api.as_key(roles=("admin",)),
        api.as_key(roles=("admin",), scopes=("franchise:read",)),
    )
    assert (without.get(path).status_code, reads.get(path).status_code) == (403, 200)
    assert reads.post(path, json=OPERATOR).status_code == 403


@pytest.mark.parametrize("name", ["operators", "services", "sheets"])
def test_a_list_costs_one_query_however_long(
    desk, service, places, name, django_assert_num_queries
):
    for number in range(4):
        operator = desk.register(
            code=f"o{number}",
            nit=["999000102-8", "999000103-5", "999000104-2", "999000105-1"][number],
        )
        more = desk.add_service(operator)
        desk.draft(more)

    with django_assert_num_queries(1, using="franchise"):
        rows = desk.client.get(places[name]).json()["results"]

    assert len(rows) == 5


def test_a_sheet_costs_six_queries_whatever_it_holds(desk, places, django_assert_num_queries):
    with django_assert_num_queries(6, using="franchise"):
        assert desk.client.get(places["sheet"]).json()["brackets"]


def test_lists_are_filtered_by_what_is_declared_and_nothing_else(desk, service, places):
    desk.draft(service, side="cost")
    other = desk.register(code="otro", nit="999000102-8", trade_name="Zafiro")

    def found(path: str) -> int:
        return len(desk.client.get(path).json()["results"])

    assert found(f"{places['operators']}?search=zaf") == 1
    assert found(f"{places['operators']}?status=active") == 0
    assert found(f"{places['services']}?operator={other['id']}") == 0
    assert found(f"{places['services']}?active=true&mode=express&regime=cargo") == 1
    assert found(f"{places['sheets']}?side=cost&status=draft&service={service['id']}") == 1
    assert found(f"{places['pairs']}?zone=national") == 6
    assert desk.client.get(f"{places['services']}?is_staff=1").status_code == 422
    assert desk.client.get(f"{places['services']}?operator=x").status_code == 422


def test_the_same_key_registers_one_operator(desk):
    first = desk.client.post(f"{ROOT}/operators", json=OPERATOR, key="once")
    again = desk.client.post(f"{ROOT}/operators", json=OPERATOR, key="once")
    other = desk.client.post(f"{ROOT}/operators", json={**OPERATOR, "code": "x"}, key="once")

    assert first.json() == again.json()
    assert again["Idempotent-Replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key_reused")


def test_a_body_that_is_no_upload_is_refused(desk, service):
    path = f"{ROOT}/services/{service['id']}/rate-sheets"
    answers = [
        desk.client.post(path, json={"side": "selling"}),
        desk.client.upload(path, {"side": "selling", "valid_from": "2026-01-01"}),
        desk.client.upload(
            path, {"file": csv_file(sheet_csv()), "side": "both", "valid_from": "x"}
        ),
    ]
    assert [answer.status_code for answer in answers] == [415, 422, 422]
    assert {e["pointer"] for e in answers[2].json()["errors"]} == {"side", "valid_from"}


def test_the_service_body_is_whole_or_refused(desk):
    path = f"{ROOT}/operators/{desk.register()['id']}/services"
    for name in ("divisor", "regime", "cutoff", "max_declared_value"):
        body = {key: value for key, value in SERVICE.items() if key != name}
        answer = desk.client.post(path, json=body)
        assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [(name, "required")]
