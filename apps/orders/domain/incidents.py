"""Incidents ("novedades"): why a parcel does not get on, who must act, and what then.

The reasons are data. A delivery is tried three times at most; after that the parcel waits at
the operator's office for its term, and goes back.
"""

from dataclasses import dataclass
from enum import StrEnum

from quenty.kernel.words import Phrase

MOST_ATTEMPTS = 3
# Calendar days that an office keeps a parcel, unless the service says otherwise.
OFFICE_DAYS = 15
# How many days before an office's term ends it is told of, the farthest first.
OFFICE_NOTICES = (3, 1)
# How far ahead another day of delivery may be asked for.
FURTHEST_DAYS = 30


class Group(StrEnum):
    RECIPIENT = "recipient"
    ADDRESS = "address"
    PARCEL = "parcel"
    OPERATOR = "operator"
    CUSTOMS = "customs"
    FORCE_MAJEURE = "force_majeure"


class Acts(StrEnum):
    """Who must act for the parcel to get on."""

    MERCHANT = "merchant"
    OPERATOR = "operator"
    STAFF = "staff"


class Again(StrEnum):
    """When delivery is tried again."""

    NEXT_DAY = "next_day"
    ON_ANSWER = "on_answer"
    NEVER = "never"


class IncidentStatus(StrEnum):
    REPORTED = "reported"
    ANSWERED = "answered"
    RESOLVED = "resolved"


class IncidentEvent(StrEnum):
    ANSWER = "answer"
    RESOLVE = "resolve"


