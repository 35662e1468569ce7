"""Identity documents shown at a desk or a door, and what is shown of them afterwards.

The shapes are those that the Registraduría and Migración Colombia write; a NIT carries DIAN's
check digit. One digit over and over is no document.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from stdnum.co import nit


class DocumentKind(StrEnum):
    """`PP`: a passport. `PPT`: the permit of temporary protection."""

    CC = "CC"
    CE = "CE"
    NIT = "NIT"
    PP = "PP"
    PPT = "PPT"


_SHAPES = {
    DocumentKind.CC: re.compile(r"[1-9][0-9]{2,9}"),
    DocumentKind.CE: re.compile(r"[0-9]{4,10}"),
    DocumentKind.NIT: re.compile(r"[1-9][0-9]{7,10}"),
    DocumentKind.PP: re.compile(r"(?=.*[0-9])[A-Z0-9]{5,16}"),
    DocumentKind.PPT: re.compile(r"[0-9]{4,15}"),
}
_NOISE = re.compile(r"[\s.,\-]+")
_SHOWN = 4
# What sealed documents are bound to.
DOCUMENT_SEAL = b"pickups.document"


@dataclass(frozen=True, slots=True)
class Document:
    """`number`: without dots or spaces, a NIT's with its check digit."""

    kind: DocumentKind
    number: str

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def masked(self) -> str:
        """`CC ••••5678`: enough to compare with a paper, too little to use."""
        return f"{self.kind} ••••{self.number[-min(_SHOWN, len(self.number) // 2) :]}"


def read_identity(kind: str, number: str) -> Document | None:
    """The document that a person showed; None for what can be none."""
    if kind not in _SHAPES:
        return None
    known, plain = DocumentKind(kind), _NOISE.sub("", number).upper()
    if not _SHAPES[known].fullmatch(plain) or _nobodys(plain):
        return None
    if known is DocumentKind.NIT and nit.calc_check_digit(plain[:-1]) != plain[-1]:
        return None
    return Document(known, plain)


def _nobodys(plain: str) -> bool:
    return len(plain) > _SHOWN and len(set(plain)) == 1


def masked_email(address: str) -> str:
    """`l•••@correo.co`."""
    name, _, host = address.partition("@")
    return f"{name[:1]}•••@{host}"
