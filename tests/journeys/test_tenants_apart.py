"""Every route with another tenant's token: what is not yours is not there."""

import re
from typing import Any

import pytest

from quenty.kernel.ids import new_id
from quenty.platform.http.endpoints import Endpoint
from quenty.platform.testing.http import ApiClient
from tests.contracts.test_routes import ENDPOINTS
from tests.journeys.world import DATABASES, World, csv, good, picture

pytestmark = pytest.mark.django_db(databases=DATABASES, transaction=True)

SHIPMENT = {
    "origin": "11001",
    "destination": "05001",
    "pieces": [{"weight_kg": "1", "length_cm": "20", "width_cm": "10", "height_cm": "10"}],
    "declared_value": "100000",
}
IMPORT = (
    "referencia;nombre;telefono;direccion;ciudad;departamento;peso_kg;largo_cm;ancho_cm;alto_cm;"
    "contenido;valor_declarado;recaudo;paga_flete;correo\n"
    "A-1;Luz Peña;3001234567;Calle 1 # 2-3;Medellín;Antioquia;1,5;20;15;10;Libros;80.000;;;\n"
)


def owned_by(world: World, merchant: ApiClient, network: dict[str, Any]) -> dict[str, str]:
    """A row of each kind that a merchant owns, by the name its id has in paths."""
    guide = world.ship(merchant)
    order = world.order(merchant)
    quote = world.quote(merchant, order)
    top_up = world.top_up(merchant)
    address = {
        "label": "Bodega",
        "contact_name": "Ana Gómez",
        "phone": "3001234567",
        "line1": "Calle 10 # 20-30",
        "dane_code": "11001",
    }
    base = "/api/v1/customers"
    made = good(merchant.post(f"{base}/addresses", json=address))
    document = good(merchant.get(f"{base}/kyc/documents"))["results"][0]
    party = {"name": "Tienda", "phone": "3001234567", "address": "Calle 1", "dane_code": "11001"}
    good(merchant.put("/api/v1/orders/origin", json=party))
    imported = merchant.upload(
        "/api/v1/orders/imports",
        {"file": csv(IMPORT, "pedidos.csv"), "preset": "own", "dry_run": "true"},
    )
    mapped = {"reference": "Columna de la dueña"}
    good(merchant.put("/api/v1/orders/import-mappings/shopify", json={"columns": mapped}))
    estimated = merchant.post("/api/v1/orders/estimates", json={"shipments": [SHIPMENT]})
    key = good(
        merchant.post(
            "/api/v1/gateway/api-keys",
            json={"name": "tienda", "scopes": ["orders:read"], "livemode": True},
        )
    )
    partner = {"kind": "agent", "code": "zapatero", "name": "Zapatero", "starts_on": "2026-01-01"}
    partner["customer_id"] = str(merchant.customer_id)
    agent = good(world.admin.post("/api/v1/franchise/partners", json=partner))
    me = good(merchant.get("/api/v1/gateway/me"))
    session = good(merchant.get("/api/v1/gateway/sessions"))["results"][0]
    return {
        "order_id": order["id"],
        "quote_id": quote["id"],
        "number": guide["number"],
        "top_up_id": top_up["id"],
        "address_id": made["id"],
        "document_id": document["id"],
        "import_id": good(imported)["id"],
        "estimate_id": good(estimated)["id"],
        "preset": "shopify",
        "mapped_column": mapped["reference"],
        "key_id": key["api_key"]["id"],
        "session_id": session["id"],
        "user_id": me["id"],
        "customer_id": str(merchant.customer_id),
        "partner_id": agent["id"],
        "operator_id": network["operator"]["id"],
        "service_id": network["service"]["id"],
        "sheet_id": network["sheet"]["id"],
        # Somebody else's review of the same merchant.
        "case_id": order["id"],
        **{name: str(new_id()) for name in ELSEWHERE},
        "year": "2026",
    }


def fill(endpoint: Endpoint, ids: dict[str, str]) -> str:
    return f"/api/v1/{endpoint.context}/" + re.sub(
        r"\{(\w+)\}", lambda match: ids[match.group(1)], endpoint.path
    )


def test_nothing_of_a_merchant_is_there_for_another(world: World) -> None:
    network = world.open_network()
    owner = world.register("zapateria", "800197268-4")
    world.pass_kyc(owner)
    world.top_up(owner)
    ids = owned_by(world, owner, network)
    stranger = world.register("papeleria", "890903938-8")
    secrets = [value for name, value in ids.items() if name not in SHARED]

    for endpoint in ENDPOINTS:
        if endpoint.access.public or "merchant" not in endpoint.access.roles:
            continue
        names = re.findall(r"\{(\w+)\}", endpoint.path)
        where = fill(endpoint, ids)
        body = BODIES.get(endpoint.operation, {})
        if names and endpoint.upload:
            answer = stranger.upload(where, {"file": picture(), **body})
        else:
            headers = {"If-Match": '"1"'}
            answer = stranger.request(endpoint.method, where, json_=body, headers=headers)
        shown = f"{endpoint.method} {where} -> {answer.status_code}"
        assert answer.status_code < 500, shown
        if names and not set(names) <= SHARED:
            assert answer.status_code == 404, (shown, answer.content)
        sent = answer.getvalue()
        if answer.status_code < 300:
            assert not [secret for secret in secrets if secret.encode() in sent], shown


# What a route needs to get as far as looking for the row; without it, it must still be 404.
BODIES: dict[str, dict[str, Any]] = {
    "orders_confirm": {"offer_id": "01900000-0000-7000-8000-000000000000"},
    "orders_pay_and_confirm": {"offer_id": "01900000-0000-7000-8000-000000000000"},
    "orders_cancel": {"reason": "ya no"},
    "orders_guides_void": {"reason": "ya no"},
    "orders_guides_mend": {"recipient_name": "Otra"},
    "orders_incidents_answer": {"action": "retry"},
    "orders_cod_dispute": {"amount": "1", "reason": "no"},
    "orders_weight_appeal": {"reason": "no"},
    "customers_payout_cancel": {"reason": "ya no"},
    "pickups_cancel_pickup": {"reason": "ya no"},
    "pickups_reschedule_pickup": {"starts_at": "2030-01-02T09:00:00-05:00"},
    "pickups_add_pickup_guides": {"guides": ["QTY100000003"]},
}
# Rows that this journey makes none of; their contexts' own tests ask for somebody else's. Here
# the routes are only asked for what nobody has.
ELSEWHERE = (
    "pickup_id",
    "recurring_id",
    "settlement_id",
    "charge_id",
    "payee_id",
    "payout_id",
    "payment_id",
    "dispute_id",
    "claim_id",
    "evidence_id",
    "incident_id",
    "invoice_id",
    "checkout_id",
)
# Ids that are everybody's: a catalogue, not somebody's rows.
SHARED = {"operator_id", "service_id", "sheet_id", "year", "preset"}
