"""Write to a parcel's sender and recipient, at the addresses that its order names."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from apps.gateway.domain.messages import compose
from apps.gateway.domain.parcel_texts import NONE, NOTHING
from apps.gateway.models import User
from apps.gateway.services.send_message import send_message
from quenty.contracts.orders.events import (
    GuideGeneratedV1,
    GuideOfficeTermNearV1,
    IncidentReportedV1,
)
from quenty.kernel.clock import BOGOTA
from quenty.kernel.dane import municipality
from quenty.kernel.money import Money
from quenty.platform.auth import Role

_MOST_PEOPLE = 5
Words = Callable[[str], dict[str, str]]


def write_of_guide(event: GuideGeneratedV1) -> int:
    """The label to who sends it, the way to follow it to who gets it; how many were written.

    Inside the unit of work of what it tells of. Nobody is written to without an address.
    """

    def words(language: str) -> dict[str, str]:
        return {
            "number": event.number,
            "operator": event.operator_name,
            "destination": place(event.destination),
            "reference": event.reference or "-",
            "expected": _day(event.estimated_delivery, language),
            "collect": amount(event.collect, language),
            "sender": event.sender_name,
        }

    return write(
        "guide_for_sender", event.sender_email, event.sender_name, event.label_url, words
    ) + write(
        "guide_for_recipient",
        event.recipient_email,
        event.recipient_name,
        event.tracking_url,
        words,
    )


def write_of_office_term(event: GuideOfficeTermNearV1) -> int:
    """That an office keeps it a few days more, to both; how many were written."""

    def words(language: str) -> dict[str, str]:
        return {
            "number": event.number,
            "operator": event.operator_name,
            "destination": place(event.destination),
            "until": _day(event.office_until, language),
            "collect": amount(event.collect, language),
        }

    return write(
        "office_term_for_recipient",
        event.recipient_email,
        event.recipient_name,
        event.tracking_url,
        words,
    ) + write("office_term_for_sender", event.sender_email, "", event.tracking_url, words)


def write_of_incident(event: IncidentReportedV1) -> int:
    """To the merchant what it has to decide, with the link by which it answers; how many were
    written. To the address of the order's sender, else to the merchant's own people."""
    if event.acts != "merchant":
        return 0

    def words(language: str) -> dict[str, str]:
        until = event.deadline.astimezone(BOGOTA)
        return {
            "number": event.number,
            "cause": event.cause_en if language == "en" else event.cause_es,
            "until": f"{until:%d/%m/%Y %H:%M}",
        }

    addresses = [event.sender_email] if event.sender_email else people_of(event.customer_id)
    return sum(
        write("incident_for_sender", address, "", event.answer_url, words) for address in addresses
    )


def people_of(customer_id: UUID) -> list[str]:
    """Addresses of a merchant's own people, a few."""
    people = User.objects.filter(
        customer_id=customer_id, is_active=True, roles__contains=[Role.MERCHANT.value]
    )
    return list(people.order_by("email").values_list("email", flat=True)[:_MOST_PEOPLE])


def write(template: str, address: str, name: str, link: str, words: Words) -> int:
    """One message with its secret, in the language of who has an account; how many went out."""
    if not address or not link:
        return 0
    known = User.objects.filter(email=address.strip().lower()).first()
    language = known.language if known else "es"
    called = name or (known.full_name if known else address.partition("@")[0])
    send_message(
        compose(
            template,
            recipient=address,
            name=called,
            language=language,
            link=link,
            words=words(language),
        )
    )
    return 1


def place(dane_code: str) -> str:
    """The municipality's name, or its code where it is none of ours."""
    found = municipality(dane_code)
    return found.name if found else dane_code


def _day(day: date | None, language: str) -> str:
    return f"{day:%d/%m/%Y}" if day else NONE[language]


def amount(money: Money, language: str) -> str:
    """Pesos as people write them, or that nothing is due."""
    return f"$ {int(money.amount):,} COP".replace(",", ".") if money else NOTHING[language]
