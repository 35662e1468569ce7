"""What the gateway does when customers tells of a merchant, and orders of a guide."""

from apps.gateway.services.follow_merchant import (
    know_merchant,
    reinstate_merchant,
    suspend_merchant,
)
from apps.gateway.services.write_of_parcels import (
    write_of_guide,
    write_of_incident,
    write_of_office_term,
)
from apps.gateway.services.write_of_points import write_of_desk_code, write_of_waiting
from apps.gateway.services.write_to_staff import write_of_credentials
from quenty.contracts.customers.events import (
    CustomerClosedV1,
    CustomerRegisteredV1,
    CustomerReinstatedV1,
    CustomerSuspendedV1,
)
from quenty.contracts.orders.events import (
    GuideGeneratedV1,
    GuideOfficeTermNearV1,
    IncidentReportedV1,
    OperatorCredentialsExpireV1,
)
from quenty.contracts.pickups.events import DeskCodeIssuedV1, PiecesWaitingLongV1
from quenty.platform.events import Envelope, consumes


@consumes(CustomerRegisteredV1)
def know_registered(event: CustomerRegisteredV1, envelope: Envelope) -> None:
    know_merchant(
        customer_id=event.customer_id,
        display_name=event.display_name,
        sequence=envelope.sequence or 0,
    )


@consumes(CustomerSuspendedV1)
def shut_out_suspended(event: CustomerSuspendedV1, envelope: Envelope) -> None:
    suspend_merchant(
        customer_id=event.customer_id,
        reason=event.reason,
        sequence=envelope.sequence or 0,
        actor=envelope.actor_of,
    )


@consumes(CustomerReinstatedV1)
def let_in_reinstated(event: CustomerReinstatedV1, envelope: Envelope) -> None:
    reinstate_merchant(customer_id=event.customer_id, sequence=envelope.sequence or 0)


@consumes(CustomerClosedV1)
def shut_out_closed(event: CustomerClosedV1, envelope: Envelope) -> None:
    suspend_merchant(
        customer_id=event.customer_id,
        reason=event.reason,
        sequence=envelope.sequence or 0,
        actor=envelope.actor_of,
    )


@consumes(GuideGeneratedV1)
def write_of_generated(event: GuideGeneratedV1, envelope: Envelope) -> None:
    # What is only tried out travels to nobody.
    if envelope.livemode:
        write_of_guide(event)


@consumes(GuideOfficeTermNearV1)
def write_of_ending_custody(event: GuideOfficeTermNearV1, envelope: Envelope) -> None:
    if envelope.livemode:
        write_of_office_term(event)


@consumes(OperatorCredentialsExpireV1)
def write_of_ending_credentials(event: OperatorCredentialsExpireV1, envelope: Envelope) -> None:
    write_of_credentials(event)


@consumes(IncidentReportedV1)
def ask_of_incident(event: IncidentReportedV1, envelope: Envelope) -> None:
    if envelope.livemode:
        write_of_incident(event)


@consumes(DeskCodeIssuedV1)
def write_of_fetching(event: DeskCodeIssuedV1, envelope: Envelope) -> None:
    # What is only tried out waits for nobody.
    if envelope.livemode:
        write_of_desk_code(event)


@consumes(PiecesWaitingLongV1)
def write_of_waiting_parcel(event: PiecesWaitingLongV1, envelope: Envelope) -> None:
    if envelope.livemode:
        write_of_waiting(event)
