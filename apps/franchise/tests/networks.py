"""A franchise with territory, points and partners, made as its users make them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import Merchant
from quenty.kernel.ids import new_id

ROOT = "/api/v1/franchise"
PDF = b"%PDF-1.4\nsigned\n%%EOF\n"
POINT = {
    "code": "centro",
    "name": "Punto Centro",
    "address": "Calle 10 # 5-20",
    "dane_code": "05001",
    "hours": {"mon": [["08:00", "12:00"], ["14:00", "18:00"]]},
    "services": ["drop_off", "cod"],
    "capacity": 120,
}

# Who withholds, as certificates name it.
PAYER = {"valid_from": "2026-12-01", "agent_for": ["retefuente"], "ica_places": []}
NAMES = {
    "name": "Quenty S.A.S.", "nit": "999.000.101-0", "address": "Calle 72 # 10-07",
    "dane_code": "11001",
}  # fmt: skip


def merchant(**changes: Any) -> Merchant:
    known = {
        "customer_id": new_id(), "display_name": "F", "document_type": "NIT",
        "document_number": "900123456", "status": "active", "kyc_level": "full", "size": "small",
        "email": "", "phone": "", "livemode": True, "legal_name": "Agente Legal S.A.S.",
    }  # fmt: skip
    return Merchant(**{**known, **changes})


class Office:
    """Franchises by the API, as an administrator."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def post(self, path: str, **body: Any) -> Any:
        return self.client.post(f"{ROOT}/{path}", json=body)

    def apply(self, code: str = "paisa", **changes: Any) -> dict[str, Any]:
        body = {
            "code": code, "name": code.title(), "customer_id": str(new_id()),
            "capital": "5000000", **changes,
        }  # fmt: skip
        return self.good(self.post("franchises", **body))

    def evaluate(self, franchise: dict[str, Any], *codes: str) -> Any:
        return self.post(f"franchises/{franchise['id']}/evaluate", municipalities=codes)

    def sign(self, franchise: dict[str, Any], content: bytes = PDF) -> Any:
        file = SimpleUploadedFile("c.pdf", content, content_type="application/pdf")
        return self.client.upload(f"{ROOT}/franchises/{franchise['id']}/contract", {"file": file})

    def step(self, franchise: dict[str, Any], action: str, **body: Any) -> Any:
        return self.post(f"franchises/{franchise['id']}/{action}", **body)

    def active(self, code: str = "paisa", *municipalities: str, **told: Any) -> dict[str, Any]:
        franchise = self.apply(code, **told)
        self.good(self.evaluate(franchise, *(municipalities or ("05001",))))
        self.good(self.step(franchise, "approve"))
        self.good(self.sign(franchise))
        return self.good(self.step(franchise, "activate"))

    def open_point(
        self, franchise: dict[str, Any], code: str = "centro", at: str = "05001"
    ) -> dict[str, Any]:
        body = {**POINT, "code": code, "dane_code": at, "franchise_id": franchise["id"]}
        return self.good(self.post("points", **body))

    def partner(self, kind: str = "agent", **changes: Any) -> dict[str, Any]:
        body = {
            "kind": kind, "code": f"{kind}-1", "name": kind.title(),
            "customer_id": str(new_id()), "starts_on": "2026-01-01", **changes,
        }  # fmt: skip
        return self.good(self.post("partners", **body))

    @staticmethod
    def good(answer: Any) -> dict[str, Any]:
        assert answer.status_code in (200, 201), answer.content
        body: dict[str, Any] = answer.json()
        return body


@pytest.fixture
def office(api: Any, fake_neighbour: Any) -> Office:
    fake_neighbour(CustomersApi, merchant=lambda **asked: merchant(**asked))
    return Office(api.as_role("admin"))


@pytest.fixture
def two(office):
    """Two franchises with a point, an agent and a merchant brought each."""
    made = []
    for code, at in (("una", "05001"), ("otra", "76001")):
        franchise = office.active(code, at)
        point = office.open_point(franchise, f"punto-{code}", at)
        agent = office.partner(code=f"agente-{code}", franchise_id=franchise["id"])
        office.good(office.post(f"partners/{agent['id']}/merchants", merchant_id=str(new_id())))
        made.append({"franchise": franchise, "point": point, "agent": agent})
    return made
