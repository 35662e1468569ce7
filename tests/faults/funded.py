"""`python -m tests.faults.funded COUNT PESOS`: merchants with so much in their wallets, by id."""

import sys

import django

django.setup()

from datetime import timedelta  # noqa: E402

from apps.customers.models import KycCase, Merchant  # noqa: E402
from apps.customers.services.ledger.accounts import open_wallet  # noqa: E402
from apps.customers.tests.money import fund  # noqa: E402
from quenty.kernel import clock  # noqa: E402
from quenty.kernel.ids import new_id  # noqa: E402


def make(pesos: int) -> Merchant:
    number = str(new_id().int % 10**9 + 10**9)
    merchant = Merchant.objects.create(
        kind="person",
        document_type="CC",
        document_number=number,
        legal_name="Ana María Ñáñez",
        display_name="Tienda Ñandú",
        contact_name="Ana María Ñáñez",
        email=f"ana{number}@example.com",
        phone="+573001234567",
        status="active",
        user_id=new_id(),
        registered_at=clock.now(),
    )
    open_wallet(customer_id=merchant.id, livemode=merchant.livemode)
    until = clock.now() + timedelta(days=300)
    KycCase.objects.create(
        merchant=merchant, level="basic", status="approved", approved_until=until
    )
    fund(merchant, pesos)
    return merchant


if __name__ == "__main__":
    count, pesos = map(int, sys.argv[1:])
    for _ in range(count):
        print(f"merchant {make(pesos).id}", flush=True)
