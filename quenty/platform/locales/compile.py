"""Writing .mo files: gettext's binary format, little-endian, without a hash table."""

import os
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

from quenty.platform.locales.catalogue import messages

MAGIC = 0x950412DE
HEADER = struct.Struct("<7I")
PLACE = struct.Struct("<2I")


def compile_stale(*roots: Path) -> list[Path]:
    """Compile each .po below `roots` that is younger than its .mo; answers what was written.

    Raises catalogue.Malformed.
    """
    written = []
    for source in sources(roots):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            # Written beside and renamed: another process may be reading.
            temporary = target.with_suffix(f".{os.getpid()}")
            temporary.write_bytes(binary(messages(source.read_text(encoding="utf-8"))))
            temporary.replace(target)
            written.append(target)
    return written


def sources(roots: Iterable[Path]) -> list[Path]:
    return sorted(path for root in roots for path in root.glob("**/locale/*/LC_MESSAGES/*.po"))


def binary(translated: Mapping[str, str]) -> bytes:
    """The file's bytes: a header, two tables of lengths and places, then the texts."""
    pairs = sorted((key.encode(), value.encode()) for key, value in translated.items())
    keys_at = HEADER.size
    values_at = keys_at + PLACE.size * len(pairs)
    texts_at = values_at + PLACE.size * len(pairs)
    tables, texts = [b"", b""], b""
    for which in (0, 1):
        for pair in pairs:
            tables[which] += PLACE.pack(len(pair[which]), texts_at + len(texts))
            texts += pair[which] + b"\0"
    header = HEADER.pack(MAGIC, 0, len(pairs), keys_at, values_at, 0, texts_at)
    return header + tables[0] + tables[1] + texts
