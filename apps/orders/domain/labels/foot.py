"""The lower blocks of a label: figures, what is collected, proof of delivery, law."""

from apps.orders.domain.labels import words
from apps.orders.domain.labels.blocks import INNER, LEFT, RIGHT
from apps.orders.domain.labels.content import GuideContent, PieceMeasure
from apps.orders.domain.labels.legal import legal_text
from apps.orders.domain.labels.sheet import Sheet

_Cell = tuple[str, str]


def _grid(sheet: Sheet, y: int, cells: list[_Cell], height: int) -> int:
    width = INNER // len(cells)
    for i, (title, value) in enumerate(cells):
        x = LEFT + i * width
        wide = RIGHT - x if i == len(cells) - 1 else width + 2
        sheet.frame(x, y, wide, height)
        inner = wide - 16
        sheet.text(title, x=x + 8, y=y + 5, width=inner, size=15)
        sheet.text(
            value,
            x=x + 8,
            y=y + 23,
            width=inner,
            height=32,
            size=25,
            least=13,
            bold=True,
            middle=True,
        )
    return y + height - 2


def figures(sheet: Sheet, y: int, content: GuideContent, piece: PieceMeasure) -> int:
    """Weights, sides, value, dates, reference and contents."""
    sides = " x ".join(
        words.number(side, "") for side in (piece.length_cm, piece.width_cm, piece.height_cm)
    )
    first = [
        ("PESO DE LA PIEZA", words.number(piece.weight_kg, "kg")),
        ("PESO LIQUIDADO (GUÍA)", words.number(content.chargeable_kg, "kg")),
        ("MEDIDAS (CM)", sides),
        ("VALOR DECLARADO", words.pesos(content.declared_value)),
    ]
    estimated = content.estimated_delivery
    second = [
        ("ADMITIDA", words.moment(content.issued_at)),
        ("ENTREGA ESTIMADA", words.day(estimated) if estimated else "-"),
        ("REFERENCIA", content.reference or "-"),
        ("CONTIENE", content.contents or "-"),
    ]
    y = _grid(sheet, y, first, 58)
    return _grid(sheet, y, second, 58)


def collection(sheet: Sheet, y: int, content: GuideContent) -> int:
    """What the courier collects, in the largest letters of the label."""
    height = 92
    if not content.collect:
        sheet.frame(LEFT, y, INNER, height, 3)
        sheet.text(
            "ENVÍO PAGADO · NO COBRAR",
            x=LEFT + 10,
            y=y + 24,
            width=INNER - 20,
            size=42,
            bold=True,
            align="centre",
        )
        return y + height
    sheet.fill(LEFT, y, INNER, height)
    title = "COBRAR AL ENTREGAR"
    detail = "Pago contra entrega"
    freight = content.collect - content.cod
    if freight:
        detail = f"Mercancía {words.pesos(content.cod)} + flete {words.pesos(freight)}"
    sheet.text(title, x=LEFT + 14, y=y + 16, width=330, size=28, bold=True, white=True)
    sheet.text(detail, x=LEFT + 14, y=y + 54, width=330, size=20, least=14, white=True)
    sheet.text(
        words.pesos(content.collect),
        x=LEFT + 350,
        y=y + 12,
        width=INNER - 364,
        size=66,
        least=36,
        bold=True,
        align="right",
        white=True,
    )
    return y + height


def received(sheet: Sheet, y: int) -> int:
    """Where the recipient signs: proof of delivery."""
    height = 62
    widths = (300, 170, 150, INNER - 620)
    x = LEFT
    for title, width in zip(
        ("RECIBE (NOMBRE)", "DOCUMENTO", "FECHA Y HORA", "FIRMA"), widths, strict=True
    ):
        sheet.frame(x, y, width + (0 if x + width >= RIGHT else 2), height)
        sheet.text(title, x=x + 8, y=y + 5, width=width - 12, size=15)
        x += width
    return y + height


def law(sheet: Sheet, y: int, content: GuideContent, height: int) -> None:
    """Legal content in as large a print as the room allows."""
    sheet.text(
        legal_text(content),
        x=LEFT + 2,
        y=y,
        width=INNER - 4,
        height=height,
        size=17,
        least=12,
    )
