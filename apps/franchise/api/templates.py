"""Empty files to fill in, with an example of each row."""

from django.http import HttpResponse

from apps.franchise.api.routes import READ, routes
from apps.franchise.domain.file_templates import coverage_template, rate_sheet_template
from quenty.platform.http import Call


@routes.get("templates/coverage.csv", media=("text/csv",), access=READ)
def get_coverage_template(call: Call) -> HttpResponse:
    """A coverage file to fill in"""
    return _csv(coverage_template(), "coverage.csv")


@routes.get("templates/rate-sheet.csv", media=("text/csv",), access=READ)
def get_rate_sheet_template(call: Call) -> HttpResponse:
    """A rate sheet file to fill in"""
    return _csv(rate_sheet_template(), "rate-sheet.csv")


def _csv(text: str, name: str) -> HttpResponse:
    # With a byte order mark, which Excel needs to read UTF-8.
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
