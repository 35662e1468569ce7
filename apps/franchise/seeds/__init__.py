"""Three invented operators with services, coverage and rates, through the services that
their users' files go through. Running it again adds what is missing and changes nothing.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from apps.franchise.domain.operators import DRAFT
from apps.franchise.domain.report import Report
from apps.franchise.domain.sheets import SIDES
from apps.franchise.models import Operator, RateSheet, Service
from apps.franchise.seeds.commissions import seed_commissions
from apps.franchise.seeds.operators import OPERATORS
from apps.franchise.services.activate_operator import activate_operator
from apps.franchise.services.import_coverage import import_coverage
from apps.franchise.services.import_rate_sheet import import_rate_sheet
from apps.franchise.services.publish_sheet import publish_sheet
from apps.franchise.services.register_operator import register_operator
from apps.franchise.services.set_service import add_service
from quenty.kernel.actors import SYSTEM

DATA = Path(__file__).parent / "data"
VALID_FROM = date(2026, 1, 1)


def seed(progress: Callable[[str], None] = lambda text: None) -> None:
    """`progress` hears a line for each operator and service."""
    seed_commissions()
    for known in OPERATORS:
        operator = _operator(known["operator"])
        for settings in known["services"]:
            service = _service(operator, settings)
            _cover(service, f"{operator.code}-coverage.csv")
            for side in SIDES:
                _publish(service, side, f"{operator.code}-{service.code}-{side}.csv")
            progress(f"franchise: {operator.trade_name}, {service.name}")
        if operator.status == DRAFT:
            activate_operator(operator_id=operator.pk, actor=SYSTEM)


def _operator(columns: dict[str, Any]) -> Operator:
    found = Operator.objects.filter(code=columns["code"]).first()
    return found or register_operator(actor=SYSTEM, **columns)


def _service(operator: Operator, settings: dict[str, Any]) -> Service:
    found = Service.objects.filter(operator=operator, code=settings["code"]).first()
    return found or add_service(operator_id=operator.pk, actor=SYSTEM, **settings)


def _cover(service: Service, file: str) -> None:
    if service.coverage_revision == 0:
        done = import_coverage(service_id=service.pk, data=_read(file), actor=SYSTEM)
        _must_be_clean(file, done.report)


def _publish(service: Service, side: str, file: str) -> None:
    if RateSheet.objects.filter(service=service, side=side).exists():
        return
    done = import_rate_sheet(
        service_id=service.pk,
        side=side,
        data=_read(file),
        source=file,
        valid_from=VALID_FROM,
        actor=SYSTEM,
    )
    _must_be_clean(file, done.report)
    if done.sheet is not None:
        publish_sheet(sheet_id=done.sheet.pk, actor=SYSTEM)


def _read(file: str) -> bytes:
    return (DATA / file).read_bytes()


def _must_be_clean(file: str, report: Report) -> None:
    if not report.clean:
        first = report.problems[0]
        raise ValueError(f"{file}, line {first.line}, {first.column}: {first.message('en')}")
