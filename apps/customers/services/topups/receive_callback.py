"""What a provider tells of a payment: once, twice, late, or of another amount."""

from apps.customers import outgoing
from apps.customers.domain import accounts, postings, topups
from apps.customers.domain.accounts import Purpose
from apps.customers.models import LedgerPosting, PaymentCallback, TopUp
from apps.customers.neighbours.payments import Notice, provider_named
from apps.customers.selectors.invoices import owes
from apps.customers.services.ledger.post_linked import post_linked
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue


def receive_callback(*, provider: str, body: bytes, signature: str) -> TopUp:
    """The top-up as it then stands. Told again, nothing changes.

    Raises customers.signature_invalid, customers.top_up_not_found,
    customers.top_up_mismatch.
    """
    notice = provider_named(provider).read_callback(body=body, signature=signature)
    with unit_of_work("customers"):
        top_up = _locked(notice, provider)
        if notice.amount != top_up.amount:
            raise CustomerError.TOP_UP_MISMATCH(field="amount")
        if not _first_time(top_up, provider, notice):
            return top_up
        to = topups.next_status(top_up.status, notice.action)
        if to is None:
            return top_up
        top_up.status = to
        top_up.ended_at = clock.now()
        top_up.provider_reference = notice.reference[:80]
        if to is topups.Status.CONFIRMED:
            top_up.posting = _credit(top_up)
            if owes(top_up.merchant_id):
                enqueue("customers.collect_invoices", customer_id=str(top_up.merchant_id))
        top_up.save()
        return top_up


def _locked(notice: Notice, provider: str) -> TopUp:
    top_up = (
        TopUp.objects.select_for_update(of=("self",))
        .select_related("merchant")
        .filter(pk=notice.top_up_id, provider=provider)
        .first()
    )
    if top_up is None:
        raise CustomerError.TOP_UP_NOT_FOUND()
    return top_up


def _first_time(top_up: TopUp, provider: str, notice: Notice) -> bool:
    # Under the top-up's lock, so that looking is enough.
    _, first = PaymentCallback.objects.get_or_create(
        provider=provider,
        event_id=notice.event_id[:80],
        defaults={
            "top_up": top_up,
            "outcome": notice.action.value,
            "received_at": clock.now(),
        },
    )
    return first


def _credit(top_up: TopUp) -> LedgerPosting:
    actor = Actor("service", top_up.provider)
    draft = postings.draft(
        postings.Kind.TOP_UP,
        [
            (accounts.platform(Purpose.BANK, top_up.provider), -top_up.amount),
            (accounts.available(top_up.merchant_id), top_up.amount),
        ],
        description=top_up.provider_reference,
        purpose="top_up",
        reference_id=top_up.id,
    )
    (posting_id,) = post_linked(
        idempotency_key=f"top-up:{top_up.id}",
        drafts=[draft],
        livemode=top_up.merchant.livemode,
        actor=actor,
    )
    posting = LedgerPosting.objects.get(pk=posting_id)
    outgoing.wallet_credited(top_up.merchant, posting, amount=top_up.amount, actor=actor)
    return posting
