"""A generated case, made real and asked by somebody."""

from typing import Any

from quenty.platform.testing.http import ApiClient
from tests.security.document import is_valid, refused_with_a_reason
from tests.security.town import Town


def credential(client: ApiClient) -> dict[str, str]:
    return {"Authorization": f"Bearer {client.credential}"} if client.credential else {}


def ask(case: Any, client: ApiClient) -> None:
    """Ask and check the answer in every way."""
    case.call_and_validate(headers=credential(client), additional_checks=[refused_with_a_reason])


def make_real(case: Any, town: Town, client: ApiClient) -> None:
    """Valid data is about rows that are there, so that it gets past their being looked up."""
    if not is_valid(case):
        return
    for container, known in (
        (case.path_parameters, town.ids),
        (case.query, town.said),
        (case.body if isinstance(case.body, dict) else {}, town.said),
    ):
        for name in set(container or ()) & set(known):
            container[name] = known[name]
    with_plain_figures(case)
    if "If-Match" in (case.headers or ()):
        found = client.get(case.formatted_path)
        if "ETag" in found:
            case.headers["If-Match"] = found["ETag"]


def with_plain_figures(case: Any) -> None:
    """Give valid data figures that people send: the parser refuses a body whole (400), whatever
    its schema, that has numbers such as 1e-300; tests/platform/test_http.py holds it to that."""
    if is_valid(case) and isinstance(case.body, dict) and case.media_type == "application/json":
        case.body = _near(case.body)


def _near(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _near(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_near(inner) for inner in value]
    return (round(value, 1) or round(value, 6)) if isinstance(value, float) else value
