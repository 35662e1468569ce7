"""One strict JSON parser for every view."""

import json
from decimal import Decimal
from typing import Any

from rest_framework.parsers import JSONParser

from quenty.kernel.words import Phrase
from quenty.platform.errors import RequestError

# Numbers beyond these exponents are nobody's money, weight or count.
_LARGEST_EXPONENT = 30


_TWICE = Phrase(en="a key is given twice", es="una clave está repetida")
_RANGE = Phrase(en="a number is out of range", es="un número se sale del rango")
_DEEP = Phrase(en="it is nested too deeply", es="está anidado demasiado")
_SURROGATE = Phrase(en="a surrogate stands alone", es="hay un carácter sustituto suelto")
_NUL = Phrase(en="a string holds NUL", es="un texto contiene NUL")
_NOT_UTF8 = Phrase(en="it is no UTF-8", es="no es UTF-8")


class _Refused(ValueError):
    """`why`: what the strict parser does not take."""

    def __init__(self, why: Phrase) -> None:
        super().__init__(why.en)
        self.why = why


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise _Refused(_TWICE)
    return result


def _constant(name: str) -> Any:
    raise _Refused(Phrase(en=f"{name} is no JSON number", es=f"{name} no es un número de JSON"))


def _number(text: str) -> Decimal:
    value = Decimal(text)
    if value and abs(value.adjusted()) > _LARGEST_EXPONENT:
        raise _Refused(_RANGE)
    return value


def _integer(text: str) -> int:
    if len(text) > _LARGEST_EXPONENT:
        raise _Refused(_RANGE)
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
        raise RequestError.MALFORMED(why=_DEEP) from None
    except ValueError as error:
        raise RequestError.MALFORMED(why=_why(error)) from None
    if "\\u" in text:
        _refuse_hidden(value)
    return value


def _why(error: ValueError) -> Phrase:
    if isinstance(error, _Refused):
        return error.why
    if isinstance(error, json.JSONDecodeError):
        line, column = error.lineno, error.colno
        return Phrase(
            en=f"it stops being JSON at line {line}, column {column}",
            es=f"deja de ser JSON en la línea {line}, columna {column}",
        )
    return _NOT_UTF8


def _refuse_hidden(value: Any) -> None:
    """What escapes can smuggle in: NUL, and surrogates without their pair."""
    try:
        dumped = json.dumps(value, ensure_ascii=False, default=str)
        dumped.encode("utf-8")
    except UnicodeEncodeError:
        raise RequestError.MALFORMED(why=_SURROGATE) from None
    if "\\u0000" in dumped:
        raise RequestError.MALFORMED(why=_NUL)


class StrictJSONParser(JSONParser):
    """Hands views what `loads` gives."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        return loads(stream.read())
