"""How the rows of a sheet fit together: nothing twice, nothing missing, no two answers."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from apps.franchise.domain.exceptions import check_exceptions
from apps.franchise.domain.gathered import BracketRow, Gathered
from apps.franchise.domain.report import Report
from apps.franchise.domain.taxes import check_taxes
from quenty.contracts.franchise.errors import ImportProblem


def check_structure(
    gathered: Gathered, *, valid_from: date, valid_to: date | None, report: Report
) -> None:
    """Report overlaps, gaps, unknown zones and pairs of places with two zones."""
    if not gathered.zones:
        report.add(ImportProblem.MISSING_RECORD, 1, "record", value="zone")
    if not gathered.pairs:
        report.add(ImportProblem.MISSING_RECORD, 1, "record", value="pair")
    _check_brackets(gathered, report)
    _check_pair_zones(gathered, set(gathered.zones), report)
    _check_ambiguity(gathered.pairs, report)
    check_exceptions(gathered, report)
    lines = {"base", "extra_kg", *gathered.surcharges}
    check_taxes(gathered.taxes, lines, valid_from=valid_from, valid_to=valid_to, report=report)


def check_sound_rows(gathered: Gathered, report: Report) -> None:
    """Beside rows at fault: what is wrong between the others whatever those would say."""
    known = set(gathered.zones) | gathered.spoiled
    for zone, rows in _by_zone(gathered).items():
        if zone not in known:
            report.add(ImportProblem.UNKNOWN_ZONE, rows[0].line, "zone", value=zone)
        _check_contiguous(zone, rows, report, whole=zone not in gathered.spoiled)
    _check_pair_zones(gathered, known, report)


def _by_zone(gathered: Gathered) -> dict[str, list[BracketRow]]:
    by_zone: dict[str, list[BracketRow]] = defaultdict(list)
    for (zone, _), row in sorted(gathered.brackets.items()):
        by_zone[zone].append(row)
    return by_zone


def _check_brackets(gathered: Gathered, report: Report) -> None:
    by_zone = _by_zone(gathered)
    for zone, (line, _) in gathered.zones.items():
        if zone not in by_zone:
            report.add(ImportProblem.MISSING_RECORD, line, "zone", value=f"bracket {zone}")
    for zone, rows in by_zone.items():
        if zone not in gathered.zones:
            report.add(ImportProblem.UNKNOWN_ZONE, rows[0].line, "zone", value=zone)
        _check_contiguous(zone, rows, report)


def _check_contiguous(
    zone: str, rows: list[BracketRow], report: Report, *, whole: bool = True
) -> None:
    """`whole`: no other row of the zone may fill a gap."""
    reached, line = Decimal(0), 1
    for row in rows:
        span = f"{zone} {row.over_kg}-{row.bracket.up_to_kg} kg"
        if row.over_kg < reached:
            report.add(ImportProblem.OVERLAP, row.line, "over_kg", value=span, first=line)
        elif row.over_kg > reached and whole:
            gap = f"{zone} {reached}-{row.over_kg} kg"
            report.add(ImportProblem.GAP, row.line, "over_kg", value=gap)
        reached, line = row.bracket.up_to_kg, row.line


def _check_pair_zones(gathered: Gathered, known: set[str], report: Report) -> None:
    told: set[tuple[int, str]] = set()
    for line, zone in gathered.pairs.values():
        if zone not in known and (line, zone) not in told:
            told.add((line, zone))
            report.add(ImportProblem.UNKNOWN_ZONE, line, "zone", value=zone)


def _check_ambiguity(pairs: dict[tuple[str, str], tuple[int, str]], report: Report) -> None:
    """A municipality's row to a department and a department's row to a municipality are
    equally specific: where both fit and differ, a row for the two municipalities decides."""
    into: dict[tuple[str, str], list[str]] = defaultdict(list)
    for origin, destination in pairs:
        if len(origin) == 2 and len(destination) == 5:
            into[origin, destination[:2]].append(destination)
    for (origin, destination), (line, zone) in pairs.items():
        if len(origin) == 5 and len(destination) == 2:
            for place in into.get((origin[:2], destination), ()):
                other_line, other = pairs[origin[:2], place]
                if other != zone and (origin, place) not in pairs:
                    report.add(
                        ImportProblem.AMBIGUOUS_PAIR,
                        line,
                        "origin",
                        value=f"{origin}-{place}",
                        first=other_line,
                    )
