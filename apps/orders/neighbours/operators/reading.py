"""Answers of operators made sense of; what makes none is NoAnswer."""

import json
import unicodedata
from datetime import datetime
from decimal import InvalidOperation
from typing import Any
from xml.etree import ElementTree

from apps.orders.domain.operators.failures import NoAnswer, Refused
from apps.orders.neighbours.operators.exchange import Answer
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import COP, Money, Rate


def json_of(answer: Answer) -> Any:
    """The body of a good answer. Raises Refused for a 4xx, NoAnswer for the rest."""
    if answer.status >= 500 or answer.status == 429:
        raise NoAnswer(f"HTTP {answer.status}", code=str(answer.status))
    try:
        body = json.loads(answer.body or b"null")
    except (ValueError, RecursionError) as error:
        raise NoAnswer("the answer is no JSON", code=str(answer.status)) from error
    if answer.status >= 400:
        raise Refused(_said(body) or f"HTTP {answer.status}", code=str(answer.status))
    return body


def _said(body: Any) -> str:
    if isinstance(body, dict):
        for name in ("Message", "message", "mensaje", "Mensaje", "error"):
            if isinstance(body.get(name), str):
                return str(body[name])
    return body if isinstance(body, str) else ""


def xml_of(answer: Answer) -> ElementTree.Element:
    """The root of a SOAP answer. Raises Refused for a fault of the sender's."""
    text = answer.body.decode("utf-8", "replace").strip()
    if "<!DOCTYPE" in text or "<!ENTITY" in text or not text.startswith("<"):
        raise NoAnswer("the answer is no XML", code=str(answer.status))
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  (entities are refused above)
    except ElementTree.ParseError as error:
        raise NoAnswer("the answer is no XML", code=str(answer.status)) from error
    fault = first(root, "Fault")
    if fault is not None:
        said = text_of(fault, "Text") or text_of(fault, "faultstring") or "SOAP fault"
        code = text_of(fault, "Value") or text_of(fault, "faultcode")
        if "Sender" in code or "Client" in code:
            raise Refused(said, code=code)
        raise NoAnswer(said, code=code)
    if answer.status >= 400:
        raise NoAnswer(f"HTTP {answer.status}", code=str(answer.status))
    return root


def first(root: ElementTree.Element, name: str) -> ElementTree.Element | None:
    """The first element of a local name, whatever its namespace."""
    return next((e for e in root.iter() if e.tag.rpartition("}")[2] == name), None)


def every(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [e for e in root.iter() if e.tag.rpartition("}")[2] == name]


def text_of(root: ElementTree.Element, name: str) -> str:
    found = first(root, name)
    return (found.text or "").strip() if found is not None else ""


def pesos(value: Any) -> Money:
    """Whole pesos, half up. Raises NoAnswer for what is no amount."""
    try:
        return (Money(1, COP) * Rate(str(value))).half_up()
    except (InvalidOperation, ValueError, TypeError) as error:
        raise NoAnswer(f"no amount: {value!r}") from error


def instant(text: str) -> datetime:
    """A carrier's local time, in the forms that they write it in. Raises NoAnswer."""
    tidy = " ".join(str(text).split())
    forms = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%m/%d/%Y %I:%M:%S %p", "%d/%m/%Y")
    for read in (datetime.fromisoformat, *(_form(form) for form in forms)):
        try:
            found = read(tidy)
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=BOGOTA)
    raise NoAnswer(f"no instant: {tidy[:40]!r}")


def _form(form: str) -> Any:
    return lambda text: datetime.strptime(text, form).replace(tzinfo=BOGOTA)


def plain_words(text: str) -> str:
    """Upper case without accents, as carriers' words are mapped."""
    flat = unicodedata.normalize("NFKD", text or "")
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).upper().split())
