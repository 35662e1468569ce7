"""Two merchants, an operator and the back office, with a row of each kind to ask for."""

import re
from dataclasses import dataclass

from quenty.kernel.ids import new_id
from quenty.platform.auth import Access
from quenty.platform.http.endpoints import Endpoint
from quenty.platform.testing.http import Api, ApiClient
from tests.journeys.test_tenants_apart import owned_by
from tests.journeys.world import PASSWORD, SHEET, World, csv, good


@dataclass
class Town:
    """`ids`: rows of `merchant`, by the name their ids have in paths. `said`: what bodies and
    queries need in order to be taken, by the name it has there."""

    api: Api
    merchant: ApiClient
    stranger: ApiClient
    operator: ApiClient
    admin: ApiClient
    ids: dict[str, str]
    said: dict[str, str]

    def who_may(self, access: Access) -> ApiClient:
        """The merchant where a merchant may, else the back office or whoever may."""
        if access.public:
            return self.api.anonymous()
        if "merchant" in access.roles:
            return self.merchant
        return self.admin if "admin" in access.roles else self.api.as_role(*access.roles)

    def address(self, endpoint: Endpoint) -> str:
        """The route to the merchant's rows, or to none where it has none of a kind."""
        where = f"/api/v1/{endpoint.context}/{endpoint.path}"
        for name in re.findall(r"\{(\w+)\}", where):
            where = where.replace(f"{{{name}}}", self.ids.get(name) or str(new_id()))
        return where


def build(world: World) -> Town:
    network = world.open_network()
    merchant = world.register("zapateria", "800197268-4")
    world.pass_kyc(merchant)
    world.top_up(merchant)
    ids = owned_by(world, merchant, network)
    quote = good(merchant.get(f"/api/v1/orders/quotes/{ids['quote_id']}"))
    staff = {"email": "jefa@example.com", "full_name": "Jefa", "roles": ["admin"]}
    boss = good(world.admin.post("/api/v1/gateway/users", json=staff))
    return Town(
        api=world.api,
        merchant=merchant,
        stranger=world.register("papeleria", "890903938-8"),
        operator=world.api.as_role("operator", operator_id=network["operator"]["id"]),
        admin=world.api.as_role("admin", sub=boss["id"]),
        ids={
            **ids,
            "case_id": _case(world),
            "sheet_id": _draft(world, ids["service_id"]),
            "token": _link(merchant, ids["document_id"]),
        },
        said={
            "offer_id": next(o["id"] for o in quote["offers"] if o["available"]),
            "against": ids["sheet_id"],
            "email": "zapateria@example.com",
            "password": PASSWORD,
            "old_password": PASSWORD,
            "refresh_token": _refresh_token(world),
        },
    )


def _case(world: World) -> str:
    found: str = good(world.admin.get("/api/v1/customers/kyc/cases"))["results"][0]["id"]
    return found


def _draft(world: World, service_id: str) -> str:
    sent = {"file": csv(SHEET, "t.csv"), "side": "selling", "valid_from": "2026-06-01"}
    where = f"/api/v1/franchise/services/{service_id}/rate-sheets"
    found: str = good(world.admin.upload(where, sent))["sheet"]["id"]
    return found


def _link(merchant: ApiClient, document_id: str) -> str:
    where = f"/api/v1/customers/kyc/documents/{document_id}/links"
    return str(good(merchant.post(where))["url"]).rpartition("/")[2]


def _refresh_token(world: World) -> str:
    who = {"email": "zapateria@example.com", "password": PASSWORD}
    found: str = good(world.api.anonymous().post("/api/v1/gateway/tokens", json=who))[
        "refresh_token"
    ]
    return found
