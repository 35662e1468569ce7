"""The life of a payout, each step with its posting. Inside the caller's unit of work."""

from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain import accounts, postings
from apps.customers.domain.accounts import AccountKey, Purpose, platform
from apps.customers.domain.banks import FOUR_EYES_ABOVE, Action, next_status
from apps.customers.models import BankPayout, LedgerPosting
from apps.customers.outgoing import payouts as told
from apps.customers.services.ledger.journal import write
from quenty.contracts.customers.errors import BankPayoutError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

PURPOSE = "bank_payout"


def approve_payout(*, payout_id: UUID, actor: Actor) -> BankPayout:
    """By two people: the first only notes itself. Raises customers.payout.not_found,
    .transition, .second_person."""
    with unit_of_work("customers"):
        row = locked_payout(payout_id)
        status = next_status(row.status, Action.APPROVE)
        if row.first_approver == str(actor) or row.actor == str(actor):
            raise BankPayoutError.SECOND_PERSON(most=str(FOUR_EYES_ABOVE))
        if not row.first_approver:
            row.first_approver = str(actor)
            record("customers", action="payout.first_eyes", subject=row.id, actor=actor)
        else:
            row.status, row.approved_by = status, str(actor)
            record("customers", action="payout.approve", subject=row.id, actor=actor)
        row.save()
        return row


def cancel_payout(*, payout_id: UUID, reason: str, actor: Actor) -> BankPayout:
    """Before it is in a file. Raises customers.payout.not_found, .transition."""
    with unit_of_work("customers"):
        row = locked_payout(payout_id)
        if row.batch_id is not None:
            raise BankPayoutError.TRANSITION(status=row.status, action=Action.CANCEL.value)
        _end(row, Action.CANCEL, reason)
        _come_back(row, row.amount + row.gmf, _transit(row), key="cancelled", actor=actor)
        return row


def send_payout(row: BankPayout, *, actor: Actor) -> None:
    """A locked row is in the bank's hands."""
    row.status, row.sent_at = next_status(row.status, Action.SEND), clock.now()
    row.save()
    moves = [(key, -amount) for key, amount in _transit(row)]
    _post(row, [*moves, *_bank(row)], key="sent", actor=actor)
    told.payout_sent(row, actor=actor)


def fail_payout(*, payout_id: UUID, reason: str, actor: Actor) -> BankPayout:
    """The bank refused it and took nothing. Raises customers.payout.not_found, .transition."""
    with unit_of_work("customers"):
        row = locked_payout(payout_id)
        _end(row, Action.FAIL, reason)
        _come_back(row, row.amount + row.gmf, _bank(row), key="failed", actor=actor)
        told.payout_failed(row, actor=actor)
        return row


def return_payout(*, payout_id: UUID, reason: str, actor: Actor) -> BankPayout:
    """The bank paid it and it came back; the 4x1000 doesn't. Raises
    customers.payout.not_found, .transition."""
    with unit_of_work("customers"):
        row = locked_payout(payout_id)
        _end(row, Action.RETURN, reason)
        _come_back(row, row.amount, _bank(row)[:1], key="returned", actor=actor)
        told.payout_returned(row, actor=actor)
        return row


def leave_wallet(row: BankPayout, *, actor: Actor) -> None:
    whole = row.amount + row.gmf
    moves = [(accounts.available(row.merchant_id), -whole), *_transit(row)]
    posting = _post(row, moves, key="left", actor=actor)
    outgoing.wallet_debited(row.merchant, posting, amount=whole, actor=actor)


def locked_payout(payout_id: UUID) -> BankPayout:
    """Raises customers.payout.not_found."""
    row = (
        BankPayout.objects.select_for_update(of=("self",))
        .select_related("merchant", "account")
        .filter(pk=payout_id)
        .first()
    )
    if row is None:
        raise BankPayoutError.NOT_FOUND()
    return row


def _end(row: BankPayout, action: Action, reason: str) -> None:
    row.status, row.ended_at = next_status(row.status, action), clock.now()
    row.reason = reason[:300]
    row.save()


def _come_back(
    row: BankPayout,
    amount: Money,
    lines: list[tuple[AccountKey, Money]],
    *,
    key: str,
    actor: Actor,
) -> None:
    moves = [(account, -part) for account, part in lines]
    posting = _post(
        row, [(accounts.available(row.merchant_id), amount), *moves], key=key, actor=actor
    )
    record("customers", action=f"payout.{key}", subject=row.id, actor=actor)
    outgoing.wallet_credited(row.merchant, posting, amount=amount, actor=actor)


def _transit(row: BankPayout) -> list[tuple[AccountKey, Money]]:
    return _lines(row, Purpose.IN_TRANSIT)


def _bank(row: BankPayout) -> list[tuple[AccountKey, Money]]:
    """The amount first, then the 4x1000 that the bank takes with it."""
    return _lines(row, Purpose.BANK)


def _lines(row: BankPayout, purpose: Purpose) -> list[tuple[AccountKey, Money]]:
    return [(platform(purpose, "payouts"), row.amount), (platform(purpose, "gmf"), row.gmf)]


def _post(
    row: BankPayout, moves: list[tuple[AccountKey, Money]], *, key: str, actor: Actor
) -> LedgerPosting:
    draft = postings.draft(
        postings.Kind.WITHDRAWAL,
        moves,
        description=str(row.account),
        purpose=PURPOSE,
        reference_id=row.id,
    )
    livemode = row.merchant.livemode
    return write([draft], key=f"bank-payout:{row.id}:{key}", actor=actor, livemode=livemode)[0]
