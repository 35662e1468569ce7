"""What a KYC provider says of a merchant."""

from dataclasses import dataclass

from apps.customers.domain.kyc import Action, Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """`document_number`: without check digit."""

    kind: str
    document_type: str
    document_number: str
    legal_name: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`action`: what to do with the case. `flags`: lists the applicant is on: `pep`,
    `restricted_list`. `reason`: for the merchant."""

    action: Action
    reference: str
    risk: Risk = Risk.LOW
    flags: tuple[str, ...] = ()
    reason: str = ""
