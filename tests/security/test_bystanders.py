"""Each operation asked by nobody, by an operator and by the back office; and walks from one
operation to what it made."""

from contextlib import ExitStack
from typing import Any

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, settings
from schemathesis.schemas import BaseSchema

from quenty.platform.auth import api_keys, tokens
from quenty.platform.http.endpoints import Endpoint
from tests.contracts.test_routes import EVERY
from tests.security.asking import ask, credential, make_real, with_plain_figures
from tests.security.document import access_of, load, try_out
from tests.security.town import Town

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(scope="module")
def document() -> BaseSchema:
    return load(fuzzing={"generation": {"max-examples": 2}})


@EVERY
def test_anybody_is_answered_as_documented(
    endpoint: Endpoint, document: BaseSchema, town: Town
) -> None:
    def one(case: Any) -> None:
        make_real(case, town, town.admin)
        for client in (town.api.anonymous(), town.operator, town.admin):
            ask(case, client)

    try_out(document, endpoint, one)


def test_operations_follow_from_each_other_as_documented(town: Town) -> None:
    class Walk(load(stateful={}).as_state_machine()):  # type: ignore[misc]
        """Each walk sets out from the same town, so that a walk begun alike goes on alike."""

        def setup(self) -> None:
            super().setup()
            self.undone = ExitStack()
            for alias in connections:
                block = transaction.atomic(using=alias)
                # As a test case's own block: neighbours may be asked inside it.
                block._from_testcase = True
                self.undone.enter_context(block)
            tokens.forget()
            api_keys.forget()

        def teardown(self) -> None:
            for alias in connections:
                connections[alias].set_rollback(True)
            self.undone.close()
            super().teardown()

        def before_call(self, case: Any) -> None:
            with_plain_figures(case)

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": credential(town.who_may(access_of(case)))}

    Walk.run(
        settings=settings(
            max_examples=25,
            stateful_step_count=8,
            derandomize=True,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
    )
