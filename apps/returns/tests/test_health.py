"""Returns is there, with a database of its own."""

import pytest


@pytest.mark.django_db(databases=["returns"])
def test_is_up_with_its_own_database_alone(api):
    answer = api.anonymous().get("/api/v1/returns/health")

    assert answer.status_code == 200
    assert answer.json() == {"context": "returns", "status": "up"}
