"""In what order services have their turn on a route: set, told and read by neighbours."""

import pytest

from apps.franchise.domain.route_places import MOST_ROUTES
from apps.franchise.models import RoutePriority
from quenty.contracts.franchise.api import FranchiseApi
from quenty.contracts.franchise.route_priorities import by_route, priority_on
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["franchise"])
ROOT = "/api/v1/franchise"


@pytest.fixture
def rated(desk, service):
    """The service with a sheet that has zones."""
    desk.draft(service)
    return service


def put(desk, service, priority, **route):
    path = f"{ROOT}/operators/{service['operator_id']}/route-priorities"
    return desk.client.post(path, json={"priority": priority, **route})


def turn(service, origin, destination, zone="national"):
    """Its priority there, as a neighbour reckons it."""
    read = registry.get(FranchiseApi).service(service_id=service["id"])
    return priority_on(
        by_route(read.routes),
        origin=origin,
        destination=destination,
        zone=zone,
        default=read.priority,
    )


def test_the_route_that_says_most_applies_and_elsewhere_the_services_own(desk, rated):
    of = {"service_id": rated["id"]}
    put(desk, rated, 60, zone="national", **of)
    put(desk, rated, 50, origin="11", **of)
    put(desk, rated, 40, origin="11", destination="05", **of)
    put(desk, rated, 35, destination="05001", **of)
    put(desk, rated, 30, origin="Bogotá", **of)
    put(desk, rated, 20, origin="11001", destination="05", zone="national", **of)
    put(desk, rated, 15, origin="11001", destination="05", **of)
    put(desk, rated, 10, origin="11001", destination="Medellín", **of)

    assert turn(rated, "11001", "05001") == 10
    assert turn(rated, "11001", "05002") == 20
    assert turn(rated, "11001", "05002", zone="local") == 15
    assert turn(rated, "11001", "76001") == 30
    assert turn(rated, "25001", "05001") == 35
    assert turn(rated, "11850", "05360") == 40
    assert turn(rated, "11850", "76001") == 50
    assert turn(rated, "76001", "91001") == 60
    assert turn(rated, "76001", "91001", zone="local") == 100


def test_an_operators_route_is_all_its_services_but_of_one_route_the_services_counts(desk, rated):
    other = desk.add_service({"id": rated["operator_id"]}, code="otro")
    route = {"origin": "11001", "destination": "05"}
    put(desk, rated, 7, **route)
    put(desk, rated, 3, service_id=rated["id"], **route)

    assert [turn(one, "11001", "05001") for one in (rated, other)] == [3, 7]
    # A nearer route of the operator beats a wider one of the service.
    put(desk, rated, 5, origin="11001", destination="05001")
    assert turn(rated, "11001", "05001") == 5


def test_a_route_has_one_priority_which_is_told_and_dropped(desk, rated, published):
    route = {"origin": "11001", "service_id": rated["id"]}
    first = put(desk, rated, 5, **route).json()
    again = put(desk, rated, 9, **route).json()

    assert (again["id"], again["priority"]) == (first["id"], 9)
    assert turn(rated, "11001", "76001") == 9
    assert desk.client.delete(f"{ROOT}/route-priorities/{first['id']}").status_code == 204
    assert turn(rated, "11001", "76001") == 100
    # Of adding the service, and of each of the three.
    told = published("franchise.service.changed")
    assert [str(event.service_id) for event, _ in told] == [rated["id"]] * 4
    gone = desk.client.delete(f"{ROOT}/route-priorities/{first['id']}")
    assert (gone.status_code, gone.json()["code"]) == (404, "franchise.route_not_found")


def test_an_operators_route_is_told_to_each_of_its_services(desk, rated, published):
    desk.add_service({"id": rated["operator_id"]}, code="otro")
    before = len(published("franchise.service.changed"))
    put(desk, rated, 5, origin="11")
    assert len(published("franchise.service.changed")) == before + 2


@pytest.mark.parametrize(
    ("route", "field"),
    [
        ({}, "origin"),
        ({"origin": "Macondo"}, "origin"),
        ({"destination": "99999"}, "destination"),
        ({"zone": "marte"}, "zone"),
    ],
)
def test_refuses_what_is_no_route(desk, rated, route, field):
    answer = put(desk, rated, 5, **route)
    assert (answer.status_code, answer.json()["code"]) == (422, "franchise.route_invalid")
    assert answer.json()["errors"][0]["pointer"] == field
    assert not RoutePriority.objects.exists()


def test_refuses_a_service_of_another_operator(desk, rated):
    other = desk.add_service(desk.register(code="ajeno", nit="999000102-8"))
    answer = put(desk, rated, 5, origin="11", service_id=other["id"])
    assert (answer.status_code, answer.json()["code"]) == (404, "franchise.service_not_found")


def test_an_operators_people_see_their_own_and_set_none(api, desk, rated):
    made = put(desk, rated, 5, origin="11").json()
    own = api.as_role("operator", operator_id=rated["operator_id"])
    other = api.as_role("operator", operator_id=new_id())
    listed = [c.get(f"{ROOT}/route-priorities").json()["results"] for c in (own, other)]
    assert listed == [[made], []]
    path = f"{ROOT}/operators/{rated['operator_id']}/route-priorities"
    assert own.post(path, json={"priority": 1, "origin": "11"}).status_code == 403


def test_an_operator_has_so_many_routes_and_changes_those_it_has(desk, rated):
    RoutePriority.objects.bulk_create(
        RoutePriority(operator_id=rated["operator_id"], origin=f"{n:05}", priority=1)
        for n in range(30_000, 30_000 + MOST_ROUTES - 1)
    )
    assert put(desk, rated, 5, origin="11001").status_code == 201
    refused = put(desk, rated, 5, destination="05001")
    assert (refused.status_code, refused.json()["code"]) == (409, "franchise.too_many_routes")
    assert put(desk, rated, 6, origin="11001").status_code == 201
    assert RoutePriority.objects.count() == MOST_ROUTES
