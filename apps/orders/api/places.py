"""Municipalities, and which services go there."""

from dataclasses import dataclass

from apps.orders.api.guide_bodies import CoverageQuery, MunicipalitiesQuery
from apps.orders.api.place_answers import MunicipalitiesOut, MunicipalityCoverageOut
from apps.orders.api.routes import routes
from apps.orders.selectors.places import Reach, municipalities_like, reach_of
from quenty.kernel.dane import Municipality, municipalities
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call

_ANYBODY = allow(
    Role.MERCHANT, Role.OPERATOR, Role.FRANCHISEE, Role.ADMIN, Role.SUPPORT, scope="orders:read"
)


@dataclass(frozen=True, slots=True)
class Found:
    results: list[Municipality]


@dataclass(frozen=True, slots=True)
class Covered:
    municipality: Municipality
    services: list[Reach]


@routes.get(
    "municipalities",
    query=MunicipalitiesQuery,
    answer=MunicipalitiesOut,
    access=_ANYBODY,
    operation="orders_municipalities",
)
def find_municipalities(call: Call) -> Found:
    """Municipalities by the beginning of a name or code, the largest first, fifty at most."""
    return Found(municipalities_like(call.query["q"], call.query.get("department", "")))


@routes.get(
    "coverage",
    query=CoverageQuery,
    answer=MunicipalityCoverageOut,
    access=_ANYBODY,
    operation="orders_coverage",
)
def coverage(call: Call) -> Covered:
    """Which services collect and deliver in a municipality, and which collect money there."""
    code = call.query["dane_code"]
    return Covered(municipalities()[code], reach_of(code))
