"""Our consignments in the SDK's words, and the SDK's answers in ours."""

import base64
import binascii
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from apps.orders.domain.operators.failures import NoAnswer, Refused
from apps.orders.domain.operators.port import (
    Box,
    Consignment,
    Happened,
    OperatorLabel,
    OperatorRate,
    Party,
    PickupWanted,
)
from apps.orders.domain.operators.words_karrio import INCIDENTS, STATES
from apps.orders.neighbours.operators.reading import pesos
from quenty.kernel import dane
from quenty.kernel.clock import BOGOTA

COUNTRY = "CO"
CURRENCY = "COP"
_NOTES = ("info", "warning", "note")


def address(party: Party) -> dict[str, Any]:
    """Municipalities go by their names; Colombia has no state codes that carriers ask for."""
    place = dane.municipality(party.dane)
    return {
        "person_name": party.name or "-",
        "company_name": party.name or "-",
        "phone_number": party.phone.removeprefix("+57"),
        "email": party.email or None,
        "address_line1": party.address or "-",
        # Else the SDK takes a word with a figure for the house's number and puts it first.
        "street_number": "",
        "address_line2": party.complement or None,
        "city": place.name if place else party.dane,
        "country_code": COUNTRY,
        "federal_tax_id": party.document or None,
    }


def parcel(box: Box, contents: str = "") -> dict[str, Any]:
    return {
        "id": str(box.number),
        "weight": box.weight_g / 1000,
        "weight_unit": "KG",
        "length": box.length_mm / 10,
        "width": box.width_mm / 10,
        "height": box.height_mm / 10,
        "dimension_unit": "CM",
        "packaging_type": "your_packaging",
        "description": contents[:35] or None,
    }


def shipment(consignment: Consignment) -> dict[str, Any]:
    """What a rate and a booking have in common. Raises Refused for what is to be collected."""
    if consignment.collect:
        raise Refused("it collects nothing at the door", code="cod_not_offered")
    return {
        "shipper": address(consignment.sender),
        "recipient": address(consignment.recipient),
        "parcels": [parcel(box, consignment.contents) for box in consignment.boxes],
        "reference": consignment.reference,
        "payment": {"paid_by": "sender", "currency": CURRENCY},
        "options": {"currency": CURRENCY, "declared_value": float(consignment.declared.amount)},
    }


def collection(wanted: PickupWanted) -> dict[str, Any]:
    count = max(1, len(wanted.numbers))
    share = {"weight": max(0.1, wanted.weight_g / 1000 / count), "weight_unit": "KG"}
    return {
        "pickup_date": f"{wanted.day:%Y-%m-%d}",
        "ready_time": wanted.ready_from,
        "closing_time": wanted.ready_until,
        "address": address(wanted.at),
        "parcels": [dict(share) for _ in range(count)],
        "parcels_count": count,
        "shipment_identifiers": list(wanted.numbers),
        "instruction": ", ".join(wanted.numbers)[:57],
    }


def rate_of(found: Any, code: str) -> OperatorRate:
    """Raises Refused for a price in another currency: we convert nothing unasked."""
    if found.currency != CURRENCY:
        raise Refused(f"its price is in {found.currency}", code="currency")
    days = found.transit_days
    return OperatorRate(
        service_code=code,
        total=pesos(found.total_charge),
        transit_days=int(days) if days is not None else None,
    )


def label_of(docs: Any) -> OperatorLabel | None:
    """The carrier's own label, None where it gave none. Raises NoAnswer for an unreadable one."""
    if docs is None or not docs.label:
        return None
    try:
        content = base64.b64decode("".join(docs.label.split()), validate=True)
    except binascii.Error as error:
        raise NoAnswer("the label is not base64") from error
    if not content.startswith(b"%PDF"):
        raise NoAnswer("the label is no PDF")
    return OperatorLabel(content=content, media="application/pdf")


def happened(event: Any) -> Happened:
    word = event.status or ""
    at = _instant(event)
    return Happened(
        word=f"{event.code or ''} {word}".strip(),
        event=STATES.get(word, ""),
        occurred_at=at,
        place=(event.location or "")[:120],
        reason=INCIDENTS.get(event.reason, "other") if event.reason else "",
        notes=(event.description or "")[:200],
        external_id=f"{event.code or ''}@{at:%Y%m%dT%H%M%S}",
    )


def _instant(event: Any) -> datetime:
    """Local time of where it happened, here always Colombia; the SDK puts a Z behind it."""
    try:
        return datetime.fromisoformat(event.timestamp.rstrip("Z")).replace(tzinfo=BOGOTA)
    except (AttributeError, ValueError) as error:
        raise NoAnswer(f"no instant: {event.timestamp!r}") from error


def refusal(messages: Iterable[Any]) -> Refused | NoAnswer:
    """Why there is no result, in the carrier's words."""
    wrong = [m for m in messages if str(m.level or "error").lower() not in _NOTES]
    if not wrong:
        return NoAnswer("an answer without a result")
    said = "; ".join(" ".join(str(m.message or "").split()) for m in wrong)
    return Refused(said or "refused", code=str(wrong[0].code or "")[:40])


def services_of(settings: Mapping[str, str]) -> dict[str, str]:
    """The SDK's name of a service by our code: `service_<code>` of the account's settings."""
    prefix = "service_"
    return {k.removeprefix(prefix): v for k, v in settings.items() if k.startswith(prefix)}
