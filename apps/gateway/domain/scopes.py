"""Scopes of API keys: `<subject>:read` or `<subject>:write`."""

import re

MOST_SCOPES = 50
_SHAPE = re.compile(r"[a-z][a-z_]{1,40}:(read|write)")


def is_scope(text: str) -> bool:
    return bool(_SHAPE.fullmatch(text))
