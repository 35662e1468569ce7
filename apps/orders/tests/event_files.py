"""Files of events, a guide that they tell of, and who sends them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.orders.models import Guide
from quenty.kernel import clock
from quenty.kernel.clock import BOGOTA

HERE = "/api/v1/orders/event-imports"
IMPORTS = "/api/v1/orders/imports"
HEADER = "Guía;Estado;Fecha;Hora;Ciudad;Motivo;Observaciones"
AT = datetime(2026, 3, 10, 8, tzinfo=BOGOTA)


@pytest.fixture
def guide(confirmed: Any) -> Any:
    with clock.at(AT - timedelta(days=1)):
        guide = Guide.objects.get(number=confirmed()["number"])
    with clock.at(AT + timedelta(days=2)):
        yield guide


@pytest.fixture
def courier(api: Any, guide: Guide) -> Any:
    """Who speaks for the guide's operator."""
    return api.as_role("operator", operator_id=guide.operator_id)


def send(client: Any, *rows: str, header: str = HEADER, **parts: Any) -> Any:
    content = "\n".join([header, *rows]).encode()
    return client.upload(HERE, {"file": SimpleUploadedFile("marzo.csv", content), **parts})


def row(guide: Guide, status: str, hour: str = "10/03/2026;09:00", *more: str) -> str:
    return ";".join([guide.number, status, hour, *(*more, "", "", "")[:3]])


def counts(answer: Any) -> tuple[str, int, int, int]:
    told = answer.json()
    return told["status"], told["rows_created"], told["rows_known"], told["rows_bad"]
