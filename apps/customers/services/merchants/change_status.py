"""Activate, suspend, reinstate and close a merchant."""

from collections.abc import Callable
from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain.merchants import Action, next_status
from apps.customers.models import Merchant
from apps.customers.selectors.banks import under_way
from apps.customers.selectors.invoices import owes
from apps.customers.selectors.wallets import cod_outstanding, wallet_of
from quenty.contracts.customers.errors import BankPayoutError, CustomerError, InvoiceError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def activate_merchant(*, customer_id: UUID, actor: Actor) -> Merchant:
    """Raises customers.transition_refused, like its neighbours below."""
    return _change(customer_id, Action.ACTIVATE, "", actor, outgoing.customer_activated)


def suspend_merchant(*, customer_id: UUID, reason: str, actor: Actor) -> Merchant:
    return _change(customer_id, Action.SUSPEND, reason, actor, outgoing.customer_suspended)


def reinstate_merchant(*, customer_id: UUID, actor: Actor) -> Merchant:
    return _change(customer_id, Action.REINSTATE, "", actor, outgoing.customer_reinstated)


def close_merchant(*, customer_id: UUID, reason: str, actor: Actor) -> Merchant:
    """Raises customers.wallet_not_empty, customers.cod_outstanding,
    customers.invoice.outstanding and customers.payout.under_way too: a closed account keeps
    nobody's money."""
    with unit_of_work("customers"):
        row = _change(customer_id, Action.CLOSE, reason, actor, outgoing.customer_closed)
        wallet = wallet_of(row.id)
        if wallet.available or wallet.held:
            raise CustomerError.WALLET_NOT_EMPTY(
                available=str(wallet.available), held=str(wallet.held)
            )
        if cod_outstanding(row.id):
            raise CustomerError.COD_OUTSTANDING()
        if owes(row.id):
            raise InvoiceError.OUTSTANDING()
        if under_way(row.id):
            raise BankPayoutError.UNDER_WAY()
        return row


def _change(
    customer_id: UUID,
    action: Action,
    reason: str,
    actor: Actor,
    tell: Callable[..., None],
) -> Merchant:
    with unit_of_work("customers"):
        row = (
            Merchant.objects.select_for_update()
            .filter(pk=customer_id, registered_at__isnull=False)
            .first()
        )
        if row is None:
            raise CustomerError.NOT_FOUND()
        row.status = next_status(row.status, action)
        row.status_reason = reason[:300]
        row.version += 1
        row.save()
        record("customers", action=f"merchant.{action.value}", subject=row.id, actor=actor)
        tell(row, actor=actor)
        return row
