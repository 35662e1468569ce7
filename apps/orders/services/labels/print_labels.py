"""Labels of guides in one file."""

from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO

from apps.orders.domain.labels.content import GuideContent, PieceMeasure, scan_text
from apps.orders.domain.labels.drawing import Mark
from apps.orders.domain.labels.errors import LabelError
from apps.orders.domain.labels.layout import label
from apps.orders.domain.labels.zpl import zpl
from apps.orders.models import Guide
from apps.orders.selectors.guides import visible
from apps.orders.selectors.printing import guides_to_print
from apps.orders.services.labels import fonts, pdf, png, qr
from apps.orders.services.labels.contents import content_of
from apps.orders.services.share_tracking import opens_labels
from quenty.contracts.orders.errors import OrderError
from quenty.platform.auth import Principal

FORMATS = ("pdf_4x6", "pdf_a4", "zpl")
MOST = 1000


def print_labels(*, numbers: Sequence[str], layout: str, principal: Principal) -> IO[bytes]:
    """A file, at its start, with a label for every piece of every guide, in that order.

    `layout`: pdf_4x6 (one a page), pdf_a4 (four a sheet) or zpl (203 dpi). Guides are read
    a hundred at a time. Raises orders.guide_not_found, orders.label.voided,
    orders.label.too_many (than MOST).
    """
    return _printed(guides_to_print(numbers, among=visible(principal), most=MOST), layout)


def print_shared(*, number: str, token: str) -> IO[bytes]:
    """The labels of a guide for who holds its link, one a page.

    Raises orders.guide_not_found for a bad or stale token too, orders.label.voided.
    """
    if not opens_labels(number, token):
        raise OrderError.GUIDE_NOT_FOUND()
    return _printed(guides_to_print([number], among=Guide.objects.all()), "pdf_4x6")


def _printed(guides: Iterable[Guide], layout: str) -> IO[bytes]:
    file = TemporaryFile()  # noqa: SIM115  (the answer that streams it closes it)
    write(file, guides, layout)
    file.seek(0)
    return file


def write(file: IO[bytes], guides: Iterable[Guide], layout: str) -> None:
    """The labels of `guides` as `layout` into a file. Raises KeyError for another layout."""
    contents = (content_of(guide) for guide in guides)
    if layout == "zpl":
        for content in contents:
            for piece in content.printed:
                file.write(as_zpl(content, piece).encode())
        return
    {"pdf_4x6": pdf.write_pages, "pdf_a4": pdf.write_a4}[layout](file, drawings(contents))


def drawings(contents: Iterable[GuideContent]) -> Iterator[list[Mark]]:
    for content in contents:
        for piece in content.printed:
            yield label(content, piece, fonts.measure)


def as_zpl(content: GuideContent, piece: PieceMeasure) -> str:
    modules = len(qr.matrix(scan_text(content, piece)))
    return zpl(label(content, piece, fonts.measure), modules)


def print_picture(*, number: str, piece: int, dpi: int, principal: Principal) -> bytes:
    """PNG of one piece's label at 203 or 300 dpi.

    Raises orders.guide_not_found, orders.label.voided, orders.label.no_such_piece.
    """
    (guide,) = guides_to_print([number], among=visible(principal))
    content = content_of(guide)
    for measure in content.printed:
        if measure.number == piece:
            return png.picture(label(content, measure, fonts.measure), dpi)
    raise LabelError.NO_SUCH_PIECE(field="piece", piece=piece, pieces=len(content.printed))
