"""A small country made through the public doors: an operator, two merchants, a parcel."""

import io
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.testing.http import Api, ApiClient

# Any context may listen to what the journey tells.
DATABASES = [context.alias for context in CONTEXTS.values()]
PASSWORD = "correct horse battery staple"
BOGOTA, MEDELLIN = "11001", "05001"
FRANCHISE = "/api/v1/franchise"

OPERATOR = {
    "code": "veloz",
    "legal_name": "Veloz de Prueba S.A.S.",
    "trade_name": "Veloz",
    "nit": "999000101-0",
    "registration": "Licencia MinTIC 0001",
    "claims_channel": "reclamos@veloz.example",
    "dane_code": BOGOTA,
    "contact_name": "Ana Rojas",
    "contact_email": "ana@veloz.example",
    "contact_phone": "601 745 0000",
}
SERVICE = {
    "code": "expreso",
    "name": "Veloz Expreso",
    "mode": "express",
    "regime": "postal",
    "divisor": 5000,
    "weight_step_kg": "0.5",
    "minimum_weight_kg": "1",
    "weight_basis": "piece",
    "max_piece_weight_kg": "5",
    "max_side_cm": 120,
    "max_declared_value": "5000000",
    "cod_allowed": True,
    "max_cod": "2000000",
    "cutoff": "16:00",
}
COVERAGE = """dane_code,pickup,delivery,cod,remote,extra_days
11001,yes,yes,yes,no,0
05001,yes,yes,yes,no,0
"""
HEADER = (
    "record,zone,rank,transit_days,extra_kg,over_kg,up_to_kg,price,origin,destination,"
    "line,percent,fixed,minimum,tax,valid_from,valid_to"
)
SHEET = f"""{HEADER}
zone,local,0,1,1500,,,,,,,,,,,,
zone,national,1,3,3000,,,,,,,,,,,,
bracket,local,,,,0,1,8000,,,,,,,,,
bracket,local,,,,1,5,11000,,,,,,,,,
bracket,national,,,,0,1,15000,,,,,,,,,
bracket,national,,,,1,5,21000,,,,,,,,,
pair,local,,,,,,,municipalities,same,,,,,,,
pair,national,,,,,,,05 11,05 11,,,,,,,
surcharge,,,,,,,,,,fuel,4.5,,,,,
surcharge,,,,,,,,,,declared_value,1,,500,,,
surcharge,,,,,,,,,,cod_fee,3,,3000,,,
surcharge,,,,,,,,,,margin,8,,,,,
surcharge,,,,,,,,,,return_freight,80,,,,,
tax,,,,,,,,,,margin,19,,,iva_19,2017-01-01,
tax,,,,,,,,,,cod_fee,19,,,iva_19,2017-01-01,
tax,,,,,,5,,,,base,19,,,iva_19,2017-01-01,
tax,,,,,5,,,,,base,0,,,excluded,2017-01-01,
tax,,,,,,,,,,extra_kg,0,,,excluded,2017-01-01,
tax,,,,,,,,,,fuel,0,,,excluded,2017-01-01,
tax,,,,,,,,,,declared_value,0,,,excluded,2017-01-01,
tax,,,,,,,,,,return_freight,0,,,excluded,2017-01-01,
"""


def good(answer: Any, *statuses: int) -> Any:
    """The answer's body, or a failure that shows it."""
    assert answer.status_code in (statuses or (200, 201, 202, 204)), answer.content
    return answer.json() if answer.content else None


