"""What the tests of customers start from."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from apps.customers.models import KycCase, Merchant
from apps.customers.services.ledger.accounts import open_wallet
from apps.customers.tests.money import fund
from quenty.kernel import clock
from quenty.kernel.ids import new_id


@pytest.fixture
def make_merchant() -> Callable[..., Merchant]:
    """An active merchant with KYC and `funds` pesos in its wallet; fields by keyword."""

    def make(*, funds: int = 0, kyc: str = "basic", **fields: Any) -> Merchant:
        number = str(new_id().int % 10**9 + 10**9)
        merchant = Merchant.objects.create(
            **{
                "kind": "person",
                "document_type": "CC",
                "document_number": number,
                "legal_name": "Ana María Ñáñez",
                "display_name": "Tienda Ñandú",
                "contact_name": "Ana María Ñáñez",
                "email": f"ana{number}@example.com",
                "phone": "+573001234567",
                "status": "active",
                "user_id": new_id(),
                "registered_at": clock.now(),
                **fields,
            }
        )
        open_wallet(customer_id=merchant.id, livemode=merchant.livemode)
        if kyc:
            KycCase.objects.create(
                merchant=merchant,
                level=kyc,
                status="approved",
                approved_until=clock.now() + timedelta(days=300),
            )
        if funds:
            fund(merchant, funds)
        return merchant

    return make


@pytest.fixture
def as_superuser() -> Callable[..., None]:
    """Run statements past every grant and trigger, as somebody at the server could."""

    def run(statement: str, *params: object) -> None:
        name = connections["customers"].settings_dict["NAME"]
        with psycopg.connect(settings.QUENTY_SUPERUSER_URL, dbname=name) as connection:
            connection.execute("SET search_path = customers")
            connection.execute("SET session_replication_role = replica")
            assert connection.execute(statement, params).rowcount == 1

    return run