TRANSITIONS = {
    (IncidentStatus.REPORTED, IncidentEvent.ANSWER): IncidentStatus.ANSWERED,
    (IncidentStatus.ANSWERED, IncidentEvent.ANSWER): IncidentStatus.ANSWERED,
    (IncidentStatus.REPORTED, IncidentEvent.RESOLVE): IncidentStatus.RESOLVED,
    (IncidentStatus.ANSWERED, IncidentEvent.RESOLVE): IncidentStatus.RESOLVED,
}
ACTIONS = ("retry", "new_date", "new_address", "office", "return")
# Those that want one attempt more.
TRIES = frozenset({"retry", "new_date", "new_address"})
OUTCOMES = ("reattempted", "delivered", "at_office", "returned", "lost", "expired", "settled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """`attempt`: it counts as one of the delivery attempts, and the guide's state becomes
    delivery_failed; otherwise on_hold. `comment`: must be written; `photo`: must be shown,
    with place and time. `hours`: to answer, from the report."""

    group: Group
    acts: Acts
    again: Again
    attempt: bool
    comment: bool = False
    photo: bool = False
    hours: int = 48
    en: str
    es: str


_R, _A, _P = Group.RECIPIENT, Group.ADDRESS, Group.PARCEL
_O, _C, _F = Group.OPERATOR, Group.CUSTOMS, Group.FORCE_MAJEURE
_M, _OP, _S = Acts.MERCHANT, Acts.OPERATOR, Acts.STAFF
_NEXT, _ON, _NO = Again.NEXT_DAY, Again.ON_ANSWER, Again.NEVER


def _cause(
    group: Group, acts: Acts, again: Again, attempt: bool, needs: str, en: str, es: str, **more: int
) -> Cause:
    return Cause(
        group=group,
        acts=acts,
        again=again,
        attempt=attempt,
        comment="c" in needs,
        photo="p" in needs,
        en=en,
        es=es,
        hours=more.get("hours", 48),
    )


CAUSES = {
    "recipient_absent": _cause(
        _R, _M, _NEXT, True, "p", "Nobody was there", "Destinatario ausente"
    ),
    "premises_closed": _cause(_R, _M, _NEXT, True, "p", "Premises closed", "Cerrado"),
    "recipient_refused": _cause(
        _R, _M, _ON, True, "c", "The recipient refused it", "Rehusado por el destinatario"
    ),
    "recipient_unknown": _cause(
        _R, _M, _ON, True, "cp", "Nobody of that name there", "Destinatario desconocido"
    ),
    "recipient_not_ready": _cause(
        _R, _M, _NEXT, True, "c", "Could not receive it yet", "No estaba listo para recibir"
    ),
    "recipient_rescheduled": _cause(
        _R, _M, _ON, False, "c", "Asked for another day", "El destinatario pidió otra fecha"
    ),
    "no_money": _cause(
        _R, _M, _NEXT, True, "", "Had no money for the collection", "No tenía el dinero"
    ),
    "identity_not_proven": _cause(
        _R, _M, _NEXT, True, "c", "Could not prove who they are", "No acreditó su identidad"
    ),
    "recipient_deceased": _cause(
        _R, _M, _NO, True, "c", "The recipient has died", "Destinatario fallecido"
    ),
    "address_incomplete": _cause(
        _A, _M, _ON, True, "", "Incomplete address", "Dirección incompleta"
    ),
    "address_wrong": _cause(_A, _M, _ON, True, "p", "Wrong address", "Dirección errada"),
    "recipient_moved": _cause(_A, _M, _ON, True, "c", "Moved away", "Cambio de domicilio"),
    "no_access": _cause(_A, _OP, _NEXT, True, "c", "No access", "Zona de difícil acceso"),
    "zone_not_served": _cause(
        _A, _M, _ON, False, "c", "Out of the delivery area", "Fuera de cobertura"
    ),
    "packing_damaged": _cause(_P, _S, _ON, False, "cp", "Packing damaged", "Empaque averiado"),
    "contents_damaged": _cause(
        _P, _S, _NO, False, "cp", "Contents damaged", "Contenido averiado", hours=72
    ),
    "contents_missing": _cause(
        _P, _S, _NO, False, "cp", "Something is missing", "Saqueo o faltante", hours=72
    ),
    "contents_not_allowed": _cause(
        _P, _M, _NO, False, "cp", "Contents not allowed", "Contenido no permitido"
    ),
    "weight_differs": _cause(
        _P, _S, _NEXT, False, "p", "Weight or size differ", "Peso o medidas diferentes"
    ),
    "label_unreadable": _cause(
        _P, _M, _ON, False, "p", "Label unreadable", "Rótulo ilegible", hours=24
    ),
    "missorted": _cause(
        _O, _OP, _NEXT, False, "", "Sent to another city", "Enrutado a otra ciudad", hours=24
    ),
    "vehicle_failure": _cause(
        _O, _OP, _NEXT, False, "", "Vehicle failure", "Falla del vehículo", hours=24
    ),
    "not_attempted": _cause(
        _O, _OP, _NEXT, False, "", "There was no time", "No se alcanzó a visitar", hours=24
    ),
    "theft": _cause(_O, _S, _NO, False, "c", "Theft", "Hurto", hours=72),
    "customs_documents": _cause(
        _C, _M, _ON, False, "c", "Customs asks for documents", "Aduana pide documentos", hours=120
    ),
    "customs_duties": _cause(
        _C, _M, _ON, False, "", "Duties not paid", "Tributos sin pagar", hours=120
    ),
    "customs_seized": _cause(
        _C, _S, _NO, False, "c", "Seized by customs", "Aprehendido por la aduana", hours=120
    ),
    "weather": _cause(_F, _OP, _NEXT, False, "", "Weather", "Clima"),
    "road_closed": _cause(_F, _OP, _NEXT, False, "c", "Road closed", "Vía cerrada"),
    "public_order": _cause(_F, _OP, _NEXT, False, "c", "Public order", "Orden público"),
    "other": _cause(_O, _S, _ON, False, "c", "Something else", "Otra"),
}
# What the field calls the reasons of a failed attempt. It tries again and counts as said here
# (tests/contracts/test_field_reasons.py).
OF_THE_FIELD = {
    "customer_absent": "recipient_absent",
    "address_not_found": "address_wrong",
    "not_ready": "recipient_not_ready",
    "refused": "recipient_refused",
    "access": "no_access",
    "weather": "weather",
    "traffic": "not_attempted",
    "vehicle": "vehicle_failure",
    "other": "other",
}


def office_notice(days_left: int, told: int | None) -> int | None:
    """The notice that is due, None for none: the nearest that has come and was not told."""
    come = [days for days in OFFICE_NOTICES if 0 <= days_left <= days]
    due = min(come, default=None)
    return due if due is not None and (told is None or due < told) else None


# What a report or an answer lacks, as its sentence says it.
LACKING = {
    "comment": Phrase("a comment", "un comentario"),
    "photo": Phrase("a photo", "una foto"),
    "place": Phrase("the place", "el lugar"),
    "retry_on": Phrase("a day to come", "un día por venir"),
    "address": Phrase("an address", "una dirección"),
    "dane_code": Phrase("an address in the same municipality", "una dirección del mismo municipio"),
}
