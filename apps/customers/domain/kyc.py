"""KYC: states, levels, the documents each level asks for, how long an approval lasts."""

from datetime import datetime
from enum import StrEnum

from quenty.contracts.customers.errors import CustomerError


class Level(StrEnum):
    """`basic` sells nationally; `full` opens international, credit and franchise."""

    BASIC = "basic"
    FULL = "full"


class Status(StrEnum):
    NOT_STARTED = "not_started"
    PENDING = "pending"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    REJECTED = "rejected"
    REQUIRES_UPDATE = "requires_update"
    EXPIRED = "expired"


class Action(StrEnum):
    SUBMIT = "submit"
    REVIEW = "review"
    APPROVE = "approve"
    REJECT = "reject"
    REQUEST_UPDATE = "request_update"
    REOPEN = "reopen"
    EXPIRE = "expire"


class Risk(StrEnum):
    LOW = "low"
    HIGH = "high"


class DocumentKind(StrEnum):
    ID_FRONT = "id_front"
    ID_BACK = "id_back"
    SELFIE = "selfie"
    RUT = "rut"
    CHAMBER_OF_COMMERCE = "chamber_of_commerce"
    LEGAL_REPRESENTATIVE_ID = "legal_representative_id"
    BANK_CERTIFICATE = "bank_certificate"
    SHAREHOLDERS = "shareholders"


# Renewal is a submission of an approved case: the approval stays in force until it ends by
# itself or the renewal is decided, so its end is kept apart from the state.
TRANSITIONS = {
    (Status.NOT_STARTED, Action.SUBMIT): Status.PENDING,
    (Status.PENDING, Action.REVIEW): Status.IN_REVIEW,
    (Status.PENDING, Action.APPROVE): Status.APPROVED,
    (Status.PENDING, Action.REJECT): Status.REJECTED,
    (Status.PENDING, Action.REQUEST_UPDATE): Status.REQUIRES_UPDATE,
    (Status.IN_REVIEW, Action.APPROVE): Status.APPROVED,
    (Status.IN_REVIEW, Action.REJECT): Status.REJECTED,
    (Status.IN_REVIEW, Action.REQUEST_UPDATE): Status.REQUIRES_UPDATE,
    (Status.REQUIRES_UPDATE, Action.SUBMIT): Status.PENDING,
    (Status.REJECTED, Action.REOPEN): Status.REQUIRES_UPDATE,
    (Status.APPROVED, Action.SUBMIT): Status.PENDING,
    (Status.APPROVED, Action.EXPIRE): Status.EXPIRED,
    (Status.EXPIRED, Action.SUBMIT): Status.PENDING,
}

_PERSON_BASIC = (DocumentKind.ID_FRONT, DocumentKind.ID_BACK)
_COMPANY_BASIC = (
    DocumentKind.RUT,
    DocumentKind.CHAMBER_OF_COMMERCE,
    DocumentKind.LEGAL_REPRESENTATIVE_ID,
)
REQUIRED = {
    ("person", Level.BASIC): _PERSON_BASIC,
    ("person", Level.FULL): (
        *_PERSON_BASIC,
        DocumentKind.SELFIE,
        DocumentKind.RUT,
        DocumentKind.BANK_CERTIFICATE,
    ),
    ("company", Level.BASIC): _COMPANY_BASIC,
    ("company", Level.FULL): (
        *_COMPANY_BASIC,
        DocumentKind.SHAREHOLDERS,
        DocumentKind.BANK_CERTIFICATE,
    ),
}

WARN_DAYS = (30, 7)


def next_status(status: str, action: Action) -> Status:
    """Raises customers.kyc_transition_refused."""
    to = TRANSITIONS.get((Status(status), action))
    if to is None:
        raise CustomerError.KYC_TRANSITION_REFUSED(status=status, action=action.value)
    return to


def missing_documents(kind: str, level: Level, have: set[str]) -> list[DocumentKind]:
    """The documents that a merchant of `kind` still owes for `level`, in their order."""
    return [document for document in REQUIRED[kind, level] if document not in have]


def approval_ends(approved_at: datetime) -> datetime:
    """Twelve months later; 29 February becomes the 28th."""
    try:
        return approved_at.replace(year=approved_at.year + 1)
    except ValueError:
        return approved_at.replace(year=approved_at.year + 1, day=28)
