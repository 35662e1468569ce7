"""In what a CSV is written: UTF-8, or Windows-1252, as Excel in Colombia saves "CSV"."""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator

from apps.orders.domain.imports.problems import FileProblem

UTF_8 = "utf-8"
WINDOWS = "windows-1252"
_DECODERS = {UTF_8: "utf-8-sig", WINDOWS: "cp1252"}
# Bytes that Windows-1252 leaves undefined, the mark of UTF-16, and a letter with an accent as
# UTF-8 writes it: beside bytes that are not UTF-8 that is a damaged file, garbled if read. Behind
# a letter, é í ó ú ñ Ñ of CP850, as old programs save it: in Windows-1252 they are ‚ ¡ ¢ £ ¤ ¥.
_NEITHER = re.compile(
    rb"[\x81\x8d\x8f\x90\x9d]|\xff\xfe|\xfe\xff|\xc3[\x80-\xbf]|[A-Za-z][\x82\xa1-\xa5]"
)


def encoding_of(chunks: Iterable[bytes]) -> str:
    """UTF_8 or WINDOWS. Raises orders.import.wrong_encoding for what is neither."""
    decoder = getincrementaldecoder("utf-8")()
    wrong, position, last = -1, 0, b""
    damaged = False
    for chunk in chunks:
        if wrong < 0:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                wrong = max(position + error.start, 0)
        damaged = damaged or _NEITHER.search(last + chunk) is not None
        position, last = position + len(chunk), chunk[-1:]
    if wrong < 0 and decoder.getstate()[0]:
        wrong = position
    if wrong >= 0 and damaged:
        raise FileProblem.WRONG_ENCODING(field="file", position=wrong)
    return UTF_8 if wrong < 0 else WINDOWS


def text_of(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Decoded text, without a byte-order mark. `encoding`: as `encoding_of` tells."""
    decoder = getincrementaldecoder(_DECODERS[encoding])()
    for chunk in chunks:
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)
