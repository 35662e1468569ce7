"""What operators call the states of a guide in the files they send, by word without case or
accents. "" moves nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from apps.orders.domain.incidents import CAUSES
from apps.orders.domain.operators.words_national import INTERRAPIDISIMO, REASONS, SERVIENTREGA
from apps.orders.domain.operators.words_public import VOCABULARIES
from apps.orders.domain.states import GuideStatus as S
from quenty.kernel.dane import normalise

# As couriers write them by hand.
USUAL = {
    "Guía generada": "",
    "Recibido en punto": S.RECEIVED_AT_POINT.value,
    "Recogido": S.PICKED_UP.value,
    "Recolectado": S.PICKED_UP.value,
    "En camino": S.IN_TRANSIT.value,
    "En tránsito": S.IN_TRANSIT.value,
    "En bodega": S.IN_TRANSIT.value,
    "En reparto": S.OUT_FOR_DELIVERY.value,
    "En ruta de entrega": S.OUT_FOR_DELIVERY.value,
    "Entregado": S.DELIVERED.value,
    "No entregado": S.DELIVERY_FAILED.value,
    "Entrega fallida": S.DELIVERY_FAILED.value,
    "Intento de entrega": S.DELIVERY_FAILED.value,
    "En oficina": S.AT_OFFICE.value,
    "Detenido": S.ON_HOLD.value,
    "Retenido": S.ON_HOLD.value,
    "En devolución": S.RETURNING.value,
    "Devuelto": S.RETURNED.value,
    "Devuelto al remitente": S.RETURNED.value,
    "Extraviado": S.LOST.value,
    "Perdido": S.LOST.value,
    "Averiado": S.DAMAGED.value,
}
OF_FILES: dict[str, dict[str, str]] = {
    **VOCABULARIES,
    "quenty": {**USUAL, **VOCABULARIES["quenty"]},
    "servientrega": SERVIENTREGA,
    "interrapidisimo": INTERRAPIDISIMO,
}
# What a word may mean: a state of the guide, or nothing that moves it.
MEANINGS = ("", *sorted(set(VOCABULARIES["quenty"].values())))
# That one operator explains, of each kind.
MOST_WORDS = 200
_OUR_REASONS = {
    **{name: name for name in CAUSES},
    **{cause.es: name for name, cause in CAUSES.items()},
    **{cause.en: name for name, cause in CAUSES.items()},
}


@dataclass(frozen=True, slots=True)
class Words:
    """`statuses`: the guide's state by word, `reasons`: a cause of an incident by word."""

    statuses: Mapping[str, str]
    reasons: Mapping[str, str]

    def status(self, word: str) -> str | None:
        """The state, "" for what moves nothing; None for a word that nobody explained."""
        return self.statuses.get(normalise(word))

    def reason(self, words: str) -> str:
        """ "" for a reason that nobody explained."""
        return self.reasons.get(normalise(words), "")


def words_of(
    vocabulary: str, statuses: Mapping[str, str] = {}, reasons: Mapping[str, str] = {}
) -> Words:
    """An operator's own words before those of its vocabulary, one of OF_FILES."""
    return Words(
        _plain(OF_FILES[vocabulary], statuses),
        _plain(_OUR_REASONS, REASONS, reasons),
    )


def _plain(*tables: Mapping[str, str]) -> dict[str, str]:
    return {normalise(word): meaning for table in tables for word, meaning in table.items()}
