"""ETag and If-Match: nobody overwrites what they have not seen."""

import re
from typing import Any

from quenty.platform.errors import RequestError


def etag_of(row: Any, attribute: str) -> str:
    value = row[attribute] if isinstance(row, dict) else getattr(row, attribute)
    return f'"{value}"'


# A proxy that compresses makes a strong tag weak; the version is the same.
ETAG = r'^(W/)?"[0-9]{1,18}"$'
_ETAG = re.compile(r'(?:W/)?"([0-9]{1,18})"\Z', re.ASCII)


def parse_if_match(header: str | None) -> int:
    """The version of an If-Match header. Raises request.precondition_required."""
    found = _ETAG.match((header or "").strip())
    if found is None:
        raise RequestError.PRECONDITION_REQUIRED()
    return int(found.group(1))


def check_version(current: int, expected: int | None) -> None:
    """Call under the row's lock. Raises request.precondition_failed when it has moved on."""
    if expected is not None and current != expected:
        raise RequestError.PRECONDITION_FAILED(current=current, expected=expected)
