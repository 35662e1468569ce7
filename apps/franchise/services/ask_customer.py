"""Who a customer is: asked of customers first, and what was told of it since then counts."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from apps.franchise import neighbours
from apps.franchise.domain.accounts import Account, check_may_earn
from apps.franchise.domain.franchises import FULL_KYC, NO_KYC
from apps.franchise.models import MerchantCopy
from quenty.contracts.customers.errors import CustomerError
from quenty.contracts.franchise.franchise_errors import NetworkError
from quenty.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Asked:
    """What customers answered, and the places of the newest events heard before it was asked."""

    customer_id: UUID
    account: Account
    kyc_seq: int
    standing_seq: int


def check_customer(customer_id: UUID, *, field: str = "customer_id") -> None:
    """Outside any transaction: it is there, real, and neither suspended nor closed. Raises
    franchise.network.customer_unknown, .customer_stopped, and request.unavailable where
    customers does not answer: nobody is taken unseen."""
    try:
        account = neighbours.account(customer_id)
    except DomainError as error:
        if error.code == CustomerError.NOT_FOUND.code:
            raise NetworkError.CUSTOMER_UNKNOWN(field=field) from error
        raise
    check_may_earn(account, field=field)


def ask_customer(customer_id: UUID) -> Asked:
    """Outside any transaction. Raises customers.not_found."""
    heard = MerchantCopy.objects.filter(pk=customer_id).first() or MerchantCopy()
    return Asked(
        customer_id=customer_id,
        account=neighbours.account(customer_id),
        kyc_seq=heard.kyc_seq,
        standing_seq=heard.standing_seq,
    )


def as_of_now(asked: Asked) -> Account:
    """Inside the caller's unit of work, which keeps its customer locked: what an event told
    between the question and now is newer than the answer."""
    told, account = locked_customer(asked.customer_id), asked.account
    if told.kyc_seq > asked.kyc_seq:
        account = replace(account, kyc_level=FULL_KYC if told.kyc_full else NO_KYC)
    if told.standing_seq > asked.standing_seq:
        account = replace(account, standing=told.standing)
    return account


def locked_customer(customer_id: UUID) -> MerchantCopy:
    """Its copy, made where there is none yet. Lock it before its franchises."""
    MerchantCopy.objects.bulk_create([MerchantCopy(id=customer_id)], ignore_conflicts=True)
    return MerchantCopy.objects.select_for_update().get(pk=customer_id)


def begins_with(customer_id: UUID) -> dict[str, Any]:
    """What a payee begins with, inside the caller's unit of work: the taxes and the standing
    that customers told of it before."""
    known = locked_customer(customer_id)
    names = ("simple", "iva_responsible", "municipality")
    told = {name: getattr(known, name) for name in names}
    return {**told, "blocked": known.blocks, **({"person": known.person} if known.person else {})}
