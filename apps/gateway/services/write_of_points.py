"""Write of what waits at a point: to its recipient, its merchant and who runs the desk."""

from uuid import UUID

from apps.gateway.domain.messages import compose
from apps.gateway.models import User
from apps.gateway.services.send_message import send_message
from apps.gateway.services.write_of_parcels import amount, people_of, place, write
from quenty.contracts.pickups.events import DeskCodeIssuedV1, PiecesWaitingLongV1
from quenty.kernel.clock import BOGOTA
from quenty.platform.auth import Role

_MOST_PEOPLE = 5


def write_of_desk_code(event: DeskCodeIssuedV1) -> int:
    """The code to who fetches the parcel, sealed apart from the text like any secret; how many
    were written. Inside the unit of work of what it tells of."""

    def words(language: str) -> dict[str, str]:
        return {
            "number": event.guide_number,
            "point": event.point_name,
            "address": event.point_address,
            "place": place(event.municipality),
            "collect": amount(event.collect, language),
        }

    return write(
        "desk_code_for_recipient", event.recipient_email, event.recipient_name, event.code, words
    )


def write_of_waiting(event: PiecesWaitingLongV1) -> int:
    """That nobody came for it, to the merchant's people and to those who run the point."""
    since = f"{event.since.astimezone(BOGOTA):%d/%m/%Y}"
    words = {"number": event.guide_number, "point": event.point_name or "-", "since": since}
    template = "waiting_long" if event.purpose == "delivery" else "waiting_for_courier"
    merchants = [(f"{template}_for_sender", email) for email in people_of(event.customer_id)]
    desk = [("waiting_long_for_point", email) for email in _who_runs(event.franchise_id)]
    for kind, email in merchants + desk:
        person = User.objects.get(email=email)
        send_message(
            compose(
                kind,
                recipient=email,
                name=person.full_name,
                language=person.language,
                words=words,
            )
        )
    return len(merchants) + len(desk)


def _who_runs(franchise_id: UUID | None) -> list[str]:
    if franchise_id is None:
        return []
    people = User.objects.filter(
        franchise_id=franchise_id, is_active=True, roles__contains=[Role.FRANCHISEE.value]
    )
    return list(people.order_by("email").values_list("email", flat=True)[:_MOST_PEOPLE])
