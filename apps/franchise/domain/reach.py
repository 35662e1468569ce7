"""Whether a sheet has a zone for every pair of places that its service's coverage allows."""

from collections import defaultdict
from collections.abc import Iterable

from apps.franchise.domain.report import Report
from quenty.contracts.franchise.api import CoverageRow, ZonePair
from quenty.contracts.franchise.errors import ImportProblem


def check_reach(pairs: Iterable[ZonePair], coverage: Iterable[CoverageRow], report: Report) -> None:
    """Report, once for each pair of departments, a pair of municipalities without a zone."""
    known = {(pair.origin, pair.destination) for pair in pairs}
    origins, destinations = defaultdict(list), defaultdict(list)
    for row in coverage:
        if row.pickup:
            origins[row.dane_code[:2]].append(row.dane_code)
        if row.delivery:
            destinations[row.dane_code[:2]].append(row.dane_code)
    for start, starts in origins.items():
        for end, ends in destinations.items():
            if (start, end) not in known:
                missing = _first_missing(known, start, starts, end, ends)
                if missing:
                    report.add(ImportProblem.GAP, 1, "origin", value=missing)


def _first_missing(
    known: set[tuple[str, str]], start: str, starts: list[str], end: str, ends: list[str]
) -> str:
    for one in starts:
        if (one, end) in known:
            continue
        for other in ends:
            if (one, other) not in known and (start, other) not in known:
                return f"{one}-{other}"
    return ""
