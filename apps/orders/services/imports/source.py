"""The bytes of an import, read as often as needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO
from uuid import UUID

from apps.orders.domain.imports.columns import Columns
from apps.orders.domain.imports.encodings import encoding_of
from apps.orders.domain.imports.events import (
    EVENTS,
    LAYOUT,
    MappedEvent,
    count_events,
    read_events,
)
from apps.orders.domain.imports.mapping import Mapped, count_orders, read_orders
from apps.orders.domain.imports.presets import PRESETS, Preset
from apps.orders.domain.imports.problems import FileProblem
from apps.orders.domain.imports.reading import Row, read_rows
from apps.orders.domain.imports.template import Template
from apps.orders.domain.imports.workbook import MAGIC, OLD_MAGIC, read_workbook
from apps.orders.domain.operators.words_files import Words
from apps.orders.selectors.operator_words import words_for

MOST_MEGABYTES = 10
# Orders that a request takes in itself; of a larger file a job does.
MOST_AT_ONCE = 500
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Checked:
    """`file_hash`: SHA-256 of the bytes. `orders`: their number; None for a workbook of more
    than MOST_AT_ONCE, which takes long to read. `encoding`: of a CSV, "" for a workbook."""

    file_hash: str
    orders: int | None
    encoding: str

    @property
    def large(self) -> bool:
        return self.orders is None or self.orders > MOST_AT_ONCE


@dataclass(frozen=True, slots=True)
class Source:
    """A seekable file of a known layout, CSV or XLSX whatever its name. `file` stays open and
    its caller's."""

    file: IO[bytes]
    name: str
    layout: str
    template: Template

    @property
    def preset(self) -> Preset:
        return PRESETS[self.layout].reading(self.template.columns)

    def chunks(self) -> Iterator[bytes]:
        """From the start. Raises orders.import.file_too_large."""
        self.file.seek(0)
        taken = 0
        while chunk := self.file.read(_CHUNK):
            taken += len(chunk)
            if taken > MOST_MEGABYTES * 1024 * 1024:
                raise FileProblem.FILE_TOO_LARGE(field="file", limit=MOST_MEGABYTES)
            yield chunk

    def is_workbook(self) -> bool:
        """Raises orders.import.old_excel."""
        self.file.seek(0)
        start = self.file.read(len(OLD_MAGIC))
        if start == OLD_MAGIC:
            raise FileProblem.OLD_EXCEL(field="file")
        return start.startswith(MAGIC)

    def rows(self) -> Iterator[Row]:
        if self.is_workbook():
            return read_workbook(self.file)
        return read_rows(self.chunks(), encoding_of(self.chunks()))

    def orders(self, *, after: int = 0) -> tuple[Columns, Iterator[Mapped]]:
        """The file's columns, and its orders beyond the line `after` as they are read."""
        return read_orders(self.rows(), self.preset, self.template, after=after)

    def count(self, *, most: int = 0) -> int:
        """Its rows; beyond `most` (0: no bound) counting stops."""
        return count_orders(self.rows(), self.preset, most=most)

    def checked(self) -> Checked:
        """Raises whatever is wrong with the file as a whole, before anything is written; with
        a large workbook, what is wrong at its beginning."""
        digest = sha256()
        for chunk in self.chunks():
            digest.update(chunk)
        most = MOST_AT_ONCE if self.is_workbook() else 0
        orders = self.count(most=most)
        known = orders if not most or orders <= most else None
        encoding = "" if most else encoding_of(self.chunks())
        return Checked(digest.hexdigest(), known, encoding)


@dataclass(frozen=True, slots=True)
class EventSource(Source):
    """What an operator tells of its guides, in its own `words` and columns."""

    words: Words

    @property
    def preset(self) -> Preset:
        return EVENTS.reading(self.template.columns)

    def events(self, *, after: int = 0) -> tuple[Columns, Iterator[MappedEvent]]:
        """The file's columns, and its rows beyond the line `after` as they are read."""
        return read_events(self.rows(), self.preset, self.words, after=after)

    def count(self, *, most: int = 0) -> int:
        return count_events(self.rows(), self.preset, most=most)


def event_source(file: IO[bytes], name: str, operator_id: UUID) -> EventSource:
    """A file of an operator, read as it has explained its words and columns."""
    said = words_for(operator_id)
    template = Template(columns=said.columns)
    return EventSource(file, name, LAYOUT, template, said.words)
