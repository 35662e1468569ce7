"""Find the accounts of a posting; open those that are missing and may be."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from apps.customers.domain.accounts import OPENED_WHEN_USED, AccountKey, available, held
from apps.customers.models import LedgerAccount
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.money import COP

Wanted = tuple[AccountKey, str]


def open_wallet(*, customer_id: UUID, livemode: bool) -> None:
    """The two accounts of a wallet, empty and without a limit. Again: nothing."""
    LedgerAccount.objects.bulk_create(
        [
            LedgerAccount(
                owner_id=customer_id,
                purpose=key.purpose,
                currency=COP.code,
                livemode=livemode,
                floor=0,
            )
            for key in (available(customer_id), held(customer_id))
        ],
        ignore_conflicts=True,
    )


def find_accounts(wanted: Iterable[Wanted], *, livemode: bool) -> dict[Wanted, LedgerAccount]:
    """Rows by key and currency code. The platform's own and an owner's COD are opened
    when first used.

    Raises customers.not_found for an owner without the account, customers.mixed_livemode
    for an owner of the other mode.
    """
    keys = set(wanted)
    found = _select(keys, livemode)
    missing = keys - found.keys()
    if any(key.owner_id and key.purpose not in OPENED_WHEN_USED for key, _ in missing):
        raise CustomerError.NOT_FOUND()
    if missing:
        _open(missing, livemode)
        found = _select(keys, livemode)
    if any(account.livemode != livemode for account in found.values()):
        raise CustomerError.MIXED_LIVEMODE()
    return found


def _select(keys: set[Wanted], livemode: bool) -> dict[Wanted, LedgerAccount]:
    owners = {key.owner_id for key, _ in keys if key.owner_id}
    ours = {key.purpose for key, _ in keys if key.owner_id is None}
    rows = LedgerAccount.objects.filter(
        Q(owner_id__in=owners) | Q(owner_id=None, purpose__in=ours, livemode=livemode)
    )
    by_key = {
        (AccountKey(row.owner_id, row.purpose, row.detail), row.currency): row for row in rows
    }
    return {key: by_key[key] for key in keys if key in by_key}


def _open(missing: set[Wanted], livemode: bool) -> None:
    # In one order, so that two openers never wait for each other crosswise.
    LedgerAccount.objects.bulk_create(
        [
            LedgerAccount(
                owner_id=key.owner_id,
                purpose=key.purpose,
                detail=key.detail,
                currency=currency,
                livemode=livemode,
            )
            for key, currency in sorted(
                missing, key=lambda w: (w[0].purpose, w[0].detail, str(w[0].owner_id), w[1])
            )
        ],
        ignore_conflicts=True,
    )
