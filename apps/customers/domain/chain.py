"""The chain of blocks over the ledger's postings: what is digested, to the letter.

A posting's digest is over its canonical text; a block's over its figures, the digest of the
block before it and the digests of its postings in the order of their ids. All SHA-256, in hex.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

# Whoever changes a text below gives the new one a new number, and keeps the old one to verify by.
ALGORITHM = 1
# What the first block follows.
GENESIS = "0" * 64

# Of a UUIDv7, below its milliseconds.
_LOWER_BITS = 80
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Block:
    """The figures of a block, as its digest covers them.

    `closed_until`: at `made_at` nothing with an id of before that instant could still come.
    """

    number: int
    previous: str
    algorithm: int
    first_posting: UUID
    last_posting: UUID
    postings: int
    closed_until: datetime
    made_at: datetime


def posting_digest(posting: Mapping[str, Any], entries: Sequence[Mapping[str, Any]]) -> str:
    """Of a posting and its entries, in the order of their ids."""
    return _digest([_text({"posting": posting, "entries": entries})])


def block_digest(block: Block, postings: Iterable[tuple[UUID, str]]) -> str:
    """Of a block and the ids and digests of its postings, in the order of their ids."""
    return _digest([_text(asdict(block)), *(f"{id_} {digest}" for id_, digest in postings)])


def lowest_id(at: datetime) -> UUID:
    """No id made in the millisecond of `at`, or after it, is lower."""
    return UUID(int=(at - _EPOCH) // _MILLISECOND << _LOWER_BITS)


def made_in(id_: UUID) -> datetime:
    """The millisecond in which an id was made."""
    return _EPOCH + (id_.int >> _LOWER_BITS) * _MILLISECOND


def _digest(lines: Iterable[str]) -> str:
    found = hashlib.sha256()
    for line in lines:
        found.update(line.encode() + b"\n")
    return found.hexdigest()


def _text(value: Any) -> str:
    """JSON in ASCII without spaces, keys in order, times in UTC to the microsecond."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical text")
