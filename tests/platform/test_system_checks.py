"""Django finds nothing to complain about, neither in the code nor in the databases."""

import pytest
from django.core.checks import WARNING, run_checks
from django.db import connections


@pytest.mark.django_db(databases="__all__")
def test_no_check_complains() -> None:
    found = run_checks(include_deployment_checks=False, databases=list(connections))

    assert [str(message) for message in found if message.level >= WARNING] == []