def csv(text: str, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/csv")


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return SimpleUploadedFile("documento.png", out.getvalue(), content_type="image/png")


class World:
    """`settle()` runs events and jobs until nothing is due, as relay and worker would."""

    def __init__(self, api: Api, settle: Callable[..., None]) -> None:
        self.api = api
        self._settle = settle
        self.admin = api.as_role("admin")

    def settle(self) -> None:
        self._settle(*CONTEXTS)

    def open_network(self) -> dict[str, Any]:
        """One operator with a service that covers Bogotá and Medellín, published."""
        opened = self.open_operator(OPERATOR, [SERVICE])
        return {"operator": opened["operator"], **opened["services"][0]}

    def open_operator(
        self, operator: dict[str, Any], services: list[dict[str, Any]], *, cost: bool = False
    ) -> dict[str, Any]:
        """An active operator, each of its services with coverage and a published sheet.

        `cost`: what it charges us is published too.
        """
        made = good(self.admin.post(f"{FRANCHISE}/operators", json=operator))
        where = f"{FRANCHISE}/operators/{made['id']}"
        opened = []
        for service in services:
            found = good(self.admin.post(f"{where}/services", json=service))
            of_service = f"{FRANCHISE}/services/{found['id']}"
            good(self.admin.upload(f"{of_service}/coverage", {"file": csv(COVERAGE, "c.csv")}))
            sheet = self._publish(of_service, "selling")
            if cost:
                self._publish(of_service, "cost")
            opened.append({"service": found, "sheet": sheet})
        good(self.admin.post(f"{where}/activate"))
        self.settle()
        return {"operator": made, "services": opened}

    def _publish(self, of_service: str, side: str) -> Any:
        sent = {"file": csv(SHEET, "t.csv"), "side": side, "valid_from": "2026-01-01"}
        sheet = good(self.admin.upload(f"{of_service}/rate-sheets", sent))["sheet"]
        good(self.admin.post(f"{FRANCHISE}/rate-sheets/{sheet['id']}/publish"))
        return sheet

    def register(self, name: str, nit: str) -> ApiClient:
        """A merchant with a session of its own, through the gateway's log-in."""
        email = f"{name}@example.com"
        body = {
            "kind": "company",
            "document_type": "NIT",
            "document_number": nit,
            "legal_name": f"{name.title()} S.A.S.",
            "email": email,
            "password": PASSWORD,
            "phone": "300 123 4567",
            "consent": {"policy_version": "2026-01", "accepted": True},
        }
        profile = good(self.api.anonymous().post("/api/v1/customers/registrations", json=body))
        self.settle()
        tokens = good(
            self.api.anonymous().post(
                "/api/v1/gateway/tokens", json={"email": email, "password": PASSWORD}
            )
        )
        client = self.api.with_token(tokens["access_token"])
        client.customer_id = profile["customer_id"]
        return client

    def pass_kyc(self, merchant: ApiClient) -> None:
        base = "/api/v1/customers/kyc"
        basic = good(merchant.get(base))["levels"][0]
        for kind in basic["missing"]:
            good(merchant.upload(f"{base}/documents", {"kind": kind, "file": picture()}))
        good(merchant.post(f"{base}/submissions", json={"level": "basic"}))
        self.settle()
        assert good(merchant.get(base))["levels"][0]["status"] == "approved"

    def top_up(self, merchant: ApiClient, amount: str = "500000") -> dict[str, Any]:
        asked = good(merchant.post("/api/v1/customers/wallet/top-ups", json={"amount": amount}))
        self.settle()
        paid: dict[str, Any] = good(merchant.get(f"/api/v1/customers/wallet/top-ups/{asked['id']}"))
        assert paid["status"] == "confirmed"
        return paid

    def order(self, merchant: ApiClient, **changes: Any) -> dict[str, Any]:
        party = {"name": "Ana Gómez", "phone": "3001234567", "address": "Calle 10 # 20-30"}
        body = {
            "contents": "Zapatos",
            "origin": {**party, "name": "Tienda", "dane_code": BOGOTA},
            "recipient": {**party, "dane_code": MEDELLIN},
            "pieces": [
                {"weight_kg": "1.2", "length_cm": "20", "width_cm": "10", "height_cm": "10"}
            ],
            "declared_value": "100000",
            **changes,
        }
        placed: dict[str, Any] = good(merchant.post("/api/v1/orders/orders", json=body))
        return placed

    def quote(self, merchant: ApiClient, order: dict[str, Any]) -> dict[str, Any]:
        where = f"/api/v1/orders/orders/{order['id']}/quotes"
        quoted: dict[str, Any] = good(merchant.post(where, json={}))
        return quoted

    def confirm(
        self,
        merchant: ApiClient,
        order: dict[str, Any],
        quote: dict[str, Any],
        key: str = "",
        headers: dict[str, str] | None = None,
    ) -> Any:
        offer = next(o for o in quote["offers"] if o["available"])
        where = f"/api/v1/orders/orders/{order['id']}/confirm"
        return merchant.post(where, json={"offer_id": offer["id"]}, key=key, headers=headers)

    def ship(self, merchant: ApiClient, **changes: Any) -> dict[str, Any]:
        """Order, quote, confirm: the guide."""
        order = self.order(merchant, **changes)
        guide: dict[str, Any] = good(self.confirm(merchant, order, self.quote(merchant, order)))
        self.settle()
        return guide

    def wallet(self, merchant: ApiClient) -> dict[str, Any]:
        found: dict[str, Any] = good(merchant.get("/api/v1/customers/wallet"))
        return found
