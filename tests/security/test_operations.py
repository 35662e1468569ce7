"""Each operation against its part of the OpenAPI document, asked by somebody who may."""

from typing import Any

import pytest
from schemathesis.schemas import BaseSchema

from quenty.platform.http.endpoints import Endpoint
from tests.contracts.test_routes import EVERY
from tests.security.asking import ask, make_real
from tests.security.document import access_of, load, try_out
from tests.security.town import Town

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(scope="module")
def document() -> BaseSchema:
    # One view refuses whatever method it hasn't: two of them stand for all.
    coverage = {
        "generate-duplicate-query-parameters": True,
        "unexpected-methods": ["put", "trace"],
    }
    fuzzing = {"generation": {"max-examples": 2}}
    return load(examples={}, coverage=coverage, fuzzing=fuzzing)


@EVERY
def test_an_operation_is_as_documented(
    endpoint: Endpoint, document: BaseSchema, town: Town
) -> None:
    def one(case: Any) -> None:
        client = town.who_may(access_of(case))
        make_real(case, town, client)
        ask(case, client)

    try_out(document, endpoint, one)
