"""What franchise asks of customers, in its own words; never inside a transaction."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from apps.franchise.domain.accounts import Account
from apps.franchise.domain.charges import split
from apps.franchise.domain.operators import written
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import RevenueLine
from quenty.kernel.money import Money
from quenty.platform.registry import registry

if TYPE_CHECKING:
    from apps.franchise.models import Charge, Settlement


def account(customer_id: UUID) -> Account:
    """How its account and its KYC stand. Raises customers.not_found, and request.unavailable
    where customers does not answer."""
    found = registry.get(CustomersApi).merchant(customer_id=customer_id)
    return Account(standing=found.status, kyc_level=found.kyc_level, livemode=found.livemode)


def names(customer_id: UUID) -> tuple[str, str]:
    """Its legal name, and its document's kind and number, as a certificate has them. Raises
    customers.not_found."""
    found = registry.get(CustomersApi).merchant(customer_id=customer_id)
    return found.legal_name, written(found.document_type, found.document_number)


def pay(settlement: "Settlement", takes: "Iterable[tuple[Charge, Money]]") -> UUID:
    """The ledger's posting, the same one however often it is asked. `takes`: what it takes of
    which charges. Raises customers.not_found, customers.not_active."""
    return registry.get(CustomersApi).pay_settlement(
        idempotency_key=f"franchise.settlement.{settlement.pk}",
        customer_id=settlement.payee.customer_id,
        net=settlement.net,
        withheld=settlement.retefuente + settlement.reteiva + settlement.reteica,
        deducted=settlement.deducted,
        lines=tuple(line for charge, taken in takes for line in _lines(charge, taken)),
        reference_id=settlement.pk,
        description=f"Comisiones {settlement.period:%Y-%m}",
    )


def send_again(settlement: "Settlement") -> None:
    """What came back goes from the wallet to the payee's bank once more, each attempt once;
    nothing where none of it went there. Raises what CustomersApi.resend_payout says."""
    registry.get(CustomersApi).resend_payout(
        idempotency_key=f"franchise.settlement.{settlement.pk}.{settlement.attempt}",
        customer_id=settlement.payee.customer_id,
        reference_id=settlement.pk,
    )


def collect(charge: "Charge") -> None:
    """What is being paid of a charge, from its payee's wallet. Each attempt takes it once.
    Raises what CustomersApi.place_hold and .capture_hold say."""
    customers, key = registry.get(CustomersApi), f"franchise.charge.{charge.pk}.{charge.attempt}"
    hold = customers.place_hold(
        idempotency_key=f"{key}.hold",
        customer_id=charge.payee.customer_id,
        amount=charge.paying,
        purpose="franchise_charge",
        reference_id=charge.pk,
    )
    customers.capture_hold(
        idempotency_key=f"{key}.capture",
        hold_id=hold.hold_id,
        lines=_lines(charge, charge.paying),
        description=charge.number,
    )


def _lines(charge: "Charge", amount: Money) -> tuple[RevenueLine, ...]:
    """A part of a charge, with the IVA that is in it apart."""
    base, iva = split(amount, base=charge.base, iva=charge.iva, before=charge.paid)
    line = RevenueLine(kind=f"franchise_{charge.kind}", amount=base)
    tax = RevenueLine(kind="tax", amount=iva, tax_code="iva")
    return (line, tax) if iva else (line,)
