"""ETag and If-Match: nobody overwrites what they have not seen."""

from typing import Any

from quenty.platform.errors import RequestError


def etag_of(row: Any, attribute: str) -> str:
    value = row[attribute] if isinstance(row, dict) else getattr(row, attribute)
    return f'"{value}"'


def parse_if_match(header: str | None) -> int:
    """The version of an If-Match header. Raises request.precondition_required."""
    text = (header or "").strip().removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise RequestError.PRECONDITION_REQUIRED()
    return int(text)


def check_version(current: int, expected: int | None) -> None:
    """Call under the row's lock. Raises request.precondition_failed when it has moved on."""
    if expected is not None and current != expected:
        raise RequestError.PRECONDITION_FAILED(current=current, expected=expected)
