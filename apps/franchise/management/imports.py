"""What the two import commands share: which service, which file, how a report is printed."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser, OutputWrapper
from rich.console import Console
from rich.progress import Progress

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


@contextmanager
def bar(name: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal, told of rows done and of how many there are."""
    with Progress(disable=not sys.stderr.isatty(), console=Console(stderr=True)) as shown:
        task = shown.add_task(name, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def print_report(report: Report, out: OutputWrapper, file: Path) -> None:
    """A line for each fault and warning. Raises CommandError when there are faults."""
    for kind, found in (("error", report.problems), ("warning", report.warnings)):
        for row in found:
            out.write(f"{file}:{row.line}\t{row.column}\t{kind}\t{row.code}\t{row.message('en')}")
    if not report.clean:
        raise CommandError(f"{report.count} faults in {report.rows} rows; nothing was imported")
