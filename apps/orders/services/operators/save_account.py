"""Save how an operator is reached: credentials are tried first, then sealed, and audited."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError

from apps.orders.domain.operators.failures import NotInstalled, OperatorFailure, Refused
from apps.orders.domain.operators.port import Line
from apps.orders.models import MerchantCopy, OperatorAccount, OperatorCopy
from apps.orders.neighbours.operators import ADAPTERS, adapter_for, needs_address, needs_of
from apps.orders.selectors.operators import SEAL, operator_or_404, reach_by, secrets_of
from apps.orders.services.operators.ask import Ended, log_call, perform
from quenty.contracts.orders.operator_errors import OperatorError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.platform.audit import record
from quenty.platform.crypto import seal
from quenty.platform.db import unit_of_work

_PLAIN = (
    "adapter",
    "base_url",
    "settings",
    "seconds",
    "breaker_failures",
    "breaker_rest_s",
    "live_rates",
    "poll_minutes",
    "promised_uptime",
    "expires_on",
    "active",
    "customer_id",
)


@dataclass(frozen=True, kw_only=True)
class AccountData:
    """`secrets`: new credentials by name; those not named are kept as they were."""

    operator_id: UUID
    account: str = "default"
    livemode: bool = True
    customer_id: UUID | None = None
    adapter: str
    base_url: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    seconds: Decimal = Decimal(8)
    breaker_failures: int = 5
    breaker_rest_s: int = 30
    live_rates: bool = False
    poll_minutes: int = 60
    promised_uptime: Decimal = Decimal(99)
    expires_on: date | None = None
    active: bool = True


def save_account(*, data: AccountData, actor: Actor) -> OperatorAccount:
    """Calls the operator, so never inside a transaction.

    Raises orders.operator.not_found, orders.operator.merchant_unknown,
    orders.operator.adapter_unknown, orders.operator.extra_missing,
    orders.operator.address_missing, orders.operator.credentials_incomplete,
    orders.operator.credentials_refused, orders.operator.unavailable,
    orders.operator.account_of_another, orders.operator.another_active.
    """
    operator = operator_or_404(data.operator_id)
    before = OperatorAccount.objects.filter(
        operator_id=data.operator_id, account=data.account, livemode=data.livemode
    ).first()
    # By its name alone a merchant's contract would take the place of ours, credentials and all.
    if before is not None and before.customer_id != data.customer_id:
        raise OperatorError.ACCOUNT_OF_ANOTHER(field="account", account=data.account)
    secrets = {**(secrets_of(before) if before else {}), **data.secrets}
    _refuse_incomplete(data, secrets)
    tried = _try(data, operator.code, secrets, before)
    try:
        return _store(data, operator, secrets, before, tried, actor)
    except IntegrityError as error:
        raise OperatorError.ANOTHER_ACTIVE(field="account") from error


def _store(
    data: AccountData,
    operator: OperatorCopy,
    secrets: dict[str, str],
    before: OperatorAccount | None,
    tried: Ended,
    actor: Actor,
) -> OperatorAccount:
    with unit_of_work("orders"):
        row = before or OperatorAccount(
            operator_id=data.operator_id, account=data.account, livemode=data.livemode
        )
        changed = [name for name in _PLAIN if getattr(row, name) != getattr(data, name)]
        for name in _PLAIN:
            setattr(row, name, getattr(data, name))
        row.operator_code = operator.code
        row.sealed = seal(json.dumps(secrets).encode(), purpose=SEAL)
        row.secret_names = sorted(secrets)
        row.checked_at = clock.now()
        row.expiry_warned_at = None
        row.save()
        _log(row, tried)
        # Names alone: what the credentials are is nobody's business, the audit's least of all.
        record(
            "orders",
            action="operator_account.save",
            subject=row.id,
            actor=actor,
            data={"changed": changed, "credentials": sorted(data.secrets), "new": before is None},
        )
    return row


def _refuse_incomplete(data: AccountData, secrets: dict[str, str]) -> None:
    """What can be told without asking anybody."""
    if data.adapter not in ADAPTERS:
        raise OperatorError.ADAPTER_UNKNOWN(field="adapter", adapter=data.adapter)
    if needs_address(data.adapter) and not data.base_url:
        raise OperatorError.ADDRESS_MISSING(field="base_url")
    missing = [name for name in needs_of(data.adapter) if not secrets.get(name)]
    if missing:
        raise OperatorError.CREDENTIALS_INCOMPLETE(field="secrets", missing=", ".join(missing))
    merchants = MerchantCopy.objects.filter(customer_id=data.customer_id)
    if data.customer_id is not None and not merchants.exists():
        raise OperatorError.MERCHANT_UNKNOWN(field="customer_id")


def _try(
    data: AccountData, operator_code: str, secrets: dict[str, str], before: OperatorAccount | None
) -> Ended:
    """Ask the operator whether the credentials are good; a no is logged where there is an
    account to log it under."""
    line = Line(
        operator_id=str(data.operator_id),
        operator_code=operator_code,
        base_url=data.base_url,
        settings=data.settings,
        secrets=secrets,
        seconds=float(data.seconds),
    )
    tried = perform(adapter_for(data.adapter, line), lambda port: port.check())
    if tried.failure is None:
        return tried
    if before is not None:
        with unit_of_work("orders"):
            _log(before, tried)
    raise _said(tried.failure, operator_code) from tried.failure


def _log(row: OperatorAccount, tried: Ended) -> None:
    """One that asks nobody leaves no line."""
    if ADAPTERS[row.adapter].offline:
        return
    reach = reach_by(row, row.operator_id, row.operator_code, livemode=row.livemode)
    log_call(reach, "check", row.account, tried)


def _said(failure: OperatorFailure, operator_code: str) -> DomainError:
    if isinstance(failure, NotInstalled):
        return OperatorError.EXTRA_MISSING(field="adapter", extra="karrio")
    if isinstance(failure, Refused):
        return OperatorError.CREDENTIALS_REFUSED(field="secrets", detail=failure.detail)
    return OperatorError.UNAVAILABLE(operator=operator_code)
