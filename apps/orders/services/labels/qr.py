"""QR symbols as rows of dark runs."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

QUIET_MODULES = 4
_CHECKERBOARD = 0


@lru_cache(maxsize=64)
def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """Rows of modules, True where dark, error correction M, no quiet zone."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    # Readers take any of the eight masks. Trying all to find the evenest, as `make` does,
    # costs as much as the rest of a label, and the checkerboard is even for any address.
    code.makeImpl(False, _CHECKERBOARD)
    size = range(code.getModuleCount())
    return tuple(tuple(bool(code.isDark(row, column)) for column in size) for row in size)


def runs(text: str) -> Iterator[tuple[int, int, int]]:
    """Dark runs as (row, first column, length)."""
    for row, modules in enumerate(matrix(text)):
        column = 0
        for dark, group in groupby(modules):
            length = len(list(group))
            if dark:
                yield row, column, length
            column += length


def placed(text: str, side: int) -> tuple[int, int]:
    """The dots of a module and the margin to the first one, in a square of `side` dots."""
    modules = len(matrix(text))
    module = side // (modules + 2 * QUIET_MODULES)
    return module, (side - module * modules) // 2
