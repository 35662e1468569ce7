"""Services of operators, by the API and as neighbours read them."""

import pytest

from apps.franchise.tests.conftest import OPERATOR, SERVICE
from quenty.contracts.franchise.api import CoverageRow, FranchiseApi
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["franchise"])
SERVICES = "/api/v1/franchise/services"


def test_adds_a_service_and_tells_of_it(desk, published):
    service = desk.add_service(desk.register())

    assert service["max_cod"] == {"amount": "2000000.00", "currency": "COP"}
    assert (service["weight_step_kg"], service["priority"]) == ("0.500", 100)
    ((told, envelope),) = published("franchise.service.changed")
    assert str(told.service_id) == service["id"] == str(envelope.aggregate_id)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"regime": "postal"}, "max_piece_weight_kg"),
        ({"minimum_weight_kg": "31"}, "minimum_weight_kg"),
        ({"cod_allowed": False}, "max_cod"),
        ({"max_cod": "0"}, "max_cod"),
    ],
)
def test_refuses_settings_that_do_not_fit_each_other(desk, changes, field):
    operator = desk.register()
    path = f"/api/v1/franchise/operators/{operator['id']}/services"

    answer = desk.client.post(path, json={**SERVICE, **changes})

    assert (answer.status_code, answer.json()["code"]) == (422, "franchise.service_invalid")
    assert answer.json()["errors"][0]["pointer"] == field


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"divisor": 0}, "min_value"),
        ({"cutoff": "25:00"}, "invalid"),
        ({"cutoff": "٠٩:٠٠"}, "invalid"),
        ({"max_declared_value": "-1"}, "negative"),
        ({"max_declared_value": 1.5}, "fraction"),
        ({"weight_step_kg": "0"}, "min_value"),
        ({"weight_step_kg": "NaN"}, "invalid"),
        ({"mode": "teleport"}, "invalid_choice"),
        ({"code": "Con Espacio"}, "invalid"),
        ({"name": "a\u0001b"}, "control"),
        ({"coverage_rows": 5}, "unknown"),
    ],
)
def test_refuses_a_setting_out_of_its_bounds(desk, changes, code):
    operator = desk.register()
    path = f"/api/v1/franchise/operators/{operator['id']}/services"

    answer = desk.client.post(path, json={**SERVICE, **changes})

    assert answer.status_code == 422
    assert code in {error["code"] for error in answer.json()["errors"]}


def test_refuses_two_services_of_one_code_in_an_operator_only(desk):
    first = desk.register()
    second = desk.register(code="otro", nit="999000102-8")
    desk.add_service(first)
    desk.add_service(second)

    answer = desk.client.post(f"/api/v1/franchise/operators/{first['id']}/services", json=SERVICE)

    assert (answer.status_code, answer.json()["code"]) == (409, "franchise.code_taken")


def test_changes_a_setting_for_the_version_that_was_read_and_leaves_the_others(desk, published):
    service = desk.add_service(desk.register())
    where = f"{SERVICES}/{service['id']}"

    stale = desk.client.patch(where, json={"priority": 5}, headers={"If-Match": '"2"'})
    good = desk.client.patch(where, json={"priority": 5}, headers={"If-Match": '"1"'})

    assert (stale.status_code, good.status_code, good["ETag"]) == (412, 200, '"2"')
    unchanged = {**service, "priority": 5, "revision": 2, "updated_at": good.json()["updated_at"]}
    assert good.json() == unchanged
    assert len(published("franchise.service.changed")) == 2


def test_neighbours_read_a_service_and_its_coverage_as_they_stand(desk, service):
    franchise = registry.get(FranchiseApi)
    before = franchise.service(service_id=service["id"])
    desk.client.post(f"/api/v1/franchise/operators/{service['operator_id']}/activate")

    read = franchise.service(service_id=service["id"])

    assert (before.active, read.active) == (False, True)
    assert (read.operator_nit, read.registration) == (OPERATOR["nit"], OPERATOR["registration"])
    assert (read.divisor, read.max_piece_weight_kg, read.cutoff) == (5000, 30, "16:00")
    assert franchise.coverage(service_id=service["id"])[-1] == CoverageRow(
        dane_code="91001", pickup=False, delivery=True, cod=False, remote=True, extra_days=3
    )


@pytest.mark.parametrize("method", ["service", "coverage"])
def test_neighbours_are_told_when_there_is_no_such_service(method):
    with pytest.raises(DomainError) as refused:
        getattr(registry.get(FranchiseApi), method)(service_id=new_id())
    assert refused.value.code == "franchise.service_not_found"
