"""Rules of what may be shipped: a refusal names its row."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from apps.orders.domain.pricing.reasons import Reason
from apps.orders.domain.pricing.shipment import Shipment
from quenty.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """See the row of the same name: an empty scope is every shipment, None limits nothing."""

    code: str
    version: int
    title: str
    title_en: str = ""
    zone: str = ""
    department: str = ""
    dane: str = ""
    merchant_size: str = ""
    goods: str = ""
    forbids: bool = False
    max_weight_g: int | None = None
    max_declared: Money | None = None
    max_cod: Money | None = None

    def covers(self, shipment: Shipment, merchant_size: str, zone: str) -> bool:
        return (
            self.zone in ("", zone)
            and shipment.destination.startswith(self.department)
            and self.dane in ("", shipment.destination)
            and self.merchant_size in ("", merchant_size)
            and (not self.goods or names(self.goods, shipment.contents))
        )

    def is_broken_by(self, shipment: Shipment) -> bool:
        return (
            self.forbids
            or (self.max_weight_g is not None and shipment.weight_g > self.max_weight_g)
            or (self.max_declared is not None and shipment.declared > self.max_declared)
            or (self.max_cod is not None and shipment.cod > self.max_cod)
        )


def policy_refusals(
    shipment: Shipment, policies: Iterable[Policy], *, merchant_size: str, zone: str
) -> tuple[Reason, ...]:
    """A reason for each row that is broken, with its code, version and title. `zone`: of the
    service's sheet for this pair, "" where it has none."""
    return tuple(
        Reason(
            "policy",
            {
                "policy": p.code,
                "version": p.version,
                "title": p.title,
                "title_en": p.title_en or p.title,
            },
        )
        for p in policies
        if p.covers(shipment, merchant_size, zone) and p.is_broken_by(shipment)
    )


def names(goods: str, contents: str) -> bool:
    """Whether the contents name the goods by whole words, in the singular or the plural: a
    wardrobe (armario) is no weapon (arma)."""
    return _pattern(plain(goods)).search(plain(contents)) is not None


@cache
def _pattern(goods: str) -> re.Pattern[str]:
    words = r"\W+".join(map(_either, goods.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _either(word: str) -> str:
    singulars = {word, word.removesuffix("s"), word.removesuffix("es")} - {""}
    either = "|".join(sorted(map(re.escape, singulars)))
    return f"(?:{either})(?:s|es)?"


def plain(text: str) -> str:
    """Lower case without accents, as goods are compared."""
    flat = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in flat if not unicodedata.combining(c))
