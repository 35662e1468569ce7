"""The OpenAPI document as schemathesis reads it: settings, our own formats, our own check."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import schemathesis
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.generation.hypothesis.reporting import ignore_hypothesis_output
from schemathesis.generation.modes import GenerationMode
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.schemas import BaseSchema

from quenty.kernel import dane
from quenty.platform.auth import Access
from quenty.platform.http.endpoints import Endpoint
from quenty.wsgi import application

# What valid data may be answered with besides success: somebody else's or no row (404), no
# money (402), a row in another state (409), another version (412), a rule of the domain that
# no schema can tell (422, held to its code by `refused_with_a_reason`), credentials in a body
# or a signature that are wrong (401), a role that the row, not the route, asks for (403), too
# many wrong passwords (429).
REFUSALS = ["2xx", "401", "402", "403", "404", "409", "412", "422", "429"]
# If-Match is the one header that is required: 428 without it, or what comes before it.
WITHOUT_HEADER = ["401", "403", "404", "428"]

# What a schema says of a field: data that keeps to it is never refused with one of these.
# Not among them are bounds of figures (min_value, max_value, max_digits), since they may come
# as text so that nothing is lost on the way, and text of nothing but blanks (blank).
OF_FORM = {
    "control",
    "empty",
    "incorrect_type",
    "invalid",
    "invalid_choice",
    "max_length",
    "min_length",
    "not_a_dict",
    "not_a_list",
    "null",
    "required",
    "unknown",
}
# A part without a file name is no file, which a schema of bytes can't tell. Who acts for many
# merchants says for which, and a merchant doesn't: one document for both.
DEPENDING = {("file", "required"), ("customer_id", "required")}
# What generates text doesn't look into the schema of the JSON that it should hold.
JSON_TEXTS = {"template"}


def _cursor(text: str) -> str:
    return b64encode(text.encode()).decode()


_places = sorted(dane.municipalities())
FORMATS = {
    "dane": st.sampled_from([_places[0], _places[-1], "11001", "05001", "Medellín", "BOGOTÁ"]),
    "phone": st.sampled_from(["+573001234567", "300 123 4567", "601 745 0000", "+14155552671"]),
    # Hosts and their parts have lengths of their own, which no schema tells.
    "uri": st.sampled_from(["https://example.com", "http://a.example.com:8080/b?c=d#e"]),
    "cursor": st.sampled_from([_cursor("o=0"), _cursor("r=1"), _cursor("o=5&r=1")]),
}


def load(**phases: dict[str, Any]) -> BaseSchema:
    """The served document, asked of the application itself, the same cases in each run.
    `phases`: their settings; one that isn't named is left out."""
    for name, strategy in FORMATS.items():
        schemathesis.openapi.format(name, strategy)
    config = {
        "seed": 20260101,
        # Without NUL: the parser refuses a body with one whole (400), whatever its schema,
        # which tests/platform/test_http.py holds it to.
        "generation": {"deterministic": True, "no-shrink": True, "allow-x00": False},
        "phases": {"enabled": False, **{n: {"enabled": True, **s} for n, s in phases.items()}},
        "checks": {
            "positive_data_acceptance": {"expected-statuses": REFUSALS},
            "missing_required_header": {"expected-statuses": WITHOUT_HEADER},
        },
    }
    return schemathesis.openapi.from_wsgi(
        "/api/schema",
        application,
        config=SchemathesisConfig.from_dict(config),
        headers={"Accept": "application/json"},
    )


def try_out(schema: BaseSchema, endpoint: Endpoint, ask: Callable[..., None]) -> None:
    """Call `ask(case=...)` with each case of an operation. They are made here, not while
    tests are collected, as `schema.parametrize` would: it takes longer than to ask them."""
    operation = schema[f"/api/v1/{endpoint.context}/{endpoint.path}"][endpoint.method]
    sources = FeedbackSources()
    test = build_operation_test(
        config=schema.config, operation=operation, test_func=ask, given_kwargs={}, feedback=sources
    )
    with ignore_hypothesis_output():
        test()


def access_of(case: Any) -> Access:
    """Who may, as the document says."""
    told = case.operation.definition.raw["x-quenty-access"]
    return Access(frozenset(told["roles"]), told["scope"], told["public"])


def is_valid(case: Any) -> bool:
    return case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE


class CalledInvalid(Failure):
    """Data that the document calls valid was refused for its form."""


def refused_with_a_reason(ctx: Any, response: Any, case: Any) -> bool | None:
    """A 422 for data that the schema allows names a rule of the domain, never a mere type,
    length or pattern that the document could have told."""
    if response.status_code != 422 or not is_valid(case):
        return None
    for told in response.json()["errors"]:
        pointer, code = told["pointer"], told["code"]
        if (pointer, code) in DEPENDING or pointer.partition(".")[0] in JSON_TEXTS:
            continue
        if code in OF_FORM:
            raise CalledInvalid(
                operation=case.operation.label,
                title="Valid data called invalid",
                message=f"{pointer or 'the body'}: {code}",
            )
    return None
