"""Let a franchise work, stop it, or end it."""

from uuid import UUID

from apps.franchise.domain import franchises as life
from apps.franchise.domain.accounts import Account
from apps.franchise.domain.points import CLOSED, OPEN
from apps.franchise.models import Franchise
from apps.franchise.outgoing import network
from apps.franchise.selectors.contract_terms import terms_of
from apps.franchise.selectors.network import franchise_by_id
from apps.franchise.services.apply_franchise import locked_franchise
from apps.franchise.services.ask_customer import as_of_now, ask_customer
from apps.franchise.services.claim_territory import assign_reserved, free_all
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def activate_franchise(*, franchise_id: UUID, actor: Actor) -> Franchise:
    """Its reserved territory becomes its own. Asks customers for its account and KYC first,
    outside any transaction; what is told of them until it is done counts.

    Raises franchise.network.franchise_not_found, .transition, .customer_stopped, .kyc_missing,
    .contract_missing, .contract_outdated, .territory_missing.
    """
    asked = ask_customer(franchise_by_id(franchise_id).customer_id)
    with unit_of_work("franchise"):
        return let_work(franchise_id=franchise_id, account=as_of_now(asked), actor=actor)


def let_work(*, franchise_id: UUID, account: Account, actor: Actor) -> Franchise:
    """`activate_franchise` where the account is known. Raises the same."""
    with unit_of_work("franchise"):
        franchise = locked_franchise(franchise_id)
        franchise.status = life.next_status(franchise.status, life.ACTIVATE)
        life.check_activation(
            account,
            signed=bool(franchise.contract_sha256),
            current=_signed_is_current(franchise),
            territories=assign_reserved(franchise, actor),
        )
        franchise.status_reason, franchise.kyc_lapsed = "", False
        franchise.customer_lapsed = False
        franchise.activated_at = franchise.activated_at or clock.now()
        _keep(franchise, "activate", actor)
        network.franchise_activated(franchise, actor)
    return franchise


def suspend_franchise(
    *,
    franchise_id: UUID,
    reason: str,
    actor: Actor,
    kyc_lapsed: bool = False,
    customer_lapsed: bool = False,
) -> Franchise:
    """It keeps its territory. Raises franchise.network.franchise_not_found, .transition."""
    with unit_of_work("franchise"):
        franchise = locked_franchise(franchise_id)
        franchise.status = life.next_status(franchise.status, life.SUSPEND)
        franchise.status_reason, franchise.kyc_lapsed = reason, kyc_lapsed
        franchise.customer_lapsed = customer_lapsed
        _keep(franchise, "suspend", actor)
        network.franchise_suspended(franchise, actor)
    return franchise


def terminate_franchise(*, franchise_id: UUID, reason: str, actor: Actor) -> Franchise:
    """Its territory is free at once and its points close; what it earned is still settled.

    Raises franchise.network.franchise_not_found, .transition.
    """
    with unit_of_work("franchise"):
        franchise = locked_franchise(franchise_id)
        franchise.status = life.next_status(franchise.status, life.TERMINATE)
        franchise.status_reason = reason
        franchise.terminated_at = clock.now()
        free_all(franchise, actor)
        for point in franchise.points.select_for_update().filter(status=OPEN).order_by("pk"):
            point.status = CLOSED
            point.revision += 1
            point.save()
            network.point_closed(point, reason, actor)
        _keep(franchise, "terminate", actor)
        network.franchise_terminated(franchise, actor)
    return franchise


def _signed_is_current(franchise: Franchise) -> bool:
    """One that worked already took or gave back territory under the contract it has."""
    if franchise.activated_at is not None:
        return True
    return franchise.terms_sha256 == terms_of(franchise).sha256()


def _keep(franchise: Franchise, action: str, actor: Actor) -> None:
    franchise.revision += 1
    franchise.save()
    data = {"reason": franchise.status_reason}
    record("franchise", action=f"franchise.{action}", subject=franchise.pk, actor=actor, data=data)
