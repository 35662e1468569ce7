"""Follow what customers tells of a merchant: known, suspended, reinstated."""

from uuid import UUID

from apps.gateway import outgoing
from apps.gateway.models import Merchant, User
from apps.gateway.services.disable_user import void_tokens
from apps.gateway.services.revoke_api_key import revoke_keys_of_merchant
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work


def know_merchant(*, customer_id: UUID, display_name: str, sequence: int) -> None:
    """Keep a name to show; the state is that of newer events, if any came first."""
    with unit_of_work("gateway"):
        merchant = _locked(customer_id)
        merchant.display_name = display_name[:200]
        merchant.seen_sequence = max(merchant.seen_sequence, sequence)
        merchant.save()


def suspend_merchant(*, customer_id: UUID, reason: str, sequence: int, actor: Actor) -> None:
    """Refuse log-ins, end sessions, revoke keys. An event older than the state is ignored."""
    with unit_of_work("gateway"):
        merchant = _locked(customer_id)
        if sequence < merchant.seen_sequence:
            return
        merchant.seen_sequence = sequence
        merchant.suspended_at = merchant.suspended_at or clock.now()
        merchant.suspension_reason = reason[:200]
        merchant.save()
        users = User.objects.select_for_update().filter(customer_id=customer_id)
        for user in users.order_by("pk"):
            void_tokens(user, reason="merchant_suspended")
            outgoing.user_disabled(user, reason="merchant_suspended", actor=actor)
        revoke_keys_of_merchant(customer_id=customer_id, reason="merchant_suspended", actor=actor)


def reinstate_merchant(*, customer_id: UUID, sequence: int) -> None:
    """Allow log-ins again. Keys stay revoked: new ones are made."""
    with unit_of_work("gateway"):
        merchant = _locked(customer_id)
        if sequence < merchant.seen_sequence:
            return
        merchant.seen_sequence = sequence
        merchant.suspended_at = None
        merchant.suspension_reason = ""
        merchant.save()


def _locked(customer_id: UUID) -> Merchant:
    Merchant.objects.bulk_create([Merchant(customer_id=customer_id)], ignore_conflicts=True)
    return Merchant.objects.select_for_update().get(customer_id=customer_id)
