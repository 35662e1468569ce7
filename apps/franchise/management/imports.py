"""What the two import commands share: which service, which file, how a report is printed."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser, OutputWrapper

from apps.franchise.domain.report import Report
from apps.franchise.models import Service


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--operator", required=True, help="code of the operator")
    parser.add_argument("--service", required=True, help="code of its service")
    parser.add_argument("--dry-run", action="store_true", help="look only, import nothing")


def service_of(options: dict[str, Any]) -> Service:
    found = Service.objects.filter(
        operator__code=options["operator"], code=options["service"]
    ).first()
    if found is None:
        raise CommandError(f"{options['operator']} has no service {options['service']}")
    return found


def contents(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error


def print_report(report: Report, out: OutputWrapper, file: Path) -> None:
    """A line for each fault and warning. Raises CommandError when there are faults."""
    for kind, found in (("error", report.problems), ("warning", report.warnings)):
        for row in found:
            out.write(f"{file}:{row.line}\t{row.column}\t{kind}\t{row.code}\t{row.message('en')}")
    if not report.clean:
        raise CommandError(f"{report.count} faults in {report.rows} rows; nothing was imported")
