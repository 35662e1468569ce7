"""One strict JSON parser for every view."""

import json
from decimal import Decimal
from typing import Any

from rest_framework.parsers import JSONParser

from quenty.platform.errors import RequestError

# Numbers beyond these exponents are nobody's money, weight or count.
_LARGEST_EXPONENT = 30


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key is given twice")
    return result


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _number(text: str) -> Decimal:
    value = Decimal(text)
    if value and abs(value.adjusted()) > _LARGEST_EXPONENT:
        raise ValueError("a number is out of range")
    return value


def _integer(text: str) -> int:
    if len(text) > _LARGEST_EXPONENT:
        raise ValueError("a number is out of range")
    return int(text)


_decoder = json.JSONDecoder(
    object_pairs_hook=_pairs,
    parse_constant=_constant,
    parse_float=_number,
    parse_int=_integer,
)


def loads(raw: bytes) -> Any:
    """Strict JSON: no duplicate keys, NaN, huge numbers, NUL, lone surrogates or bottomless
    nesting. Decimals, not floats. Raises request.malformed.
    """
    try:
        text = raw.decode("utf-8")
        value = _decoder.decode(text)
    except RecursionError:
        raise RequestError.MALFORMED(why="it is nested too deeply") from None
    except ValueError as error:
        raise RequestError.MALFORMED(why=str(error)[:200]) from None
    if "\\u" in text:
        _refuse_hidden(value)
    return value


def _refuse_hidden(value: Any) -> None:
    """What escapes can smuggle in: NUL, and surrogates without their pair."""
    try:
        dumped = json.dumps(value, ensure_ascii=False, default=str)
        dumped.encode("utf-8")
    except UnicodeEncodeError:
        raise RequestError.MALFORMED(why="a surrogate stands alone") from None
    if "\\u0000" in dumped:
        raise RequestError.MALFORMED(why="a string holds NUL")


class StrictJSONParser(JSONParser):
    """Hands views what `loads` gives."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        return loads(stream.read())
