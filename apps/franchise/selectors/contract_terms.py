"""The conditions of a franchise as its contract says them."""

from apps.franchise.domain.charges import FEE_TERM
from apps.franchise.domain.franchises import MINIMUM_CAPITAL
from apps.franchise.domain.statements.contract import Terms, contract_pdf
from apps.franchise.models import Franchise
from quenty.kernel import clock, dane


def terms_of(franchise: Franchise) -> Terms:
    """With the territory that is reserved or its own now."""
    now, places = clock.now(), dane.municipalities()
    held = franchise.territories.filter(status__in=("reserved", "assigned"))
    codes = sorted(row.dane_code for row in held if row.ends_at is None or row.ends_at > now)
    return Terms(
        code=franchise.code,
        name=franchise.name,
        capital=franchise.capital,
        minimum_capital=MINIMUM_CAPITAL,
        monthly_fee=franchise.monthly_fee,
        fee_days=FEE_TERM.days,
        territory=[f"{code} {places[code].name}" for code in codes],
    )


def unsigned_contract(franchise: Franchise) -> bytes:
    return contract_pdf(terms_of(franchise), drawn_on=clock.today())
