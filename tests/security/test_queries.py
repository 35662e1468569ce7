"""A list asks the databases as often for many rows as for one."""

import re
from contextlib import ExitStack
from typing import Any

import pytest
from django.apps import apps
from django.db import connections, models
from django.test.utils import CaptureQueriesContext

from quenty.platform.http.endpoints import Endpoint
from quenty.platform.http.pagination import Page
from quenty.platform.testing.http import ApiClient
from tests.contracts.test_routes import ENDPOINTS
from tests.security.rows import POSTED, SUBJECTS, copied, made
from tests.security.town import Town

pytestmark = pytest.mark.django_db(databases="__all__")

LISTS = [endpoint for endpoint in ENDPOINTS if endpoint.kind == "list"]
MORE = 4


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[models.Model]:
    """The rows of the last page that was asked for."""
    page: list[models.Model] = []
    plain = Page.paginate_queryset

    def keep(self: Page, *arguments: Any, **options: Any) -> Any:
        page[:] = found = plain(self, *arguments, **options)
        return found

    monkeypatch.setattr(Page, "paginate_queryset", keep)
    return page


def asked(client: ApiClient, where: str) -> list[str]:
    """The queries of the whole list, of whatever database."""
    with ExitStack() as stack:
        seen = [stack.enter_context(CaptureQueriesContext(connections[a])) for a in connections]
        answer = client.get(where)
        assert answer.status_code == 200, answer.content
        return [query["sql"] for one in seen for query in one.captured_queries]


def model_of(endpoint: Endpoint) -> type[models.Model]:
    """As the handler says: `QuerySet[Order]`."""
    said = re.search(r"QuerySet\[\W?(\w+)", str(endpoint.handler.__annotations__["return"]))
    assert said, f"{endpoint.operation}: of what is its QuerySet?"
    return apps.get_model(endpoint.context, said.group(1))


def known(town: Town) -> dict[str, Any]:
    owner = town.merchant.customer_id
    return {"customer_id": owner, "merchant_id": owner}


def belonging(endpoint: Endpoint) -> dict[str, Any]:
    """What the address names: a row of it is not to be without."""
    return {name.removesuffix("_id"): ... for name in re.findall(r"\{(\w+)\}", endpoint.path)}


def subject_of(endpoint: Endpoint, town: Town) -> tuple[dict[str, Any], dict[str, Any]]:
    """A row that the list's rows are about: for the address, and for their `subject_id`."""
    if endpoint.operation not in SUBJECTS:
        return {}, {}
    label, name = SUBJECTS[endpoint.operation]
    subject = made(apps.get_model(label), known(town))
    return {name: subject.pk}, {"subject_id": subject.pk}


def address(endpoint: Endpoint, ids: dict[str, Any]) -> str | None:
    """The list's own, or None where it is of something that there is none of."""
    names = re.findall(r"\{(\w+)\}", endpoint.path)
    if not set(names) <= set(ids):
        return None
    return f"/api/v1/{endpoint.context}/{endpoint.path.format_map(ids)}"


@pytest.mark.parametrize("endpoint", LISTS, ids=lambda e: e.operation)
def test_a_list_costs_the_same_however_long(
    endpoint: Endpoint, town: Town, shown: list[models.Model]
) -> None:
    client = town.who_may(endpoint.access)
    where = address(endpoint, town.ids)
    if where is None or client.get(where).status_code == 404 or not shown:
        ids, subject = subject_of(endpoint, town)
        row = made(model_of(endpoint), {**belonging(endpoint), **known(town), **subject})
        for relation in row._meta.related_objects:
            if relation.one_to_many and relation.related_model is not type(row):
                made(relation.related_model, {**known(town), relation.field.name: row})
        where = address(endpoint, {**town.ids, **vars(row), **ids})
    asked(client, where)  # what is remembered from one request to the next
    few = asked(client, f"{where}?page_size=95")
    assert shown, "say in tests/security/rows.py what a row of it needs"
    if shown[0]._meta.label in POSTED:
        few = asked(client, f"{where}?page_size=1")
    else:
        for _ in range(MORE):
            copied(shown[0])
    many = asked(client, f"{where}?page_size=100")
    assert len(shown) > (1 if shown[0]._meta.label in POSTED else MORE)
    assert len(many) == len(few), "\n".join(many)
