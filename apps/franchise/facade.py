"""Franchise as its neighbours call it."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.franchise.domain.operators import ACTIVE
from apps.franchise.selectors.coverage_rows import coverage_rows
from apps.franchise.selectors.routes import routes_of
from apps.franchise.selectors.services import any_service
from apps.franchise.selectors.sheets import content_of, published_sheet
from quenty.contracts.franchise.api import CoverageRow, FranchiseApi, RateSheet, Service

if TYPE_CHECKING:
    from apps.franchise.models import Service as ServiceRow


class Franchise(FranchiseApi):
    def rate_sheet(self, *, sheet_id: UUID) -> RateSheet:
        row = published_sheet(sheet_id)
        content = content_of(row)
        return RateSheet(
            sheet_id=row.pk,
            service=_service(row.service),
            side=row.side,
            version=row.version,
            hash=row.hash,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            zones=content.zones,
            pairs=content.pairs,
            brackets=content.brackets,
            surcharges=content.surcharges,
            taxes=content.taxes,
            exceptions=content.exceptions,
        )

    def service(self, *, service_id: UUID) -> Service:
        return _service(any_service(service_id))

    def coverage(self, *, service_id: UUID) -> tuple[CoverageRow, ...]:
        return coverage_rows(any_service(service_id).pk)


def _service(row: "ServiceRow") -> Service:
    return Service(
        service_id=row.pk,
        operator_id=row.operator_id,
        operator_code=row.operator.code,
        operator_name=row.operator.trade_name,
        operator_nit=row.operator.nit,
        registration=row.operator.registration,
        claims_channel=row.operator.claims_channel,
        code=row.code,
        name=row.name,
        mode=row.mode,
        regime=row.regime,
        divisor=row.divisor,
        weight_step_kg=row.weight_step_kg,
        minimum_weight_kg=row.minimum_weight_kg,
        weight_basis=row.weight_basis,
        max_piece_weight_kg=row.max_piece_weight_kg,
        max_side_cm=row.max_side_cm,
        max_declared_value=row.max_declared_value,
        cod_allowed=row.cod_allowed,
        max_cod=row.max_cod,
        cutoff=row.cutoff,
        priority=row.priority,
        active=row.active and row.operator.status == ACTIVE,
        routes=routes_of(row),
    )


FACADES = {FranchiseApi: Franchise}
