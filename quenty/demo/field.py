"""Some parcels move, told by staff, so that there is something to track."""

from typing import Any

from quenty.demo.client import Client, Refused
from quenty.demo.merchant import log_in
from quenty.demo.state import State

_WAYS = (
    ("picked_up", "in_transit", "out_for_delivery", "delivered"),
    ("picked_up", "in_transit", "out_for_delivery"),
    ("picked_up", "in_transit"),
)


def tell(base_url: str, state: State, shop: Client) -> list[dict[str, str]]:
    """Moves the first guides along; gives number, status, public page and shared page."""
    page = shop.get("/api/v1/orders/guides", page_size=len(_WAYS), ordering="issued_at")
    try:
        staff = log_in(base_url, state.admin_email, state.admin_password)
    except Refused:
        # The administrator of an older demo has a password of its own.
        return [_shown(shop, guide) for guide in page["results"]]
    for guide, way in zip(page["results"], _WAYS, strict=False):
        for event in way:
            body = {"event": event, "place": _place(guide, event)}
            if event == "delivered":
                body["notes"] = "Recibió el destinatario, CC 1.020.***.***"
            path = f"/api/v1/orders/guides/{guide['number']}/events"
            staff.post(path, body, key=f"demo-{guide['number']}-{event}")
    staff.close()
    return [_shown(shop, guide) for guide in page["results"]]


def _place(guide: dict[str, Any], event: str) -> str:
    end = "origin" if event in ("picked_up", "in_transit") else "destination"
    return str(guide[end]["dane_code"])


def _shown(shop: Client, guide: dict[str, Any]) -> dict[str, str]:
    number = guide["number"]
    return {
        "number": number,
        "status": shop.get(f"/api/v1/orders/tracking/{number}")["text"],
        "page": f"{shop.base_url}/track/{number}",
        "shared": shop.get(f"/api/v1/orders/guides/{number}/share")["url"],
    }
