"""What a service of an operator may be set to."""

import re
from dataclasses import dataclass
from decimal import Decimal

from quenty.contracts.franchise.errors import FranchiseError
from quenty.kernel.money import Money

MODES = ("ground", "express", "air")
REGIMES = ("postal", "cargo")
WEIGHT_BASES = ("piece", "total")
# Law 1369 of 2009, article 3: a postal item of express courier weighs up to 5 kg.
POSTAL_MOST_KG = Decimal(5)
_CUTOFF = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings that must agree with each other."""

    regime: str
    weight_step_kg: Decimal
    minimum_weight_kg: Decimal
    max_piece_weight_kg: Decimal
    cod_allowed: bool
    max_cod: Money
    cutoff: str


def check_settings(settings: Settings) -> None:
    """Raises franchise.service_invalid, its field the setting that does not fit."""
    if settings.regime == "postal" and settings.max_piece_weight_kg > POSTAL_MOST_KG:
        raise FranchiseError.SERVICE_INVALID(
            field="max_piece_weight_kg", setting="max_piece_weight_kg", limit="postal <= 5 kg"
        )
    if settings.minimum_weight_kg > settings.max_piece_weight_kg:
        raise FranchiseError.SERVICE_INVALID(
            field="minimum_weight_kg", setting="minimum_weight_kg", limit="max_piece_weight_kg"
        )
    if settings.cod_allowed != bool(settings.max_cod):
        raise FranchiseError.SERVICE_INVALID(
            field="max_cod", setting="max_cod", limit="cod_allowed"
        )
    if not _CUTOFF.fullmatch(settings.cutoff):
        raise FranchiseError.SERVICE_INVALID(field="cutoff", setting="cutoff", limit="HH:MM")
