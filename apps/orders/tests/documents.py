"""Customers, as it answers who a merchant is."""

from uuid import UUID

from quenty.contracts.customers.errors import CustomerError
from quenty.contracts.customers.shapes import Merchant
from quenty.platform.registry import NotServed


class Known:
    """`numbers`: documents by merchant. `away`: it can't be asked now."""

    def __init__(self, numbers: dict[UUID, str]) -> None:
        self.numbers = numbers
        self.away = False
        self.asked: list[UUID] = []

    def merchant(self, *, customer_id: UUID) -> Merchant:
        self.asked.append(customer_id)
        if self.away:
            raise NotServed("customers")
        if customer_id not in self.numbers:
            raise CustomerError.NOT_FOUND()
        return Merchant(
            customer_id=customer_id,
            display_name="Tejidos El Cóndor",
            document_type="NIT",
            document_number=self.numbers[customer_id],
            status="active",
            kyc_level="basic",
            size="small",
            email="a@condor.example",
            phone="+573005550101",
            livemode=True,
        )
