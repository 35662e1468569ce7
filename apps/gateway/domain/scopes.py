"""Scopes of API keys: `<subject>:read` or `<subject>:write`."""

import re

MOST_SCOPES = 50
PATTERN = r"[a-z][a-z_]{1,40}:(read|write)"
_SHAPE = re.compile(PATTERN)


def is_scope(text: str) -> bool:
    return bool(_SHAPE.fullmatch(text))
