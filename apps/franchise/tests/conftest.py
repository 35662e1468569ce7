"""An operator with a service, made as its users make them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

OPERATOR = {
    "code": "veloz",
    "legal_name": "Veloz de Prueba S.A.S.",
    "trade_name": "Veloz",
    "nit": "999000101-0",
    "registration": "Licencia MinTIC 0001",
    "claims_channel": "reclamos@veloz.example",
    "dane_code": "Bogotá",
    "contact_name": "Ana Rojas",
    "contact_email": "ana@veloz.example",
    "contact_phone": "601 745 0000",
}
SERVICE = {
    "code": "expreso",
    "name": "Veloz Expreso",
    "mode": "express",
    "regime": "cargo",
    "divisor": 5000,
    "weight_step_kg": "0.5",
    "minimum_weight_kg": "0.5",
    "weight_basis": "piece",
    "max_piece_weight_kg": "30",
    "max_side_cm": 120,
    "max_declared_value": "5000000",
    "cod_allowed": True,
    "max_cod": "2000000",
    "cutoff": "16:00",
}
COVERAGE = """dane_code,pickup,delivery,cod,remote,extra_days
11001,yes,yes,yes,no,0
05001,yes,yes,yes,no,0
91001,no,yes,no,yes,3
"""
HEADER = (
    "record,zone,rank,transit_days,extra_kg,over_kg,up_to_kg,price,origin,destination,"
    "line,percent,fixed,minimum,tax,valid_from,valid_to"
)
ROWS = [
    "zone,local,0,1,1500,,,,,,,,,,,,",
    "zone,national,1,3,3000,,,,,,,,,,,,",
    "bracket,local,,,,0,1,8000,,,,,,,,,",
    "bracket,local,,,,1,5,11000,,,,,,,,,",
    "bracket,national,,,,0,1,15000,,,,,,,,,",
    "bracket,national,,,,1,5,21000,,,,,,,,,",
    "pair,local,,,,,,,municipalities,same,,,,,,,",
    "pair,national,,,,,,,05 11,05 11 91,,,,,,,",
    "surcharge,,,,,,,,,,fuel,4.5,,,,,",
    "tax,,,,,,5,,,,base,19,,,iva_19,2017-01-01,",
    "tax,,,,,5,,,,,base,0,,,excluded,2017-01-01,",
    "tax,,,,,,,,,,extra_kg,0,,,excluded,2017-01-01,",
    "tax,,,,,,,,,,fuel,0,,,excluded,2017-01-01,",
]


def sheet_csv(*rows: str, without: str = "\0", header: str = HEADER) -> bytes:
    """The good sheet with rows added, and without those that begin with `without`."""
    kept = [row for row in ROWS if not row.startswith(without)]
    return "\n".join([header, *kept, *rows, ""]).encode()


def csv_file(data: bytes | str, name: str = "file.csv") -> SimpleUploadedFile:
    raw = data.encode() if isinstance(data, str) else data
    return SimpleUploadedFile(name, raw, content_type="text/csv")


class Desk:
    """What an administrator does by the API, one line a step."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def register(self, **changes: Any) -> dict[str, Any]:
        return self._good(
            self.client.post("/api/v1/franchise/operators", json={**OPERATOR, **changes})
        )

    def add_service(self, operator: dict[str, Any], **changes: Any) -> dict[str, Any]:
        path = f"/api/v1/franchise/operators/{operator['id']}/services"
        return self._good(self.client.post(path, json={**SERVICE, **changes}))

    def cover(self, service: dict[str, Any], data: str = COVERAGE) -> dict[str, Any]:
        path = f"/api/v1/franchise/services/{service['id']}/coverage"
        return self._good(self.client.upload(path, {"file": csv_file(data)}))

    def upload_sheet(self, service: dict[str, Any], data: bytes | None = None, **form: Any) -> Any:
        path = f"/api/v1/franchise/services/{service['id']}/rate-sheets"
        file = csv_file(sheet_csv() if data is None else data, "tarifa.csv")
        sent = {"file": file, "side": "selling", "valid_from": "2026-01-01", **form}
        return self.client.upload(path, sent)

    def draft(
        self, service: dict[str, Any], data: bytes | None = None, **form: Any
    ) -> dict[str, Any]:
        sheet: dict[str, Any] = self._good(self.upload_sheet(service, data, **form))["sheet"]
        return sheet

    def publish(self, sheet: dict[str, Any]) -> dict[str, Any]:
        path = f"/api/v1/franchise/rate-sheets/{sheet['id']}/publish"
        return self._good(self.client.post(path))

    @staticmethod
    def _good(answer: Any) -> dict[str, Any]:
        assert answer.status_code in (200, 201), answer.content
        body: dict[str, Any] = answer.json()
        return body


@pytest.fixture
def desk(api: Any) -> Desk:
    return Desk(api.as_role("admin"))


@pytest.fixture
def service(desk: Desk) -> dict[str, Any]:
    """A service with coverage of Bogotá, Medellín and Leticia."""
    service = desk.add_service(desk.register())
    desk.cover(service)
    return service
