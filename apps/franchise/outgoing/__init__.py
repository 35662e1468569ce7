"""Rows of franchise as the events that tell of them."""

from apps.franchise.models import Operator, RateSheet, Service
from quenty.contracts.franchise.events import (
    CoverageChangedV1,
    OperatorActivatedV1,
    OperatorSuspendedV1,
    RateSheetPublishedV1,
    ServiceChangedV1,
)
from quenty.kernel.actors import Actor
from quenty.platform.events import publish


def operator_activated(operator: Operator, actor: Actor) -> None:
    event = OperatorActivatedV1(
        operator_id=operator.pk, code=operator.code, name=operator.trade_name
    )
    publish(event, aggregate=operator.pk, actor=actor)


def operator_suspended(operator: Operator, actor: Actor) -> None:
    event = OperatorSuspendedV1(
        operator_id=operator.pk, code=operator.code, reason=operator.status_reason
    )
    publish(event, aggregate=operator.pk, actor=actor)


def service_changed(service: Service, actor: Actor) -> None:
    event = ServiceChangedV1(service_id=service.pk, operator_id=service.operator_id)
    publish(event, aggregate=service.pk, actor=actor)


def coverage_changed(service: Service, actor: Actor) -> None:
    event = CoverageChangedV1(
        service_id=service.pk,
        operator_id=service.operator_id,
        revision=service.coverage_revision,
        rows=service.coverage_rows,
    )
    publish(event, aggregate=service.pk, actor=actor)


def rate_sheet_published(sheet: RateSheet, actor: Actor) -> None:
    event = RateSheetPublishedV1(
        sheet_id=sheet.pk,
        service_id=sheet.service_id,
        operator_id=sheet.service.operator_id,
        side=sheet.side,
        version=sheet.version,
        hash=sheet.hash,
        valid_from=sheet.valid_from,
    )
    publish(event, aggregate=sheet.pk, actor=actor)
