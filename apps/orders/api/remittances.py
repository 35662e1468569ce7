"""What operators pay us of what they collected, line by line."""

import io
from typing import TYPE_CHECKING, Any
from uuid import UUID

from apps.orders.api import cod_bodies as bodies
from apps.orders.api.routes import routes
from apps.orders.domain.money.remittance_file import decoded, read_lines
from apps.orders.selectors.cod import collects, lines_of, remittance_for, remittances_of
from apps.orders.services.remittances.take import Told, take_remittance
from quenty.contracts.orders.money_errors import CodError
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import Remittance, RemittanceLine

TELL = allow(Role.OPERATOR, Role.ADMIN, scope="cod:write")
SEE = allow(Role.OPERATOR, Role.SUPPORT, Role.ANALYST, Role.ADMIN, scope="orders:read")


@routes.post(
    "cod-remittances",
    body=bodies.RemittanceBody,
    answer=bodies.RemittanceOut,
    access=TELL,
    operation="orders_cod_remit",
)
def remit(call: Call) -> "Remittance":
    """Tell what was paid to us, guide by guide; differences are listed."""
    return _take(call, [Told(**line) for line in call.body["lines"]], "api")


@routes.post(
    "cod-remittances/file",
    body=bodies.RemittanceFileBody,
    upload=True,
    answer=bodies.RemittanceOut,
    access=TELL,
    operation="orders_cod_remit_file",
)
def remit_file(call: Call) -> "Remittance":
    """The same as a CSV."""
    text, encoding = decoded(call.body["file"].read())
    lines = [Told(number, amount) for number, amount in read_lines(io.StringIO(text))]
    return _take(call, lines, "file", encoding)


def _take(call: Call, lines: list[Told], source: str, encoding: str = "") -> "Remittance":
    body = call.body
    return take_remittance(
        operator_id=_operator(call),
        reference=body["reference"],
        day=body["day"],
        lines=lines,
        covers_until=body.get("covers_until"),
        livemode=call.livemode,
        source=source,
        encoding=encoding,
        actor=call.actor,
    )


def _operator(call: Call) -> UUID:
    """An operator speaks for itself. Staff say which. Raises orders.cod.remittance_not_found,
    orders.cod.operator_unknown."""
    own = call.principal.operator_id
    named: Any = own if call.principal.has(Role.OPERATOR) else call.body.get("operator_id")
    if named is None or (own and call.body.get("operator_id") not in (None, own)):
        raise CodError.REMITTANCE_NOT_FOUND(field="operator_id")
    if own is None and not collects(UUID(str(named))):
        raise CodError.OPERATOR_UNKNOWN(field="operator_id")
    return UUID(str(named))


@routes.list(
    "cod-remittances",
    item=bodies.RemittanceOut,
    query=bodies.RemittanceFilters,
    ordering=("created_at",),
    access=SEE,
    operation="orders_cod_remittances",
)
def list_remittances(call: Call) -> "QuerySet[Remittance]":
    """What was paid to us, newest first; couriers' and points' cash closes for staff."""
    return remittances_of(call.principal, **call.query)


@routes.get(
    "cod-remittances/{remittance_id}",
    answer=bodies.RemittanceOut,
    access=SEE,
    operation="orders_cod_remittance",
)
def get_remittance(call: Call, remittance_id: UUID) -> "Remittance":
    return remittance_for(call.principal, remittance_id)


@routes.list(
    "cod-remittances/{remittance_id}/lines",
    item=bodies.RemittanceLineOut,
    query=bodies.LineFilters,
    ordering=("created_at",),
    access=SEE,
    operation="orders_cod_remittance_lines",
)
def list_lines(call: Call, remittance_id: UUID) -> "QuerySet[RemittanceLine]":
    """Each guide of a remittance with how it compares; `outcome` picks the differences."""
    return lines_of(remittance_for(call.principal, remittance_id), **call.query)
