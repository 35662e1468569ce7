"""What the gateway writes to administrators."""

from datetime import date

import pytest

from apps.gateway.models import Delivery, User
from quenty.contracts.orders.events import OperatorCredentialsExpireV1
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["default"])


@pytest.fixture
def people() -> None:
    for email, roles, language, active in (
        ("ana@quenty.test", ["admin"], "es", True),
        ("bob@quenty.test", ["admin"], "en", True),
        ("gone@quenty.test", ["admin"], "es", False),
        ("help@quenty.test", ["support"], "es", True),
    ):
        User.objects.create(
            email=email, full_name="Ana Paz", roles=roles, language=language, is_active=active
        )


def test_credentials_about_to_run_out_are_told_to_each_administrator(people, deliver) -> None:
    event = OperatorCredentialsExpireV1(
        operator_id=new_id(),
        operator_code="condor",
        account="default",
        own_contract=False,
        expires_on=date(2026, 12, 20),
    )

    deliver(event, consumer_context="gateway", times=2)

    told = {row.recipient: row for row in Delivery.objects.filter(template="credentials_expire")}
    assert set(told) == {"ana@quenty.test", "bob@quenty.test"}
    assert told["ana@quenty.test"].subject == "Credenciales de condor por vencer el 20/12/2026"
    assert told["bob@quenty.test"].subject == "Credentials of condor run out on 20/12/2026"
    assert "default" in told["bob@quenty.test"].body
