"""Rate sheets as they are read."""

from uuid import UUID

from django.db.models import QuerySet

from apps.franchise.domain.sheets import DRAFT, SheetContent
from apps.franchise.models import PairRow, RateSheet
from apps.franchise.selectors.scope import sees_all, visible
from quenty.contracts.franchise.api import Bracket, Surcharge, TaxRule, ZonePair, ZoneTerms
from quenty.contracts.franchise.errors import FranchiseError
from quenty.contracts.franchise.rate_exceptions import RateException
from quenty.platform.auth import Principal

_WITH_SERVICE = RateSheet.objects.select_related("service__operator")


def sheets(
    principal: Principal,
    *,
    service: UUID | None = None,
    operator: UUID | None = None,
    side: str | None = None,
    status: str | None = None,
) -> QuerySet[RateSheet]:
    """An operator's people see what it charges, not what it is sold for."""
    rows = visible(_WITH_SERVICE.all(), principal, "service__operator_id")
    if not sees_all(principal):
        rows = rows.filter(side="cost").exclude(status=DRAFT)
    wanted = {
        "service_id": service,
        "service__operator_id": operator,
        "side": side,
        "status": status,
    }
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})


def sheet(principal: Principal, sheet_id: UUID) -> RateSheet:
    """Raises franchise.sheet_not_found."""
    return _found(sheets(principal).filter(pk=sheet_id))


def pairs(
    principal: Principal,
    sheet_id: UUID,
    *,
    zone: str | None = None,
    origin: str | None = None,
    destination: str | None = None,
) -> QuerySet[PairRow]:
    """The zones between places. Raises franchise.sheet_not_found."""
    rows = PairRow.objects.filter(sheet=sheet(principal, sheet_id))
    wanted = {"zone": zone, "origin": origin, "destination": destination}
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def published_sheet(sheet_id: UUID) -> RateSheet:
    """For neighbours: published or superseded. Raises franchise.sheet_not_found."""
    return _found(_WITH_SERVICE.filter(pk=sheet_id).exclude(status=DRAFT))


def _found(rows: QuerySet[RateSheet]) -> RateSheet:
    row = rows.first()
    if row is None:
        raise FranchiseError.SHEET_NOT_FOUND()
    return row


def content_of(sheet: RateSheet) -> SheetContent:
    """The rates of a sheet, in six queries."""
    return SheetContent(
        zones=tuple(
            ZoneTerms(
                zone=row.zone, rank=row.rank, transit_days=row.transit_days, extra_kg=row.extra_kg
            )
            for row in sheet.zonerows.all()
        ),
        pairs=tuple(
            ZonePair(origin=origin, destination=destination, zone=zone)
            for origin, destination, zone in sheet.pairrows.values_list(
                "origin", "destination", "zone"
            )
        ),
        brackets=tuple(
            Bracket(zone=row.zone, up_to_kg=row.up_to_kg, price=row.price)
            for row in sheet.bracketrows.all()
        ),
        surcharges=tuple(
            Surcharge(kind=row.kind, percent=row.percent, fixed=row.fixed, minimum=row.minimum)
            for row in sheet.surchargerows.all()
        ),
        taxes=tuple(
            TaxRule(
                line=row.line, code=row.code, rate=row.rate, over_kg=row.over_kg,
                up_to_kg=row.up_to_kg, valid_from=row.valid_from, valid_to=row.valid_to,
            )
            for row in sheet.taxrows.all()
        ),
        exceptions=tuple(
            RateException(
                percent=row.percent, valid_from=row.valid_from, valid_to=row.valid_to,
                merchant_id=row.merchant_id, zone=row.zone, from_guides=row.from_guides,
                up_to_guides=row.up_to_guides,
            )
            for row in sheet.exceptionrows.all()
        ),
    )  # fmt: skip
