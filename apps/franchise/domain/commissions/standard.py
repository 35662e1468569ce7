"""The platform's own commission rules, as the business set them; contracts add theirs.

National small 5%, medium 7%, international 10%, franchise 15%; one point more from 50
guides a month and two from 100, on the guides above the step. Large merchants have no rule
here: theirs come by contract.
"""

from dataclasses import dataclass
from decimal import Decimal

from apps.franchise.domain.commissions.rules import AGENT, ALLY, FRANCHISE, POINT
from apps.franchise.domain.commissions.tiers import Band

STEPS = ((0, 0), (50, 1), (100, 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    code: str
    scope: str
    percent: int
    size: str = ""
    reach: str = ""

    def bands(self) -> tuple[Band, ...]:
        return tuple(
            Band(from_=Decimal(start), percent=Decimal(self.percent + extra))
            for start, extra in STEPS
        )


STANDARD = (
    Standard(code="franchise", scope=FRANCHISE, percent=15),
    *(
        Standard(code=f"{scope}-{name}", scope=scope, percent=percent, size=size, reach=reach)
        for scope in (POINT, ALLY, AGENT)
        for name, percent, size, reach in (
            ("small", 5, "small", "national"),
            ("medium", 7, "medium", "national"),
            ("international", 10, "", "international"),
        )
    ),
)
