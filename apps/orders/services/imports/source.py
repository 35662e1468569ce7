"""The bytes of an import, read as often as needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from apps.orders.domain.imports.columns import Columns
from apps.orders.domain.imports.mapping import Mapped, read_orders
from apps.orders.domain.imports.presets import PRESETS
from apps.orders.domain.imports.problems import FileProblem
from apps.orders.domain.imports.reading import read_rows
from apps.orders.domain.imports.template import Template

MOST_MEGABYTES = 10
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """A seekable file of a known layout. `file` stays open and its caller's."""

    file: IO[bytes]
    name: str
    layout: str
    template: Template

    def chunks(self) -> Iterator[bytes]:
        """From the start. Raises orders.import.file_too_large."""
        self.file.seek(0)
        taken = 0
        while chunk := self.file.read(_CHUNK):
            taken += len(chunk)
            if taken > MOST_MEGABYTES * 1024 * 1024:
                raise FileProblem.FILE_TOO_LARGE(field="file", limit=MOST_MEGABYTES)
            yield chunk

    def orders(self) -> tuple[Columns, Iterator[Mapped]]:
        """The file's columns, and its orders as they are read."""
        return read_orders(read_rows(self.chunks()), PRESETS[self.layout], self.template)

    def checked(self) -> tuple[str, int]:
        """SHA-256 of the bytes and the number of orders, having read all of it.

        Raises whatever is wrong with the file as a whole, before anything is written.
        """
        digest = sha256()
        for chunk in self.chunks():
            digest.update(chunk)
        _, orders = self.orders()
        return digest.hexdigest(), sum(1 for _ in orders)
