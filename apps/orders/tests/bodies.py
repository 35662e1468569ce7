"""Bodies that are right, to be changed where a test wants."""

from typing import Any

BOGOTA, MEDELLIN, LETICIA, CALI = "11001", "05001", "91001", "76001"


def party(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Ana Gómez",
        "phone": "3001234567",
        "email": "ana@example.com",
        "address": "Calle 10 # 20-30",
        "complement": "apto 301",
        "dane_code": MEDELLIN,
        **changes,
    }


def piece(**changes: Any) -> dict[str, Any]:
    return {
        "weight_kg": "1.2",
        "length_cm": "20",
        "width_cm": "10",
        "height_cm": "10",
        **changes,
    }


def order(**changes: Any) -> dict[str, Any]:
    return {
        "contents": "Zapatos",
        "origin": party(name="Tienda", dane_code=BOGOTA),
        "recipient": party(),
        "pieces": [piece()],
        "lines": [
            {"sku": "Z-1", "description": "Zapatos", "quantity": 1, "unit_price": "90000"},
        ],
        "declared_value": "100000",
        **changes,
    }


def shipment(**changes: Any) -> dict[str, Any]:
    return {
        "origin": BOGOTA,
        "destination": MEDELLIN,
        "pieces": [piece()],
        "declared_value": "100000",
        **changes,
    }


def best(quote: dict[str, Any]) -> dict[str, Any]:
    """The cheapest offer of a quote."""
    return next(o for o in quote["offers"] if o["available"] and o["ranks"]["price"] == 1)


def offer(quote: dict[str, Any], service: str) -> dict[str, Any]:
    return next(o for o in quote["offers"] if o["service"]["code"] == service)
