"""The port to who checks identities, and the sandbox behind it.

The sandbox decides by the last five digits of the document number (a NIT's without its
check digit), so that tests and merchants in test mode get any outcome they want:

    99001  rejected
    99002  asks for better documents
    99003  a person must look, low risk
    99004  a politically exposed person: a person must look, high risk
    99005  on a restricted list: a person must look, high risk
    99009  does not answer
    other  approved
"""

from typing import Protocol

from apps.customers.domain.kyc import Action, Risk
from apps.customers.domain.screening import Applicant, Verdict


class ProviderUnreachable(Exception):
    """No answer: to be asked again later."""


class KycProvider(Protocol):
    name: str

    def screen(self, applicant: Applicant, *, reference: str) -> Verdict:
        """`reference`: ours; the same again is the same question. Raises ProviderUnreachable."""


class SandboxKyc:
    """Fixed outcomes; see the module."""

    name = "sandbox"

    def screen(self, applicant: Applicant, *, reference: str) -> Verdict:
        ending = applicant.document_number[-5:]
        if ending == "99009":
            raise ProviderUnreachable(reference)
        action, risk, flags, reason = _OUTCOMES.get(ending, _APPROVED)
        return Verdict(
            action=action,
            risk=risk,
            flags=flags,
            reason=reason,
            reference=f"sandbox-{reference}",
        )


_Outcome = tuple[Action, Risk, tuple[str, ...], str]
_APPROVED: _Outcome = (Action.APPROVE, Risk.LOW, (), "")
_OUTCOMES: dict[str, _Outcome] = {
    "99001": (Action.REJECT, Risk.LOW, (), "El documento no corresponde a la persona."),
    "99002": (Action.REQUEST_UPDATE, Risk.LOW, (), "La imagen del documento no se lee."),
    "99003": (Action.REVIEW, Risk.LOW, (), ""),
    "99004": (Action.REVIEW, Risk.HIGH, ("pep",), ""),
    "99005": (Action.REVIEW, Risk.HIGH, ("restricted_list",), ""),
}


def kyc_provider() -> KycProvider:
    """The one in use."""
    return SandboxKyc()
