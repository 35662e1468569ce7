"""Facts franchise tells of operators and rates; those of the network are in
network_events.py, of commissions in commission_events.py."""

from datetime import date
from uuid import UUID

# Declared once anybody reads the facts of franchise.
from quenty.contracts.franchise import charge_events as charge_events
from quenty.contracts.franchise import commission_events as commission_events
from quenty.contracts.franchise import network_events as network_events
from quenty.kernel.events import event


@event("franchise.operator.activated")
class OperatorActivatedV1:
    operator_id: UUID
    code: str
    name: str


@event("franchise.operator.suspended")
class OperatorSuspendedV1:
    operator_id: UUID
    code: str
    reason: str


@event("franchise.service.changed")
class ServiceChangedV1:
    """Read it with FranchiseApi.service."""

    service_id: UUID
    operator_id: UUID


@event("franchise.coverage.changed")
class CoverageChangedV1:
    """Read it with FranchiseApi.coverage. `revision` grows with each import."""

    service_id: UUID
    operator_id: UUID
    revision: int
    rows: int


@event("franchise.rate_sheet.published")
class RateSheetPublishedV1:
    """Read it with FranchiseApi.rate_sheet."""

    sheet_id: UUID
    service_id: UUID
    operator_id: UUID
    side: str
    version: int
    hash: str
    valid_from: date
