"""Evaluate an applicant, take the signed contract, approve."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from apps.franchise.domain import franchises as life
from apps.franchise.models import Franchise
from apps.franchise.selectors.contract_terms import terms_of
from apps.franchise.selectors.network import franchise_by_id
from apps.franchise.services.apply_franchise import locked_franchise
from apps.franchise.services.ask_customer import as_of_now, ask_customer
from apps.franchise.services.claim_territory import claim, held
from quenty.contracts.franchise.franchise_errors import NetworkError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.crypto import seal
from quenty.platform.db import unit_of_work

CONTRACT = b"franchise.contract"


def evaluate_franchise(
    *, franchise_id: UUID, municipalities: Iterable[str], actor: Actor
) -> Franchise:
    """Begin, with its territory reserved for a term.

    Raises franchise.network.franchise_not_found, .transition, .territory_taken.
    """
    with unit_of_work("franchise"):
        franchise = locked_franchise(franchise_id)
        franchise.status = life.next_status(franchise.status, life.EVALUATE)
        franchise.revision += 1
        franchise.save()
        claim(franchise, municipalities)
        record("franchise", action="franchise.evaluate", subject=franchise_id, actor=actor)
    return franchise


def take_contract(*, franchise_id: UUID, content: bytes, actor: Actor) -> Franchise:
    """Keep the signed contract, sealed, until it is active; a newer one replaces it.

    Raises franchise.network.contract_invalid, .franchise_not_found, .transition.
    """
    life.check_pdf(content)
    with unit_of_work("franchise"):
        franchise = locked_franchise(franchise_id)
        if franchise.status == life.TERMINATED:
            raise NetworkError.TRANSITION(status=franchise.status, action="sign")
        franchise.contract = seal(content, purpose=CONTRACT)
        franchise.contract_sha256 = hashlib.sha256(content).hexdigest()
        franchise.terms_sha256 = terms_of(franchise).sha256()
        franchise.contract_at = clock.now()
        franchise.revision += 1
        franchise.save()
        data = {"sha256": franchise.contract_sha256}
        record(
            "franchise", action="franchise.contract", subject=franchise_id, actor=actor, data=data
        )
    return franchise


def approve_franchise(*, franchise_id: UUID, actor: Actor) -> Franchise:
    """Asks customers for its account and KYC first, outside any transaction.

    Raises franchise.network.franchise_not_found, .transition, .customer_stopped,
    .capital_too_low, .kyc_missing, .territory_missing.
    """
    asked = ask_customer(franchise_by_id(franchise_id).customer_id)
    with unit_of_work("franchise"):
        account = as_of_now(asked)
        franchise = locked_franchise(franchise_id)
        franchise.status = life.next_status(franchise.status, life.APPROVE)
        life.check_approval(
            account,
            capital=franchise.capital,
            territories=held(franchise, clock.now()).count(),
        )
        franchise.revision += 1
        franchise.save()
        record("franchise", action="franchise.approve", subject=franchise_id, actor=actor)
    return franchise
