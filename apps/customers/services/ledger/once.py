"""An idempotency key has one outcome: an answer, or a refusal that stays one."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connections

from apps.customers.domain.postings import fingerprint
from apps.customers.models import LedgerRequest
from quenty.contracts.customers.errors import (
    BankError,
    BankPayoutError,
    CreditError,
    CustomerError,
)
from quenty.kernel import clock
from quenty.kernel.contexts import alias_of
from quenty.kernel.errors import DomainError, ErrorCodes
from quenty.platform.db import unit_of_work

# Refusals that depend on the moment. The others (unknown id, an amount that is no amount)
# repeat by themselves and need no row.
_STAYS = frozenset(
    {
        CustomerError.NOT_ACTIVE.code,
        CustomerError.KYC_REQUIRED.code,
        CustomerError.INSUFFICIENT_FUNDS.code,
        CustomerError.HOLD_NOT_OPEN.code,
        CustomerError.CAPTURE_EXCEEDS_HOLD.code,
        CustomerError.REFUND_EXCEEDS_CAPTURE.code,
        CustomerError.ALREADY_REVERSED.code,
        CustomerError.NOT_REVERSIBLE.code,
        CustomerError.LIEN_NOT_OPEN.code,
        CustomerError.LIEN_EXISTS.code,
        CustomerError.PAYOUT_EXCEEDS_COD.code,
        CreditError.OVERDUE.code,
        BankError.ACCOUNT_MISSING.code,
        BankError.COOLING.code,
        BankPayoutError.EXCEEDS_EARNED.code,
    }
)

_CLAIM = """
INSERT INTO customers_ledgerrequest (key, fingerprint, created_at) VALUES (%s, %s, %s)
ON CONFLICT (key) DO NOTHING RETURNING key
"""


def once(
    *,
    key: str,
    operation: str,
    body: Mapping[str, Any],
    perform: Callable[[], dict[str, Any]],
) -> dict[str, Any]:
    """Run `perform` in one transaction with the key's row, or give what it gave before.

    A concurrent call with the same key waits for the first. Raises what `perform` raises,
    and customers.idempotency_conflict for another operation or body.
    """
    mark = fingerprint(operation, body)
    refusal: DomainError | None = None
    with unit_of_work("customers"):
        if not _claim(key, mark):
            return _answered(key, mark)
        try:
            # The inner block undoes the effect and keeps the key's row.
            with unit_of_work("customers"):
                answer = perform()
        except DomainError as error:
            if error.code not in _STAYS:
                raise
            refusal = error
            LedgerRequest.objects.filter(pk=key).update(refusal=_written(error))
        else:
            LedgerRequest.objects.filter(pk=key).update(answer=answer)
    if refusal is not None:
        raise refusal
    return answer


def _claim(key: str, mark: str) -> bool:
    with connections[alias_of("customers")].cursor() as cursor:
        cursor.execute(_CLAIM, [key, mark, clock.now()])
        return cursor.fetchone() is not None


def _answered(key: str, mark: str) -> dict[str, Any]:
    before = LedgerRequest.objects.get(pk=key)
    if before.fingerprint != mark:
        raise CustomerError.IDEMPOTENCY_CONFLICT()
    if before.refusal is not None:
        error = ErrorCodes.registry[before.refusal["code"]]
        raise error(field=before.refusal["field"], **before.refusal["params"])
    return dict(before.answer)


def _written(error: DomainError) -> dict[str, Any]:
    params = json.loads(json.dumps(error.params, default=str))
    return {"code": error.code, "field": error.field, "params": params}
