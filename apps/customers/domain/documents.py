"""Identity documents of Colombia: which ones open an account and how they are written.

TI (tarjeta de identidad) is a minor's, who can make no contract (Código Civil, art. 1504),
so it is refused by its own code. The NIT's check digit follows DIAN's Orden Administrativa
4 of 1989: weights from the right 3 7 13 17 19 23 29 37 41 43 47 53 59 67 71, sum modulo 11,
0 and 1 stand, anything else is 11 minus it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from stdnum.co import nit

from quenty.contracts.customers.errors import CustomerError


class DocumentType(StrEnum):
    CC = "CC"
    CE = "CE"
    NIT = "NIT"
    PP = "PP"
    PPT = "PPT"


class Kind(StrEnum):
    PERSON = "person"
    COMPANY = "company"


_SHAPES = {
    DocumentType.CC: re.compile(r"[1-9]\d{2,9}"),
    DocumentType.CE: re.compile(r"\d{4,10}"),
    DocumentType.PP: re.compile(r"[A-Z0-9]{5,16}"),
    DocumentType.PPT: re.compile(r"\d{4,15}"),
}
_NIT_BASE = re.compile(r"[1-9]\d{6,9}")
_NOISE = re.compile(r"[\s.,\-]+")


@dataclass(frozen=True, slots=True)
class Document:
    """`number`: without dots, spaces or check digit. `check_digit`: of a NIT, else empty."""

    type: DocumentType
    number: str
    check_digit: str = ""

    def __str__(self) -> str:
        return f"{self.type} {self.number}" + (f"-{self.check_digit}" if self.check_digit else "")


def read_document(kind: str, document_type: str, number: str) -> Document:
    """The document that a person typed, checked. A NIT is written with its check digit,
    with or without the dash.

    Raises customers.document_of_minor, customers.document_invalid, customers.nit_check_digit,
    customers.company_needs_nit.
    """
    if document_type.upper() == "TI":
        raise CustomerError.DOCUMENT_OF_MINOR(field="document_type")
    try:
        type_ = DocumentType(document_type.upper())
    except ValueError:
        raise CustomerError.DOCUMENT_INVALID(
            field="document_type", document_type=document_type
        ) from None
    if kind == Kind.COMPANY and type_ is not DocumentType.NIT:
        raise CustomerError.COMPANY_NEEDS_NIT(field="document_type")
    plain = _NOISE.sub("", number).upper()
    # int() and \d know other scripts' digits; a document is in ASCII.
    if not plain.isascii():
        raise CustomerError.DOCUMENT_INVALID(field="document_number", document_type=type_)
    if type_ is DocumentType.NIT:
        return _read_nit(plain)
    if not _SHAPES[type_].fullmatch(plain):
        raise CustomerError.DOCUMENT_INVALID(field="document_number", document_type=type_)
    return Document(type_, plain)


def _read_nit(plain: str) -> Document:
    base, digit = plain[:-1], plain[-1:]
    if not _NIT_BASE.fullmatch(base) or not digit.isdigit():
        raise CustomerError.DOCUMENT_INVALID(
            field="document_number", document_type=DocumentType.NIT
        )
    if nit.calc_check_digit(base) != digit:
        raise CustomerError.NIT_CHECK_DIGIT(field="document_number", number=base)
    return Document(DocumentType.NIT, base, digit)
