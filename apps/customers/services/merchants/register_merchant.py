"""Register a merchant: its row first, then its user in the gateway, then it is an account.

Every step can be repeated. A crash in between leaves a row that the same person, with the
same document and e-mail, takes up by registering again; a refusal of the gateway leaves one
that anybody with the document may.
"""

from dataclasses import asdict, dataclass, field
from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain.consent import POLICY_VERSION, check_consent
from apps.customers.domain.documents import Document, read_document
from apps.customers.models import Consent, Merchant
from apps.customers.neighbours.gateway import create_merchant_user
from apps.customers.services.ledger.accounts import open_wallet
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.platform.db import unit_of_work


@dataclass(frozen=True, kw_only=True)
class Application:
    """What a merchant says of itself. `phone`: E.164."""

    kind: str
    legal_name: str
    display_name: str
    contact_name: str
    email: str
    phone: str
    language: str = "es"
    segment: str = ""
    categories: list[str] = field(default_factory=list)


def register_merchant(
    *,
    application: Application,
    document_type: str,
    document_number: str,
    password: str,
    accepted: bool,
    policy_version: str,
    source_address: str | None,
) -> Merchant:
    """A prospect with a user, a wallet and a sandbox twin.

    Raises customers.document_*, customers.nit_check_digit, customers.company_needs_nit,
    customers.consent_required, customers.document_taken, and the gateway's refusals.
    """
    check_consent(accepted=accepted, policy_version=policy_version)
    document = read_document(application.kind, document_type, document_number)
    draft = _claim(document, application)
    try:
        user_id = create_merchant_user(
            customer_id=draft.id,
            test_customer_id=draft.twin_id,
            email=application.email,
            password=password,
            full_name=application.contact_name,
        )
    except DomainError:
        _give_up(draft.id, application.email)
        raise
    return _finish(draft.id, user_id, application, source_address)


def _claim(document: Document, application: Application) -> Merchant:
    """The row to register on: a new one, or one that was left half done."""
    with unit_of_work("customers"):
        row = _locked(document)
        if row is None:
            row = _draft(document, application)
        elif row.registered_at is not None or row.email not in ("", application.email):
            raise CustomerError.DOCUMENT_TAKEN(field="document_number")
        row.email = application.email
        row.save()
        return row


def _locked(document: Document) -> Merchant | None:
    return (
        Merchant.objects.select_for_update()
        .filter(
            document_type=document.type,
            document_number=document.number,
            livemode=True,
        )
        .exclude(status=Merchant.Status.ERASED)
        .first()
    )


def _draft(document: Document, application: Application) -> Merchant:
    """Insert it, unless another call has just done so."""
    fields = {
        **asdict(application),
        "document_type": document.type,
        "document_number": document.number,
        "check_digit": document.check_digit,
    }
    twin = Merchant.objects.create(**fields, livemode=False)
    Merchant.objects.bulk_create(
        [Merchant(**fields, livemode=True, twin=twin)], ignore_conflicts=True
    )
    row = _locked(document)
    if row is None or row.twin_id != twin.id:
        twin.delete()
    if row is None:
        raise CustomerError.DOCUMENT_TAKEN(field="document_number")
    return row


def _give_up(customer_id: UUID, email: str) -> None:
    with unit_of_work("customers"):
        Merchant.objects.filter(pk=customer_id, registered_at=None, email=email).update(email="")


def _finish(
    customer_id: UUID, user_id: UUID, application: Application, source_address: str | None
) -> Merchant:
    actor = Actor("user", str(user_id))
    with unit_of_work("customers"):
        row = (
            Merchant.objects.select_for_update(of=("self",))
            .select_related("twin")
            .get(pk=customer_id)
        )
        if row.registered_at is not None:
            return row
        twin = row.twin
        for merchant in filter(None, (row, twin)):
            for name, value in asdict(application).items():
                setattr(merchant, name, value)
            merchant.registered_at = clock.now()
            open_wallet(customer_id=merchant.id, livemode=merchant.livemode)
        row.user_id = user_id
        row.save()
        if twin is not None:
            # Play needs no papers.
            twin.status = Merchant.Status.ACTIVE
            twin.save()
        Consent.objects.create(
            merchant=row,
            policy_version=POLICY_VERSION,
            given_at=clock.now(),
            source_address=source_address,
        )
        outgoing.customer_registered(row, actor=actor)
        return row
