"""The demo's shop becomes a merchant: account, identity, money, key, origin."""

from pathlib import Path
from typing import Any

from quenty.demo.client import Client, Refused, wait_for
from quenty.demo.state import State, save

NAME = "Tienda Cóndor S.A.S."
# A number of no company: the series of those that exist ends below it.
NIT = "999888777-1"
TOP_UP = 20_000_000
SCOPES = (
    "customers:read", "wallet:read", "orders:read", "orders:write",
)  # fmt: skip
ORIGIN = {
    "name": NAME,
    "document": NIT,
    "phone": "6015550123",
    "email": "tienda@quenty.test",
    "address": "Carrera 13 # 85-32",
    "complement": "Bodega 4",
    "dane_code": "11001",
}
# As small as a PDF can be: the sandbox reads no documents.
_PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def log_in(base_url: str, email: str, password: str) -> Client:
    """A client that is this user. Raises Refused."""
    door = Client(base_url)
    tokens = door.post("/api/v1/gateway/tokens", {"email": email, "password": password})
    door.close()
    return Client(base_url, tokens["access_token"])


def register(base_url: str, state: State) -> Client:
    """The merchant's user, registered at the first run."""
    door = Client(base_url)
    body = {
        "kind": "company",
        "document_type": "NIT",
        "document_number": NIT,
        "legal_name": NAME,
        "contact_name": "Marcela Quiñones",
        "email": state.merchant_email,
        "password": state.merchant_password,
        "phone": ORIGIN["phone"],
        "consent": {"policy_version": "2026-01", "accepted": True},
    }
    try:
        door.post("/api/v1/customers/registrations", body, key="demo-registration")
    except Refused as refusal:
        # Registered by a run before, whose password is kept.
        if refusal.code not in ("customers.document_taken", "idempotency.key_reused"):
            raise
    finally:
        door.close()
    return log_in(base_url, state.merchant_email, state.merchant_password)


def verify_identity(user: Client) -> None:
    """Hand in what the basic level asks for, and wait for the sandbox's yes."""
    level = _basic(user)
    if level["status"] == "approved":
        return
    for kind in level["missing"]:
        user.upload(
            "/api/v1/customers/kyc/documents",
            (f"{kind}.pdf", _PAPER, "application/pdf"),
            {"kind": kind},
            key=f"demo-{kind}",
        )
    if level["status"] in ("not_started", "requires_update"):
        user.post("/api/v1/customers/kyc/submissions", {"level": "basic"}, key="demo-basic")
    wait_for("the sandbox's verdict", lambda: _basic(user)["status"] == "approved")


def _basic(user: Client) -> dict[str, Any]:
    levels: list[dict[str, Any]] = user.get("/api/v1/customers/kyc")["levels"]
    return next(level for level in levels if level["level"] == "basic")


def fill_wallet(user: Client, amount: int) -> dict[str, Any]:
    """`amount` pesos paid in once, whatever was spent since, by the sandbox's payment. Gives the
    wallet.
    """
    wallet: dict[str, Any] = user.get("/api/v1/customers/wallet")
    if _pesos(wallet["available"]) >= amount:
        return wallet
    body = {"amount": str(amount), "method": "pse"}
    asked = user.post("/api/v1/customers/wallet/top-ups", body, key=f"demo-top-up-{amount}")

    def paid() -> bool:
        told = user.get(f"/api/v1/customers/wallet/top-ups/{asked['id']}")
        return bool(told["status"] == "confirmed")

    wait_for("the top-up", paid)
    filled: dict[str, Any] = user.get("/api/v1/customers/wallet")
    return filled


def _pesos(money: dict[str, str]) -> int:
    return int(money["amount"].split(".")[0])


def make_key(user: Client, folder: Path, state: State) -> Client:
    """A client with the shop's API key; made at the first run and kept."""
    if not state.api_key:
        body = {"name": "Tienda Cóndor", "livemode": True, "scopes": list(SCOPES)}
        state.api_key = user.post("/api/v1/gateway/api-keys", body)["key"]
        save(folder, state)
    return Client(user.base_url, state.api_key)


def set_origin(shop: Client) -> None:
    shop.put("/api/v1/orders/origin", ORIGIN)
