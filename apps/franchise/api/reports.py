"""What an import answers: a report, or the row problems as a refusal."""

from typing import Any

from rest_framework import serializers

from apps.franchise.domain.report import Report, RowProblem


class RowProblemOut(serializers.Serializer):
    line = serializers.IntegerField(help_text="As an editor counts; the header is 1")
    column = serializers.CharField(allow_blank=True)
    code = serializers.CharField()
    detail = serializers.CharField()


class ReportOut(serializers.Serializer):
    """`problem_count` counts all; `problems` lists the first 500."""

    dry_run = serializers.BooleanField()
    applied = serializers.BooleanField()
    rows = serializers.IntegerField()
    problem_count = serializers.IntegerField()
    problems = RowProblemOut(many=True)
    warnings = RowProblemOut(many=True)


def plain_report(report: Report, *, dry_run: bool, applied: bool, language: str) -> dict[str, Any]:
    """A report as `ReportOut` takes it."""
    return {
        "dry_run": dry_run,
        "applied": applied,
        "rows": report.rows,
        "problem_count": report.count,
        "problems": [_plain(found, language) for found in report.problems],
        "warnings": [_plain(found, language) for found in report.warnings],
    }


def refuse_faults(report: Report, *, dry_run: bool, language: str) -> None:
    """Unless it is a dry run, row problems are a 422: pointers are `line.<n>.<column>`."""
    if dry_run or report.clean:
        return
    errors: dict[str, list[str]] = {}
    for found in report.problems:
        pointer = f"line.{found.line}.{found.column}".rstrip(".")
        detail = serializers.ErrorDetail(found.message(language), code=found.code)
        errors.setdefault(pointer, []).append(detail)
    raise serializers.ValidationError(errors)


def _plain(found: RowProblem, language: str) -> dict[str, Any]:
    return {
        "line": found.line,
        "column": found.column,
        "code": found.code,
        "detail": found.message(language),
    }
